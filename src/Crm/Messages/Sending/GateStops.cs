using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Steps;
using Crm.Sequences.Transitions;

namespace Crm.Messages.Sending;

/// <summary>Decides what becomes of a message that the gate did not let pass: for good it is cancelled, for now it stays queued.</summary>
internal sealed class GateStops(StepEngine engine)
{
    /// <summary>So long until a message that is held is looked at again: what holds it is ended by a person.</summary>
    public static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(5);

    private const string BuiltIn = "crm.";

    private readonly bool hasRules = engine.Guard.Catalog.StopRules.Any(rule => !rule.Key.StartsWith(BuiltIn, StringComparison.Ordinal));

    /// <summary>Whether stop rules are to be asked about a message: it belongs to an enrollment, and there are rules beyond the built-in ones, which the gate's statement looks at itself.</summary>
    public bool AsksRules(Message message) => hasRules && message.Enrollment is not null;

    /// <summary>Asks the stop rules; where one does not let the message pass, adds the rows to write.</summary>
    /// <returns>Whether one stops it, and until when it is held then; null where it is cancelled.</returns>
    /// <exception cref="CrmException">Unavailable: a rule did not come to its end; it is quarantined.</exception>
    public async Task<(bool IsStopped, DateTimeOffset? Until)> AskRulesAsync(Fate fate)
    {
        var (execution, enrollment) = await fate.CurrentAsync();
        if (enrollment is not { State: EnrollmentState.Waiting } || execution is not { State: StepExecutionState.Waiting })
            return (false, null); // the gate itself says what becomes of it
        var data = await engine.Loader.LoadAsync(fate.Stores, [enrollment], fate.Now, fate.CancellationToken);
        var run = new PluginRun();
        var verdict = StopVerdict.Continue;
        await engine.Guard.RunAsync(run, [enrollment], waiting => verdict = StopRules.Ask(engine.Guard, data, run, waiting));
        switch (verdict)
        {
            case StopVerdict.Going:
                return (false, null);
            case StopVerdict.Finish finish:
                return (true, await StopAsync(fate, finish.Reason, finish.Why, finish.Rule));
            case StopVerdict.Pause or StopVerdict.Blocked:
                Enrollments.Move(fate.Work, Planning.None, enrollment, verdict.MoveAt(fate.Now)!);
                break;
            default:
                break; // A rule that failed is asked again, and the message, which is there already, not made anew.
        }
        return (true, fate.Now + HoldTime);
    }

    /// <summary>Adds the rows to write.</summary>
    /// <returns>Until when the message is held; null where it is cancelled.</returns>
    public async Task<DateTimeOffset?> DecideAsync(Fate fate, GateStop why) =>
        why switch
        {
            GateStop.Paused => fate.Now + HoldTime,
            GateStop.MailboxInactive => await HoldForMailboxAsync(fate),
            GateStop.EnrollmentNotLive => await LeaveAsync(fate),
            GateStop.Suppressed => await StopForSuppressionAsync(fate),
            GateStop.RecordGone => await StopAsync(fate, FinishReason.RecordDeleted, "The record was deleted."),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "There is no such stop."),
        };

    private static async Task<DateTimeOffset?> HoldForMailboxAsync(Fate fate)
    {
        var mailbox = await MailboxAsync(fate);
        await fate.BlockAsync($"The mailbox may not send: {mailbox?.Reason ?? "it is gone."}", CauseOf(fate.Message));
        if (!fate.Changes.IsEmpty)
            MessageEvents.Audit(fate.Changes, "message.hold", fate.Message, fate.Message, fate.Now);
        return fate.Now + HoldTime;
    }

    /// <summary>A blocked enrollment waits on; any other has gone on without the message.</summary>
    private static async Task<DateTimeOffset?> LeaveAsync(Fate fate)
    {
        var (execution, enrollment) = await fate.CurrentAsync();
        if (enrollment is { State: EnrollmentState.Blocked } && execution is { State: StepExecutionState.Waiting })
        {
            if (enrollment.Cause != CauseOf(fate.Message) || await MailboxAsync(fate) is not { IsActive: true })
                return fate.Now + HoldTime;
            await fate.UnblockAsync();
            MessageEvents.Audit(fate.Changes, "message.hold", fate.Message, fate.Message, fate.Now);
            return fate.Now;
        }
        const string Why = "The enrollment does not wait for it any more.";
        Cancel(fate, Why);
        if (execution is { State: StepExecutionState.Waiting })
            fate.Changes.Update(execution with { State = StepExecutionState.Cancelled, Why = Why, FinishedAt = fate.Now });
        return null;
    }

    private async Task<DateTimeOffset?> StopForSuppressionAsync(Fate fate)
    {
        var message = fate.Message;
        var suppression = await Suppressions.FindAsync(fate.Stores, message.Tenant, message.Channel, message.AddressHash, fate.CancellationToken);
        return suppression?.Reason == SuppressionReason.Bounced
            ? await StopAsync(fate, FinishReason.Bounced, "Mail to the address has bounced.")
            : await StopAsync(fate, FinishReason.OptedOut, "The address is suppressed.");
    }

    private async Task<DateTimeOffset?> StopAsync(Fate fate, FinishReason reason, string why, string? cause = null)
    {
        Cancel(fate, why);
        if (fate.Message.Execution is { } execution)
            await engine.Enrollments.EndStepAsync(fate.Work, execution, new EnrollmentMove.Finish(reason, why) { Cause = cause });
        return null;
    }

    private static void Cancel(Fate fate, string why)
    {
        var cancelled = fate.Move(MessageTrigger.Cancel) with { Reason = why };
        fate.Write(cancelled, "message.cancelled");
        MessageEvents.Audit(fate.Changes, "message.cancel", fate.Message, cancelled, fate.Now);
    }

    private static async Task<Mailbox?> MailboxAsync(Fate fate) =>
        (await fate.Stores.Messages.GetMailboxesAsync([fate.Message.Tenant], fate.CancellationToken)).FirstOrDefault(one => one.Id == fate.Message.Mailbox);

    private static string CauseOf(Message message) => $"mailbox:{message.Mailbox}";
}
