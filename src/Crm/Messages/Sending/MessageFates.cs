using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Transitions;

namespace Crm.Messages.Sending;

/// <summary>
/// Decides what a message's fate changes: the ledger, the timeline, its execution and enrollment, suppression, mailbox. Reads what it needs, adds rows to the
/// caller's change set; the caller's one transaction writes it. A fate that comes late, when the message was given up as unknown, settles it.
/// </summary>
internal sealed class MessageFates(StepEngine engine)
{
    /// <summary>Why an enrollment is Blocked while nobody knows a message's fate.</summary>
    public const string DeliveryUnknown = "Delivery unknown: nobody knows whether the server took the message; say whether it was sent.";

    private const string MailboxDown = "The mailbox may not send: ";

    /// <summary>Decides by what the transport said.</summary>
    /// <param name="stores">The transaction.</param>
    /// <param name="changes">Rows are added here.</param>
    /// <param name="message">As it is stored, locked: Sending, or Unknown or Queued again where the answer comes late.</param>
    /// <param name="result">What is known.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The message as it is then.</returns>
    public async Task<Message> DecideAsync(
        IStores stores,
        ChangeSet changes,
        Message message,
        SendResult result,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var spoken = message;
        if (message.State == MessageState.Queued)
        {
            if (result is SendResult.Unknown or SendResult.Deferred)
                return message; // by policy it is to be sent again, which it will be
            spoken = message with { State = MessageLifecycle.Next(message.State, MessageTrigger.PassGate) };
        }
        var fate = new Fate(stores, changes, spoken, now, cancellationToken);
        var after = result switch
        {
            SendResult.Accepted accepted => await AcceptAsync(fate, accepted.Reply, spoken.Attempts + 1),
            SendResult.Refused { Kind: RefusalKind.Address } refused => await BounceAsync(fate, refused.Reply),
            SendResult.Refused refused => await FailAsync(fate, "The server refuses the message.", refused.Reply),
            SendResult.Deferred deferred => await DeferAsync(fate, deferred.Reply),
            SendResult.MailboxRefused refused => await RefuseMailboxAsync(fate, refused.Reply),
            SendResult.Unknown unknown => await LoseAsync(fate, unknown.Reply),
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, "There is no such result."),
        };
        if (!changes.IsEmpty && !changes.IsAudited)
            MessageEvents.Audit(changes, "message.record", message, after, now);
        return after;
    }

    /// <summary>Nobody knows the fate, and what the mailbox's policy says cannot be carried out here: a person is asked. Plans nothing.</summary>
    /// <param name="stores">The transaction.</param>
    /// <param name="changes">Rows are added here.</param>
    /// <param name="message">As it is stored, locked: Sending.</param>
    /// <param name="reply">What is known, in words.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task AskPersonAsync(
        IStores stores,
        ChangeSet changes,
        Message message,
        string reply,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var fate = new Fate(stores, changes, message, now, cancellationToken);
        var unknown = Lost(fate, reply);
        await AskAsync(fate, unknown);
        MessageEvents.Audit(changes, "message.record", message, unknown, now);
    }

    /// <summary>A person says, or the mailbox's policy does, that an unknown message was sent.</summary>
    public Task<Message> TakeAsSentAsync(IStores stores, ChangeSet changes, Message unknown, DateTimeOffset now, CancellationToken cancellationToken) =>
        AcceptAsync(new Fate(stores, changes, unknown, now, cancellationToken), unknown.ServerReply, unknown.Attempts);

    /// <summary>An unknown message is given up: it counts as failed.</summary>
    public Task<Message> GiveUpAsync(IStores stores, ChangeSet changes, Message unknown, string why, DateTimeOffset now, CancellationToken cancellationToken) =>
        FailAsync(new Fate(stores, changes, unknown, now, cancellationToken), why, unknown.ServerReply);

    /// <summary>An unknown message is sent again, under the same Message-ID; it may arrive twice.</summary>
    /// <param name="stores">The transaction.</param>
    /// <param name="changes">Rows are added here.</param>
    /// <param name="unknown">As it is stored.</param>
    /// <param name="until">Not before this moment, in UTC.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Message> ResendAsync(
        IStores stores,
        ChangeSet changes,
        Message unknown,
        DateTimeOffset until,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var fate = new Fate(stores, changes, unknown, now, cancellationToken);
        var again = fate.Move(MessageTrigger.Resend) with { NextAttemptAt = until.ToMicroseconds() };
        fate.Write(again, "message.queued");
        await fate.UnblockAsync();
        return again;
    }

    private async Task<Message> AcceptAsync(Fate fate, string? reply, int attempts)
    {
        var sent = fate.Move(MessageTrigger.Acknowledge) with { SentAt = fate.Now, ServerReply = reply, Attempts = attempts };
        fate.Write(sent, "message.sent");
        await SentMail.LogAsync(fate.Stores, fate.Changes, sent, fate.Now, fate.CancellationToken);
        await EndAsync(fate, new EnrollmentMove.Advance());
        return sent;
    }

    private async Task<Message> BounceAsync(Fate fate, string reply)
    {
        const string Why = "The server does not know the address.";
        var bounced = fate.Move(MessageTrigger.Bounce) with { Reason = Why, ServerReply = reply, Attempts = fate.Message.Attempts + 1 };
        fate.Write(bounced, "message.bounced");
        await Suppressions.AddAsync(fate.Stores, fate.Changes, bounced, SuppressionReason.Bounced, $"message:{bounced.Id}", fate.Now, fate.CancellationToken);
        var current = await EndAsync(fate, new EnrollmentMove.Finish(FinishReason.Bounced, Why));
        await Suppressions.FinishOthersAsync(fate.Work, bounced, current, FinishReason.Bounced, Why);
        return bounced;
    }

    private async Task<Message> FailAsync(Fate fate, string why, string? reply)
    {
        var failed = fate.Move(MessageTrigger.Fail) with { Reason = why, ServerReply = reply, Attempts = fate.Message.Attempts + 1 };
        fate.Write(failed, "message.failed");
        await EndAsync(fate, new EnrollmentMove.Fail(why));
        return failed;
    }

    private async Task<Message> DeferAsync(Fate fate, string reply)
    {
        var attempts = fate.Message.Attempts + 1;
        if (DelayAfter(fate.Message.Id, attempts) is not { } delay)
            return await FailAsync(fate, "The server put it off for 48 hours.", reply);
        var isLate = fate.Message.State == MessageState.Unknown;
        var deferred = fate.Move(isLate ? MessageTrigger.Resend : MessageTrigger.Defer) with
        {
            Attempts = attempts,
            NextAttemptAt = (fate.Now + delay).ToMicroseconds(),
            ServerReply = reply,
        };
        fate.Changes.Update(deferred);
        if (isLate)
            await fate.UnblockAsync();
        return deferred;
    }

    private static async Task<Message> RefuseMailboxAsync(Fate fate, string reply)
    {
        var isLate = fate.Message.State == MessageState.Unknown;
        var queued = fate.Move(isLate ? MessageTrigger.Resend : MessageTrigger.Defer) with { NextAttemptAt = fate.Now, ServerReply = reply };
        fate.Changes.Update(queued);
        var mailbox = (await fate.Stores.Messages.GetMailboxesAsync([fate.Message.Tenant], fate.CancellationToken)).FirstOrDefault(one =>
            one.Id == fate.Message.Mailbox
        );
        if (mailbox is { IsActive: true })
        {
            fate.Changes.Update(mailbox with { IsActive = false, Reason = reply, Revision = mailbox.Revision + 1 });
            MessageEvents.Publish(fate.Changes, "mailbox.refused", queued, fate.Now, new { mailbox = mailbox.Id.Value, reason = reply });
        }
        await fate.BlockAsync(MailboxDown + reply, $"mailbox:{fate.Message.Mailbox}");
        return queued;
    }

    private async Task<Message> LoseAsync(Fate fate, string reply)
    {
        if (fate.Message.State == MessageState.Unknown)
            return fate.Message;
        var unknown = Lost(fate, reply);
        var mailbox = (await fate.Stores.Messages.GetMailboxesAsync([fate.Message.Tenant], fate.CancellationToken)).FirstOrDefault(one =>
            one.Id == unknown.Mailbox
        );
        // The policy's answer is the same write: the revision grows once.
        var settled = fate with
        {
            Message = unknown with { Revision = fate.Message.Revision },
        };
        switch (mailbox?.UnknownPolicy ?? UnknownPolicy.Ask)
        {
            case UnknownPolicy.TakeAsSent:
                return await AcceptAsync(settled, reply, unknown.Attempts);
            case UnknownPolicy.GiveUp:
                return await FailAsync(settled, "No answer from the server; given up by the mailbox's policy.", reply);
            case UnknownPolicy.Resend when unknown.Attempts == 1 || DelayAfter(unknown.Id, unknown.Attempts) is not null:
                var delay = unknown.Attempts == 1 ? TimeSpan.Zero : DelayAfter(unknown.Id, unknown.Attempts)!.Value;
                return await ResendAsync(fate.Stores, fate.Changes, settled.Message, fate.Now + delay, fate.Now, fate.CancellationToken);
            case UnknownPolicy.Resend:
                return await FailAsync(settled, "No answer from the server for 48 hours.", reply);
            default:
                await AskAsync(fate, unknown);
                return unknown;
        }
    }

    private static Message Lost(Fate fate, string reply) =>
        fate.Move(MessageTrigger.LoseAnswer) with
        {
            Reason = "No answer from the server.",
            ServerReply = reply,
            Attempts = fate.Message.Attempts + 1,
        };

    private static Task AskAsync(Fate fate, Message unknown)
    {
        fate.Write(unknown, "message.unknown");
        return fate.BlockAsync(DeliveryUnknown, $"message:{unknown.Id}");
    }

    /// <summary>The execution is settled and the enrollment moves on, where it still stands there.</summary>
    private async Task<Enrollment?> EndAsync(Fate fate, EnrollmentMove move) =>
        fate.Message.Execution is { } execution ? await engine.Enrollments.EndStepAsync(fate.Work, execution, move) : null;

    /// <summary>How long to wait after so many tries; null: give up. What counts towards the 48 hours is the waiting, not a pause in between.</summary>
    internal static TimeSpan? DelayAfter(MessageId message, int attempts)
    {
        var key = message.Value.ToString();
        var waited = TimeSpan.Zero;
        for (var attempt = 1; attempt < attempts; attempt++)
        {
            if (Backoff.Sending.Delay(key, attempt, waited) is not { } delay)
                return null;
            waited += delay;
        }
        return Backoff.Sending.Delay(key, attempts, waited);
    }
}
