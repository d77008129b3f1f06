using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Steps;
using Crm.Sequences.Transitions;

namespace Crm.Messages.Sending;

/// <summary>Decides about a message that the gate stopped: it is cancelled where the reason is final, and stays queued where the reason passes.</summary>
internal sealed class GateRules(PluginGuard guard, BatchLoader loader, MessageStep step)
{
    /// <summary>So long until a message that is held is looked at again: what holds it is ended by a person.</summary>
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(5);

    /// <summary>Whether stop rules are to be asked about a message: it belongs to an enrollment, and a plugin brings rules.</summary>
    public bool AsksRules(Message message) => guard.Catalog.StopRules.Count > 0 && message.Enrollment is not null;

    /// <summary>Asks the stop rules; where one does not let the message pass, adds the rows to write.</summary>
    /// <returns>Whether one stops it, and until when it is held then; null where it is cancelled.</returns>
    /// <exception cref="CrmException">Unavailable: a rule did not finish in time; it is quarantined.</exception>
    public async Task<(bool IsStopped, DateTimeOffset? Until)> AskRulesAsync(Work work, Message message)
    {
        if (
            await MessageStep.FindAsync(work, message)
            is not { Execution.State: StepExecutionState.Waiting, Enrollment: { State: EnrollmentState.Waiting } enrollment }
        )
            return (false, null); // the gate itself says what becomes of it
        var data = await loader.LoadAsync(work.Stores, [enrollment], work.Now, work.Cancellation);
        var run = new PluginRun();
        StopVerdict verdict = new StopVerdict.Continue();
        await guard.RunAsync(run, [enrollment], waiting => verdict = StopRules.Ask(guard, data, run, waiting));
        switch (verdict)
        {
            case StopVerdict.Continue:
                return (false, null);
            case StopVerdict.Finish finish:
                return (true, await StopAsync(work, message, finish.Reason, finish.Why, finish.Rule));
            case StopVerdict.Pause or StopVerdict.Block:
                Enrollments.Move(work, Planning.None, enrollment, verdict.MoveAt(work.Now)!);
                break;
            default:
                break; // A rule that failed is asked again, and the message, which is there already, not made anew.
        }
        return (true, work.Now + HoldTime);
    }

    /// <summary>Adds the rows to write.</summary>
    /// <returns>Until when the message is held; null where it is cancelled.</returns>
    public async Task<DateTimeOffset?> DecideAsync(Work work, Message message, GateStop why) =>
        why switch
        {
            GateStop.Paused => work.Now + HoldTime,
            GateStop.MailboxInactive => await HoldForMailboxAsync(work, message),
            GateStop.EnrollmentNotLive => await LeaveAsync(work, message),
            GateStop.Suppressed => await StopForSuppressionAsync(work, message),
            GateStop.AddressChanged => await FollowAddressAsync(work, message),
            GateStop.RecordGone => await StopAsync(work, message, FinishReason.RecordDeleted, "The record was deleted."),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "The gate answer is unknown."),
        };

    /// <summary>The mail follows the person: to the new address at once; where there is none, the enrollment is blocked until there is.</summary>
    private static async Task<DateTimeOffset?> FollowAddressAsync(Work work, Message message)
    {
        var recipient = message.Recipient is { } id ? (await work.Stores.Records.GetAsync([id], work.Cancellation)).SingleOrDefault() : null;
        if (recipient?.Email is { } address)
        {
            MessageLedger.Audit(work, message, MessageLedger.Readdress(work, message, address));
            return work.Now;
        }
        await MessageStep.BlockAsync(work, message, "The recipient has no email address.", Obstacle.OfRecord(message.Recipient ?? message.Record));
        return work.Now + HoldTime;
    }

    private static async Task<DateTimeOffset?> HoldForMailboxAsync(Work work, Message message)
    {
        var mailbox = await MailboxAsync(work, message);
        await MessageStep.BlockAsync(work, message, $"The mailbox may not send: {mailbox?.Reason ?? "it is gone."}", CauseOf(message));
        if (!work.Changes.IsEmpty)
            MessageLedger.Audit(work, message, message);
        return work.Now + HoldTime;
    }

    /// <summary>A blocked enrollment waits on; any other has gone on without the message.</summary>
    private static async Task<DateTimeOffset?> LeaveAsync(Work work, Message message)
    {
        var found = await MessageStep.FindAsync(work, message);
        var isWaiting = found is { Execution.State: StepExecutionState.Waiting };
        if (isWaiting && found!.Enrollment is { State: EnrollmentState.Blocked } blocked)
        {
            if (blocked.Cause != CauseOf(message) || await MailboxAsync(work, message) is not { IsActive: true })
                return work.Now + HoldTime;
            await MessageStep.UnblockAsync(work, message);
            MessageLedger.Audit(work, message, message);
            return work.Now;
        }
        const string Why = "The enrollment no longer waits for it.";
        Cancel(work, message, Why);
        if (isWaiting)
            work.Changes.Update(found!.Execution with { State = StepExecutionState.Cancelled, Why = Why, FinishedAt = work.Now });
        return null;
    }

    private async Task<DateTimeOffset?> StopForSuppressionAsync(Work work, Message message) =>
        (await Suppressions.FindAsync(work, message.Channel, message.AddressHash))?.Reason == SuppressionReason.Bounced
            ? await StopAsync(work, message, FinishReason.Bounced, "Mail to the address has bounced.")
            : await StopAsync(work, message, FinishReason.OptedOut, "The address is suppressed.");

    private async Task<DateTimeOffset?> StopAsync(Work work, Message message, FinishReason reason, string why, string? cause = null)
    {
        Cancel(work, message, why);
        await step.EndAsync(work, message, new EnrollmentMove.Finish(reason, why) { Cause = cause });
        return null;
    }

    private static void Cancel(Work work, Message message, string why)
    {
        var cancelling = work.With(work.Origin with { Action = "message.cancel" });
        MessageLedger.Audit(cancelling, message, MessageLedger.Move(work, message, new MessageMove(MessageTrigger.Cancel) { Reason = why }));
    }

    private static async Task<Mailbox?> MailboxAsync(Work work, Message message) =>
        (await work.Stores.Messages.GetMailboxesAsync([work.Tenant], work.Cancellation)).FirstOrDefault(one => one.Id == message.Mailbox);

    private static string CauseOf(Message message) => Obstacle.OfMailbox(message.Mailbox);
}
