using Crm.Events;
using Crm.Messages;
using Crm.Sequences;
using Crm.Values;

namespace Crm.Ledger;

/// <summary>The only place where a message is queued or changes: lifecycle, row and event together. Neither events nor audit rows hold an address or a text.</summary>
internal static class MessageLedger
{
    /// <summary>The same frame, led on by what led to the message and by the message itself.</summary>
    public static Work On(Work work, Message message)
    {
        IEnumerable<string> causes = [.. message.Causes, $"message:{message.Id}"];
        return work.With(work.Origin with { Causes = [.. work.Causes, .. causes.Except(work.Causes)] });
    }

    /// <summary>A row of a message that is to be sent at once, its Message-ID fixed; who wants it, and for whom, is the caller's to add.</summary>
    /// <param name="mailbox">Sends it.</param>
    /// <param name="record">The record it is about.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="wanted">What it says.</param>
    /// <param name="previous">The message whose thread it continues, or null.</param>
    /// <param name="now">Now, in UTC.</param>
    public static Message New(Mailbox mailbox, CrmRecord record, string to, Effect.QueueMessage wanted, Message? previous, DateTimeOffset now)
    {
        var id = OrderedId.At(now);
        return new Message
        {
            Tenant = mailbox.Tenant,
            Id = new MessageId(id),
            Channel = wanted.Channel,
            Mailbox = mailbox.Id,
            Record = record.Id,
            RecordType = record.Type,
            FromAddress = mailbox.Address,
            FromName = mailbox.DisplayName,
            ToAddress = to,
            AddressHash = AddressHash.Of(to),
            Subject = wanted.Subject,
            Text = wanted.Text,
            Html = wanted.Html,
            WireId = $"{id}@{DomainName.ToAscii(mailbox.Address[(mailbox.Address.LastIndexOf('@') + 1)..])}",
            InReplyTo = previous?.WireId,
            References = previous is null ? [] : [.. previous.References, previous.WireId],
            State = MessageState.Queued,
            NextAttemptAt = now,
            QueuedAt = now,
            Revision = 1,
        };
    }

    /// <summary>Adds a message that a sender may take.</summary>
    public static void Queue(Work work, Message message)
    {
        work.Changes.Insert(message);
        Publish(work, MessageTrigger.Queue, message);
    }

    /// <summary>Moves a message: its state by the lifecycle, its row, its event. Nobody holds it any more afterwards.</summary>
    /// <param name="work">The frame; its audit row is the caller's, see <see cref="Audit"/>.</param>
    /// <param name="before">As it is stored, or as <see cref="Through"/> left it.</param>
    /// <param name="move">What happened to it.</param>
    /// <exception cref="CrmException">Refused with <c>trigger-not-allowed</c>.</exception>
    public static Message Move(Work work, Message before, MessageMove move)
    {
        var after = Through(before, move) with { Revision = before.Revision + 1 };
        work.Changes.Update(after);
        Publish(work, move.Trigger, after);
        return after;
    }

    /// <summary>A lead became a contact: a message that has not left is the contact's. It stays where it stands.</summary>
    public static void Carry(Work work, Message before, RecordId lead, RecordId contact) =>
        work.Changes.Update(
            before with
            {
                Record = contact,
                RecordType = RecordType.Contact,
                Recipient = before.Recipient == lead ? contact : before.Recipient,
                Revision = before.Revision + 1,
            }
        );

    /// <summary>The recipient has another address now: the message goes there. It stays where it stands.</summary>
    public static Message Readdress(Work work, Message before, string address)
    {
        var after = before with { ToAddress = address, AddressHash = AddressHash.Of(address), Revision = before.Revision + 1 };
        work.Changes.Update(after);
        return after;
    }

    /// <summary>Something is to be known about a message; it stays where it stands.</summary>
    public static Message Note(Work work, Message before, string note, string reply)
    {
        var after = before with { Reason = note, ServerReply = reply, Revision = before.Revision + 1 };
        work.Changes.Update(after);
        return after;
    }

    /// <summary>A message on its way through a state within one write: neither stored nor published there.</summary>
    public static Message Through(Message before, MessageMove move) =>
        before with
        {
            State = MessageLifecycle.Table.Next(before.State, move.Trigger),
            Reason = move.Reason,
            ServerReply = move.ServerReply ?? before.ServerReply,
            Attempts = move.IsAttempt ? before.Attempts + 1 : before.Attempts,
            NextAttemptAt = move.NextAttemptAt?.ToMicroseconds(),
            SentAt = move.SentAt ?? before.SentAt,
            // What is known not to have left is dated anew when it does; attempts after an unknown one agree.
            SpokenAt = move.Trigger == MessageTrigger.Defer ? null : before.SpokenAt,
            LeaseUntil = null,
        };

    /// <summary>Audits what became of a message; where a step execution of the same change set says so, no further row is needed.</summary>
    public static void Audit(Work work, Message before, Message after) =>
        On(work, after)
            .Audit(
                $"message:{after.Id}",
                new { before.State },
                new
                {
                    after.State,
                    after.Reason,
                    after.Attempts,
                }
            );

    private static void Publish(Work work, MessageTrigger trigger, Message message)
    {
        if (MessageEventTypes.Of(trigger) is not { } type)
            return;
        On(work, message)
            .Publish(
                type,
                new RecordRef(message.RecordType, message.Record),
                new EventPayload.OfMessage(message.Id, message.Mailbox, message.State, message.Reason, message.Enrollment)
            );
    }
}
