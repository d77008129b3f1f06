using Crm.Events;
using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Transitions;
using Crm.Timeline;

namespace Crm.Messages.Sending;

/// <summary>
/// Decides what the outcome of a delivery changes: the ledger, the timeline, the step and its enrollment, suppressions, the mailbox. An outcome that comes late, when the message was given up as
/// unknown, resolves it.
/// </summary>
internal sealed class DeliveryOutcome(Enrollments enrollments, SendingAccounts accounts)
{
    /// <summary>Why an enrollment is blocked while nobody knows whether its message was delivered.</summary>
    public const string DeliveryUnknown = "Delivery unknown: nobody knows whether the server accepted the message. Say whether it was sent.";

    /// <summary>Why a message failed that a server's policy refused; counted by it.</summary>
    private const string PolicyRefusal = "The server's policy refused the message.";

    /// <summary>So many recipients in a row whom the server's policy does not let a mailbox write to, and it is the mailbox that is refused.</summary>
    private const int MostPolicyRefusals = 5;

    /// <summary>So many are looked at: several may have gone to one recipient.</summary>
    private const int LatestRefusals = 50;

    /// <summary>What stands with a message that a server accepted after another attempt was begun.</summary>
    public const string MayBeTwice = "It may have arrived twice: the server accepted an earlier attempt too, after it was sent again.";

    private const string MailboxDown = "The mailbox may not send: ";

