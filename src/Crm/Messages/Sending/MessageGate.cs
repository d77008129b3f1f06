using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Running;
using Crm.Sequences.Steps;
using Crm.Sequences.Transitions;
using Crm.Timeline;
using Microsoft.Extensions.Options;

namespace Crm.Messages.Sending;

/// <summary>
/// The durable commit behind which a message may have left the house. A message that may not pass is cancelled where the reason is final, and stays queued where the reason passes.
/// </summary>
internal sealed class MessageGate(ISystemStore store, BatchDecider batches, Enrollments enrollments, IOptions<SenderOptions> options, TimeProvider time)
{
    /// <summary>So long until a message is looked at again for which a rule, or a transport, failed to answer.</summary>
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(5);

    private const string Action = "message.hold";
    private const int MaxConflicts = 3;

    /// <summary>Lets a message pass, or holds or cancels it.</summary>
    /// <returns>The message, Sending; null where it did not pass.</returns>
    /// <exception cref="CommitUnknownException">Nobody knows whether it passed; nothing may be said of it.</exception>
    public async Task<PassedMessage?> PassAsync(SenderRun run, Message claimed)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await PassOnceAsync(run, claimed);
            }
            catch (ConcurrencyConflictException) when (attempt < MaxConflicts)
            {
                // What stood in the way was changed while we wrote so: the gate is asked again.
            }
        }
    }

    private async Task<PassedMessage?> PassOnceAsync(SenderRun run, Message claimed)
    {
        run.Begin();
        var lease = new LeaseWatch(time, options.Value.Lease);
        await using var unit = await store.BeginAsync(Durability.Durable, CancellationToken.None);
        if (batches.HasStopRules && claimed.Enrollment is not null)
        {
            if (await LockAsync(unit, claimed) is not { } asked)
                return null;
            var work = SenderRun.WorkOf(unit, asked, Action, time);
            var (isStopped, until) = await AskRulesAsync(work, asked);
            if (isStopped)
            {
                await StopAsync(run, unit, work, asked, until);
                return null;
            }
        }
        var now = time.GetUtcNow().ToMicroseconds();
        var answer = await unit.MessageClaims.PassGateAsync(claimed.Id, claimed.Fence, options.Value.Lease, now, CancellationToken.None);
        if (answer is GateAnswer.Passed passed)
        {
            await unit.CommitAsync(CancellationToken.None);
            return new PassedMessage(passed.Message, TimelineLinks.Of(passed.Links), lease);
        }
        if (answer is GateAnswer.Stopped stopped && await LockAsync(unit, claimed) is { } held)
        {
            var work = SenderRun.WorkOf(unit, held, Action, time);
            await StopAsync(run, unit, work, held, await DecideAsync(work, held, stopped.Why));
        }
        return null;
    }

    private static async Task<Message?> LockAsync(ISystemUnitOfWork unit, Message claimed) =>
        await unit.MessageClaims.LockAsync(claimed.Id, claimed.Fence, CancellationToken.None) is { State: MessageState.Queued } locked ? locked : null;

    private static async Task StopAsync(SenderRun run, ISystemUnitOfWork unit, Work work, Message message, DateTimeOffset? until)
    {
        await unit.ApplyAsync(work.Changes, CancellationToken.None);
        if (until is not null)
            await unit.MessageClaims.ReleaseAsync([(message.Id, message.Fence)], until, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        run.CountStopped(message.Channel, isHeld: until is not null);
        Telemetry.CountBlocked(work.Changes);
    }

    /// <summary>Asks the plugins' stop rules; where one does not let the message pass, adds the rows to write.</summary>
    /// <returns>Whether one stops it, and until when it is held then; null where it is cancelled.</returns>
    /// <exception cref="CrmException">Unavailable: a rule did not finish in time; it is quarantined.</exception>
    private async Task<(bool IsStopped, DateTimeOffset? Until)> AskRulesAsync(Work work, Message message)
    {
        if (
            await Enrollments.FindStepAsync(work, message.Execution)
            is not { Execution.State: StepExecutionState.Waiting, Enrollment: { State: EnrollmentState.Waiting } enrollment }
        )
            return (false, null); // the gate itself says what becomes of it
        switch (await batches.AskRulesAsync(work, enrollment))
        {
            case null:
                return (false, null);
            case StopVerdict.Finish finish:
                return (true, await CancelAsync(work, message, finish.Reason, finish.Why, finish.Rule));
            case var verdict and (StopVerdict.Pause or StopVerdict.Block):
                Enrollments.Move(work, Planning.None, enrollment, verdict.MoveAt(work.Now)!);
                return (true, AsItWas(work, message));
            default:
                break; // A rule that failed is asked again, and the message, which is there already, not made anew.
        }
        return (true, work.Now + HoldTime);
    }

    /// <summary>Adds the rows to write.</summary>
    /// <returns>Until when the message is held; null where it is cancelled.</returns>
    private async Task<DateTimeOffset?> DecideAsync(Work work, Message message, GateStop why) =>
        why switch
        {
            GateStop.Paused => AsItWas(work, message),
            GateStop.MailboxInactive => await HoldForMailboxAsync(work, message),
            GateStop.EnrollmentNotLive => await LeaveAsync(work, message),
            GateStop.Suppressed => (await Suppressions.FindAsync(work, message.Channel, message.AddressHash))?.Reason == SuppressionReason.Bounced
                ? await CancelAsync(work, message, FinishReason.Bounced, "Mail to the address has bounced.")
                : await CancelAsync(work, message, FinishReason.OptedOut, "The address is suppressed."),
            GateStop.AddressChanged => await FollowAddressAsync(work, message),
            GateStop.RecordGone => await CancelAsync(work, message, FinishReason.RecordDeleted, "The record was deleted."),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "The gate answer is unknown."),
        };

    /// <summary>The mail follows the person: to the new address at once; where there is none, the enrollment is blocked until there is.</summary>
    private async Task<DateTimeOffset?> FollowAddressAsync(Work work, Message message)
    {
        var recipient = message.Recipient is { } id ? (await work.Stores.Records.GetAsync([id], work.Cancellation)).SingleOrDefault() : null;
        if (recipient?.Email is { } address)
        {
            MessageLedger.Audit(work, message, MessageLedger.Readdress(work, message, address));
            return work.Now;
        }
        var block = new EnrollmentMove.Block("The recipient has no email address.") { Cause = Obstacle.OfRecord(message.Recipient ?? message.Record) };
        await enrollments.EndStepAsync(work, message.Execution, block);
        return AsItWas(work, message);
    }

    private async Task<DateTimeOffset?> HoldForMailboxAsync(Work work, Message message)
    {
        var reason = (await work.FindMailboxAsync(message.Mailbox))?.Reason ?? "it is gone.";
        await enrollments.EndStepAsync(work, message.Execution, new EnrollmentMove.Block($"The mailbox may not send: {reason}") { Cause = CauseOf(message) });
        if (!work.Changes.IsEmpty)
            MessageLedger.Audit(work, message, message);
        return AsItWas(work, message);
    }

    /// <summary>A blocked enrollment waits on; any other has gone on without the message.</summary>
    private static async Task<DateTimeOffset?> LeaveAsync(Work work, Message message)
    {
        const string Why = "The enrollment no longer waits for it.";
        var found = await Enrollments.FindStepAsync(work, message.Execution);
        if (found is not { Execution: { State: StepExecutionState.Waiting } execution, Enrollment: { State: EnrollmentState.Blocked } blocked })
        {
            Cancel(work, message, Why);
            if (found is { Execution: { State: StepExecutionState.Waiting } waiting })
                work.Changes.Update(waiting with { State = StepExecutionState.Cancelled, Why = Why, FinishedAt = work.Now });
            return null;
        }
        if (blocked.Cause != CauseOf(message) || await work.FindMailboxAsync(message.Mailbox) is not { IsActive: true })
            return AsItWas(work, message);
        await Enrollments.UnblockAsync(work, execution.Id);
        MessageLedger.Audit(work, message, message);
        return work.Now;
    }

    /// <summary>Cancels a message and finishes its enrollment.</summary>
    private async Task<DateTimeOffset?> CancelAsync(Work work, Message message, FinishReason reason, string why, string? rule = null)
    {
        Cancel(work, message, why);
        await enrollments.EndStepAsync(work, message.Execution, new EnrollmentMove.Finish(reason, why) { Cause = rule ?? $"message:{message.Id}" });
        return null;
    }

    private static void Cancel(Work work, Message message, string why)
    {
        var cancelling = work.With(work.Origin with { Action = "message.cancel" });
        MessageLedger.Audit(cancelling, message, MessageLedger.Move(work, message, new MessageMove(MessageTrigger.Cancel, why)));
    }

    /// <summary>Until whatever holds it is gone: no sender is given it before, and then at once.</summary>
    private static DateTimeOffset AsItWas(Work work, Message message) => message.NextAttemptAt ?? work.Now;

    private static string CauseOf(Message message) => Obstacle.OfMailbox(message.Mailbox);
}
