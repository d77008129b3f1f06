using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Transitions;

namespace Crm.Messages.Sending;

/// <summary>
/// Decides what the outcome of a delivery changes: the ledger, the timeline, the step and its enrollment, suppressions, the mailbox. An outcome that comes late, when the message was given up as
/// unknown, resolves it.
/// </summary>
internal sealed class DeliveryOutcome(Enrollments enrollments)
{
    /// <summary>Why an enrollment is blocked while nobody knows whether its message was delivered.</summary>
    public const string DeliveryUnknown = "Delivery unknown: nobody knows whether the server accepted the message. Say whether it was sent.";

    private const string MailboxDown = "The mailbox may not send: ";

    /// <summary>Decides by what the transport answered.</summary>
    /// <param name="work">The frame; gets an audit row where no step execution is written.</param>
    /// <param name="stored">The message as it is stored, locked: Sending, or Unknown or Queued again where the answer comes late.</param>
    /// <param name="result">What is known.</param>
    /// <returns>The message as it is then.</returns>
    public async Task<Message> DecideAsync(Work work, Message stored, SendResult result)
    {
        var message = stored;
        if (stored.State == MessageState.Queued)
        {
            if (result is SendResult.Unknown or SendResult.Deferred)
                return stored; // by policy it is to be sent again, which it will be
            message = MessageLedger.Through(stored, new MessageMove(MessageTrigger.PassGate));
        }
        var after = result switch
        {
            SendResult.Accepted accepted => await AcceptAsync(work, message, accepted.Reply, isAttempt: true),
            SendResult.Refused { Kind: RefusalKind.Address } refused => await BounceAsync(work, message, refused.Reply),
            SendResult.Refused refused => await FailAsync(work, message, "The server refused the message.", refused.Reply),
            SendResult.Deferred deferred => await DeferAsync(work, message, deferred.Reply),
            SendResult.MailboxRefused refused => await RefuseMailboxAsync(work, message, refused.Reply),
            SendResult.Unknown unknown => await LoseAsync(work, message, unknown.Reply),
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, "The result is unknown."),
        };
        if (!work.Changes.IsEmpty && !work.Changes.IsAudited)
            MessageLedger.Audit(work, stored, after);
        return after;
    }

    /// <summary>Nobody knows the outcome, and the mailbox's policy cannot be applied here: a person is asked.</summary>
    public async Task AskPersonAsync(Work work, Message sending, string reply) =>
        MessageLedger.Audit(work, sending, await AskAsync(work, sending, Lost(reply)));

    /// <summary>A person says, or the mailbox's policy does, that an unknown message was sent.</summary>
    public Task<Message> AssumeSentAsync(Work work, Message unknown) => AcceptAsync(work, unknown, reply: null, isAttempt: false);

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

    /// <remarks>Where the answer comes late, from the server or from a person, it left when it was sent, and the next delay counts from there.</remarks>
    private async Task<Message> AcceptAsync(Work work, Message message, string? reply, bool isAttempt)
    {
        var sentAt = message.State == MessageState.Unknown ? message.SpokenAt ?? work.Now : work.Now;
        var sent = MessageLedger.Move(work, message, new MessageMove(MessageTrigger.Acknowledge, null, reply, isAttempt) { SentAt = sentAt });
        await SentEmailActivity.LogAsync(work, sent);
        await enrollments.EndStepAsync(work, message.Execution, new EnrollmentMove.Advance(sentAt) { Cause = CauseOf(message) });
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

    private async Task<Message> DeferAsync(Work work, Message message, string reply) =>
        Backoff.Sending.DelayAfter(message.Id.ToString(), message.Attempts + 1) is { } delay
            ? await RequeueAsync(work, message, reply, work.Now + delay, isAttempt: true)
            : await FailAsync(work, message, "The server deferred the message for 48 hours.", reply);

    private async Task<Message> RefuseMailboxAsync(Work work, Message message, string reply)
    {
        var queued = await RequeueAsync(work, message, reply, work.Now, isAttempt: false);
        if (await work.FindMailboxAsync(message.Mailbox) is { IsActive: true } mailbox)
        {
            work.Changes.Update(mailbox with { IsActive = false, Reason = reply, Revision = mailbox.Revision + 1 });
            MessageLedger
                .On(work, message)
                .Publish("mailbox.refused", new RecordRef(message.RecordType, message.Record), new { mailbox = mailbox.Id.Value, reason = reply });
        }
        await BlockAsync(work, message, MailboxDown + reply, Obstacle.OfMailbox(message.Mailbox));
        return queued;
    }

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