    /// <summary>Decides by what the transport answered.</summary>
    /// <param name="work">The frame; gets an audit row where no step execution is written.</param>
    /// <param name="stored">The message as it is stored: Sending, or Unknown or Queued again where the answer comes late.</param>
    /// <param name="result">What is known.</param>
    /// <param name="heardAt">When that was heard, in UTC: it may be written much later.</param>
    /// <param name="links">The other timelines that show it; null to read them.</param>
    /// <returns>The message as it is then.</returns>
    public async Task<Message> DecideAsync(Work work, Message stored, SendResult result, DateTimeOffset heardAt, TimelineLinks? links = null)
    {
        var message = stored;
        if (stored.State == MessageState.Queued)
        {
            if (result is SendResult.Unknown or SendResult.Deferred && stored.LeaseUntil is null)
                return stored; // by policy it is to be sent again, which it will be
            if (result is SendResult.Deferred { IsAccountWide: true } untouched)
                return await DeferAsync(work, stored, untouched); // the gate's commit did not come to pass
            message = MessageLedger.Through(stored, new MessageMove(MessageTrigger.PassGate));
        }
        var after = result switch
        {
            SendResult.Accepted accepted => await AcceptAsync(
                work,
                message,
                new MessageMove(MessageTrigger.Acknowledge, null, accepted.Reply, IsAttempt: true) { SentAt = SentAt(stored, heardAt) },
                links
            ),
            SendResult.Refused { Kind: RefusalKind.Address } refused => await BounceAsync(work, message, refused.Reply),
            SendResult.Refused { Kind: RefusalKind.Policy } refused => await RefuseByPolicyAsync(work, message, refused),
            SendResult.Refused refused => await FailAsync(work, message, ReasonOf(refused), refused.IsLocal ? null : refused.Reply),
            SendResult.Deferred deferred => await DeferAsync(work, message, deferred),
            SendResult.MailboxRefused refused => await RefuseMailboxAsync(work, message, refused),
            SendResult.Unknown unknown => await LoseAsync(work, message, unknown.Reply),
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, "The result is unknown."),
        };
        if (!work.Changes.IsEmpty && !work.Changes.IsAudited)
            MessageLedger.Audit(work, stored, after);
        return after;
    }

    /// <summary>
    /// A server accepted what is no longer waited for, since somebody answered for it meanwhile: it is Sent, whatever the answer was. Where another attempt was begun by then, the message may have arrived
    /// twice, and says so.
    /// </summary>
    /// <param name="work">The frame; gets an audit row where no step execution is written.</param>
    /// <param name="stored">The message as it is stored, locked, in whatever state.</param>
    /// <param name="reply">The server's words.</param>
    /// <param name="isSuperseded">Whether another sender has had it since.</param>
    /// <returns>The message as it is then.</returns>
    public async Task<Message> AcceptLateAsync(Work work, Message stored, string reply, bool isSuperseded)
    {
        var note = isSuperseded && stored.State is not (MessageState.Queued or MessageState.Failed or MessageState.Cancelled) ? MayBeTwice : null;
        Message after;
        if (!MessageLifecycle.Table.Allows(stored.State, MessageTrigger.Acknowledge) && stored.State != MessageState.Queued)
        {
            if (note is null || stored.Reason == note)
                return stored;
            after = MessageLedger.Note(work, stored, note, reply);
        }
        else
        {
            var message = stored.State == MessageState.Queued ? MessageLedger.Through(stored, new MessageMove(MessageTrigger.PassGate)) : stored;
            after = await AcceptAsync(
                work,
                message,
                new MessageMove(MessageTrigger.Acknowledge, note, reply, IsAttempt: true) { SentAt = SentAt(message, work.Now) }
            );
        }
        if (!work.Changes.IsAudited)
            MessageLedger.Audit(work, stored, after);
        return after;
    }

    /// <summary>
    /// What is known of the delivery, and no more, where what would come after it cannot be written: the message is settled, and its enrollment, blocked or failed, says why it does not go on. What puts the
    /// message off is the same as ever.
    /// </summary>
    public async Task DecideAloneAsync(Work work, Message stored, SendResult result, DateTimeOffset heardAt, string why)
    {
        var message = stored.State == MessageState.Queued ? MessageLedger.Through(stored, new MessageMove(MessageTrigger.PassGate)) : stored;
        var after = result switch
        {
            SendResult.Accepted accepted => await AcceptAloneAsync(work, message, accepted.Reply, SentAt(stored, heardAt), why),
            SendResult.Refused refused => await FailAsync(work, message, ReasonOf(refused), refused.IsLocal ? null : refused.Reply),
            SendResult.Deferred deferred => await DeferAsync(work, message, deferred),
            SendResult.MailboxRefused refused => await RequeueAsync(work, message, refused.Reply, work.Now, isAttempt: false),
            _ when message.State == MessageState.Unknown => stored,
            _ => await AskAsync(work, message, Lost(why)),
        };
        if (!work.Changes.IsEmpty && !work.Changes.IsAudited)
            MessageLedger.Audit(work, stored, after);
    }

    /// <summary>Nobody knows the outcome, and the mailbox's policy cannot be applied here: a person is asked.</summary>
    public async Task AskPersonAsync(Work work, Message sending, string reply) =>
        MessageLedger.Audit(work, sending, await AskAsync(work, sending, Lost(reply)));

    /// <summary>A person says, or the mailbox's policy does, that an unknown message was sent.</summary>
    public Task<Message> AssumeSentAsync(Work work, Message unknown) =>
        AcceptAsync(work, unknown, new MessageMove(MessageTrigger.Acknowledge) { SentAt = SentAt(unknown, work.Now) });

    /// <summary>An unknown message is given up: it counts as failed.</summary>
    public Task<Message> GiveUpAsync(Work work, Message unknown, string why) => FailAsync(work, unknown, why, reply: null, isAttempt: false);

    /// <summary>An unknown message is sent again, under the same Message-ID; it may arrive twice.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="unknown">The message.</param>
    /// <param name="until">Not before this moment, in UTC.</param>
    public static async Task<Message> ResendAsync(Work work, Message unknown, DateTimeOffset until)
    {
        var queued = MessageLedger.Move(work, unknown, new MessageMove(MessageTrigger.Resend) { NextAttemptAt = until });
        await Enrollments.UnblockAsync(work, queued.Execution);
        return queued;
    }

    /// <summary>Where the answer comes late, from the server or from a person, it left when it was sent, and the next delay counts from there.</summary>
    private static DateTimeOffset SentAt(Message message, DateTimeOffset heardAt) =>
        message.State is MessageState.Sending or MessageState.Queued ? heardAt : message.SpokenAt ?? heardAt;

    private async Task<Message> AcceptAsync(Work work, Message message, MessageMove move, TimelineLinks? links = null)
    {
        var sent = MessageLedger.Move(work, message, move);
        await SentEmailActivity.LogAsync(work, sent, links);
        await enrollments.EndStepAsync(work, message.Execution, new EnrollmentMove.Advance(move.SentAt) { Cause = CauseOf(message) });
        return sent;
    }

    private static async Task<Message> AcceptAloneAsync(Work work, Message message, string reply, DateTimeOffset sentAt, string why)
    {
        var accepted = new MessageMove(MessageTrigger.Acknowledge, null, reply, IsAttempt: true) { SentAt = sentAt };
        var sent = MessageLedger.Move(work, message, accepted);
        await SentEmailActivity.LogAsync(work, sent, links: null);
        var block = new EnrollmentMove.Block($"The email was sent, but the next step cannot be planned: {why}") { Cause = CauseOf(message) };
        await Enrollments.BlockAfterStepAsync(work, message.Execution, block, sentAt);
        return sent;
    }

    private async Task<Message> BounceAsync(Work work, Message message, string reply)
    {
        const string Why = "The server does not know the address.";
        var bounced = MessageLedger.Move(work, message, new MessageMove(MessageTrigger.Bounce, Why, reply, IsAttempt: true));
        await Suppressions.AddAsync(work, Suppressions.Of(bounced, SuppressionReason.Bounced, work.Now));
        var finish = new EnrollmentMove.Finish(FinishReason.Bounced, Why) { Cause = CauseOf(message) };
        var current = await enrollments.EndStepAsync(work, message.Execution, finish);
        await Suppressions.FinishOthersAsync(work, bounced, current, FinishReason.Bounced, Why);
        return bounced;
    }

    private async Task<Message> FailAsync(Work work, Message message, string why, string? reply, bool isAttempt = true)
    {
        var failed = MessageLedger.Move(work, message, new MessageMove(MessageTrigger.Fail, why, reply, isAttempt));
        await enrollments.EndStepAsync(work, message.Execution, new EnrollmentMove.Fail(why) { Cause = CauseOf(message) });
        return failed;
    }

    /// <remarks>Where the account is what failed, the message waits for it, and its 48 hours do not run.</remarks>
    private async Task<Message> DeferAsync(Work work, Message message, SendResult.Deferred deferred) =>
        deferred.IsAccountWide ? await RequeueAsync(work, message, deferred.Reply, work.Now, isAttempt: false)
        : Backoff.Sending.DelayAfter(message.Id.ToString(), message.Attempts + 1) is { } delay
            ? await RequeueAsync(work, message, deferred.Reply, work.Now + delay, isAttempt: true)
        : await FailAsync(work, message, "The server deferred the message for 48 hours.", deferred.Reply);

    private async Task<Message> RefuseByPolicyAsync(Work work, Message message, SendResult.Refused refused)
    {
        var failed = await FailAsync(work, message, PolicyRefusal, refused.Reply);
        var before = await work.Stores.Messages.GetRefusedInARowAsync(message.Mailbox, PolicyRefusal, LatestRefusals, work.Cancellation);
        if (before.Select(one => one.AddressHash).Append(message.AddressHash).Distinct().Count() >= MostPolicyRefusals)
        {
            var why = $"The server's policy refused {MostPolicyRefusals} messages in a row, to as many recipients; the last time: {refused.Reply}";
            await StopMailboxesAsync(work, message, why, cause: null);
        }
        return failed;
    }

    private async Task<Message> RefuseMailboxAsync(Work work, Message message, SendResult.MailboxRefused refused)
    {
        var queued = await RequeueAsync(work, message, refused.Reply, work.Now, isAttempt: false);
        await StopMailboxesAsync(work, message, refused.Reply, refused.IsAccountWide ? AccountOf(message.Channel, message.FromAddress) : null);
        await BlockAsync(work, message, MailboxDown + refused.Reply, Obstacle.OfMailbox(message.Mailbox));
        return queued;
    }

    /// <summary>Stops the message's mailbox, or all that send by its account. The gate blocks the enrollments of their messages as these come up.</summary>
    private async Task StopMailboxesAsync(Work work, Message message, string why, string? cause)
    {
        foreach (var mailbox in await work.Stores.Messages.GetMailboxesAsync(work.Cancellation))
        {
            var isMeant =
                mailbox.Id == message.Mailbox
                || (cause is not null && mailbox.Channel == message.Channel && AccountOf(mailbox.Channel, mailbox.Address) == cause);
            if (!isMeant || !mailbox.IsActive)
                continue;
            work.Changes.Update(mailbox with { IsActive = false, Reason = why, Cause = cause, Revision = mailbox.Revision + 1 });
            MessageLedger
                .On(work, message)
                .Publish("mailbox.refused", new RecordRef(message.RecordType, message.Record), new EventPayload.OfMailbox(mailbox.Id, why));
        }
    }

    private string AccountOf(string channel, string address) => $"account:{accounts.KeyOf(channel, address)}";

    /// <summary>Queued again; where the answer comes late, the enrollment waits for it again.</summary>
    private static async Task<Message> RequeueAsync(Work work, Message message, string reply, DateTimeOffset until, bool isAttempt)
    {
        var isLate = message.State == MessageState.Unknown;
        var trigger = isLate ? MessageTrigger.Resend : MessageTrigger.Defer;
        var queued = MessageLedger.Move(work, message, new MessageMove(trigger, null, reply, isAttempt) { NextAttemptAt = until });
        if (isLate)
            await Enrollments.UnblockAsync(work, queued.Execution);
        return queued;
    }

    private async Task<Message> LoseAsync(Work work, Message message, string reply)
    {
        if (message.State == MessageState.Unknown)
            return message;
        var lost = Lost(reply);
        // The policy's answer is the same write: the revision grows once.
        var unknown = MessageLedger.Through(message, lost);
        switch ((await work.FindMailboxAsync(message.Mailbox))?.UnknownPolicy ?? UnknownPolicy.Ask)
        {
            case UnknownPolicy.AssumeSent:
                return await AssumeSentAsync(work, unknown);
            case UnknownPolicy.GiveUp:
                return await GiveUpAsync(work, unknown, "No answer from the server; given up by the mailbox's policy.");
            case UnknownPolicy.Resend when unknown.Attempts == 1:
                return await ResendAsync(work, unknown, work.Now);
            case UnknownPolicy.Resend:
                return Backoff.Sending.DelayAfter(unknown.Id.ToString(), unknown.Attempts) is { } delay
                    ? await ResendAsync(work, unknown, work.Now + delay)
                    : await GiveUpAsync(work, unknown, "No answer from the server for 48 hours.");
            default:
                return await AskAsync(work, message, lost);
        }
    }

    private static string ReasonOf(SendResult.Refused refused) =>
        refused.IsLocal ? $"It was rejected before it was sent: {refused.Reply}"
        : refused.Kind == RefusalKind.Policy ? PolicyRefusal
        : "The server refused the message.";

    private static MessageMove Lost(string reply) => new(MessageTrigger.LoseAnswer, "No answer from the server.", reply, IsAttempt: true);

    private async Task<Message> AskAsync(Work work, Message message, MessageMove lost)
    {
        var unknown = MessageLedger.Move(work, message, lost);
        await BlockAsync(work, unknown, DeliveryUnknown, CauseOf(unknown));
        return unknown;
    }

    private Task<Enrollment?> BlockAsync(Work work, Message message, string why, string cause) =>
        enrollments.EndStepAsync(work, message.Execution, new EnrollmentMove.Block(why) { Cause = cause });

    private static string CauseOf(Message message) => $"message:{message.Id}";
}
