using Crm.Activities;
using Crm.Ledger;
using Crm.Messages;
using Crm.Timeline;

namespace Crm.Sequences.Transitions;

/// <summary>Work of enrollments that is not finished: executions that wait, open tasks and drafts, queued messages. Read set-based.</summary>
internal sealed record PendingWork
{
    private PendingWork() { }

    /// <summary>Executions that wait.</summary>
    public required IReadOnlyList<StepExecution> Executions { get; init; }

    /// <summary>Open tasks and drafts.</summary>
    public required IReadOnlyList<Activity> Activities { get; init; }

    /// <summary>Timeline entries of <see cref="Activities"/>.</summary>
    public required ILookup<Guid, TimelineEntry> Entries { get; init; }

    /// <summary>Messages that have not left the house; one that is being sent is not among them.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>Reads the unfinished work of enrollments.</summary>
    public static async Task<PendingWork> LoadAsync(ILookups stores, IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken)
    {
        var activities = await stores.Activities.GetOpenOfEnrollmentsAsync(enrollments, cancellationToken);
        var entries =
            activities.Count == 0 ? [] : await stores.Activities.GetEntriesAsync([.. activities.Select(activity => activity.Id.Value)], cancellationToken);
        return new PendingWork
        {
            Executions = await stores.Sequences.GetPendingExecutionsAsync(enrollments, cancellationToken),
            Activities = activities,
            Entries = entries.ToLookup(entry => entry.Id),
            Messages = await stores.Messages.GetUnsentOfEnrollmentsAsync(enrollments, cancellationToken),
        };
    }

    /// <summary>Cancels everything that one enrollment has out.</summary>
    /// <param name="work">Receives the rows.</param>
    /// <param name="enrollment">The enrollment.</param>
    /// <param name="why">Why, in words.</param>
    /// <param name="except">An execution whose row the caller writes; its task, draft or message is cancelled all the same. Null for none.</param>
    public void Cancel(Work work, EnrollmentId enrollment, string why, StepExecutionId? except)
    {
        foreach (var execution in Executions)
        {
            if (execution.Enrollment == enrollment && execution.Id != except)
                work.Changes.Update(execution with { State = StepExecutionState.Cancelled, Why = why, FinishedAt = work.Now });
        }
        CancelItems(work, activity => activity.Enrollment == enrollment, message => message.Enrollment == enrollment, why);
    }

    /// <summary>Cancels the task, draft or message of one execution; the execution itself is the caller's to end.</summary>
    public void CancelOf(Work work, StepExecutionId execution, string why) =>
        CancelItems(work, activity => activity.Execution == execution, message => message.Execution == execution, why);

    /// <summary>The same without what one execution has out, which its caller settles.</summary>
    public PendingWork Without(StepExecutionId execution) =>
        this with
        {
            Activities = [.. Activities.Where(activity => activity.Execution != execution)],
            Messages = [.. Messages.Where(message => message.Execution != execution)],
        };

    private void CancelItems(Work work, Func<Activity, bool> ofActivity, Func<Message, bool> ofMessage, string why)
    {
        foreach (var activity in Activities.Where(ofActivity))
            ActivityDecisions.Cancel(work.Changes, activity, [.. Entries[activity.Id.Value]]);
        foreach (var message in Messages.Where(ofMessage))
            MessageLedger.Move(work, message, new MessageMove(MessageTrigger.Cancel, why));
    }
}
