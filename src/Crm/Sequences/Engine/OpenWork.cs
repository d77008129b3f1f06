using Crm.Activities;
using Crm.Ledger;
using Crm.Messages;
using Crm.Timeline;

namespace Crm.Sequences.Engine;

/// <summary>What enrollments have out: executions that wait, open tasks and drafts, queued messages. Read set-based.</summary>
internal sealed class OpenWork
{
    private OpenWork() { }

    /// <summary>Executions that wait.</summary>
    public required IReadOnlyList<StepExecution> Executions { get; init; }

    /// <summary>Open tasks and drafts.</summary>
    public required IReadOnlyList<Activity> Activities { get; init; }

    /// <summary>Timeline entries of <see cref="Activities"/>.</summary>
    public required ILookup<Guid, TimelineEntry> Entries { get; init; }

    /// <summary>Messages that have not left the house; one that is being sent is not among them.</summary>
    public required IReadOnlyList<Message> Messages { get; init; }

    /// <summary>Reads what enrollments have out.</summary>
    public static async Task<OpenWork> LoadAsync(ILookups stores, IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken)
    {
        if (enrollments.Count == 0)
            return new OpenWork
            {
                Executions = [],
                Activities = [],
                Entries = Array.Empty<TimelineEntry>().ToLookup(entry => entry.Id),
                Messages = [],
            };
        var activities = await stores.Activities.GetOpenOfEnrollmentsAsync(enrollments, cancellationToken);
        var entries =
            activities.Count == 0 ? [] : await stores.Activities.GetEntriesAsync([.. activities.Select(activity => activity.Id.Value)], cancellationToken);
        var messages = await stores.Messages.GetOfEnrollmentsAsync(enrollments, cancellationToken);
        var executions = await stores.Sequences.GetExecutionsAsync(enrollments, cancellationToken);
        return new OpenWork
        {
            Executions = [.. executions.Where(execution => execution.State is StepExecutionState.Waiting or StepExecutionState.Deciding)],
            Activities = activities,
            Entries = entries.ToLookup(entry => entry.Id),
            Messages = [.. messages.Where(message => message.State is MessageState.Draft or MessageState.Approved or MessageState.Queued)],
        };
    }

    /// <summary>Cancels everything that one enrollment has out.</summary>
    /// <param name="enrollment">The enrollment.</param>
    /// <param name="why">Why, in words.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="changes">What is written.</param>
    /// <param name="except">An execution that the caller settles, with its task, draft or message; null for none.</param>
    public void Cancel(EnrollmentId enrollment, string why, DateTimeOffset now, ChangeSet changes, StepExecutionId? except = null)
    {
        foreach (var execution in Executions)
        {
            if (execution.Enrollment == enrollment && execution.Id != except)
                changes.Update(execution with { State = StepExecutionState.Cancelled, Why = why, FinishedAt = now });
        }
        CancelItems(
            activity => activity.Enrollment == enrollment && (except is null || activity.Execution != except),
            message => message.Enrollment == enrollment && (except is null || message.Execution != except),
            why,
            changes
        );
    }

    /// <summary>Cancels the task, draft or message of one execution; the execution itself is the caller's to end.</summary>
    public void CancelOf(StepExecutionId execution, string why, ChangeSet changes) =>
        CancelItems(activity => activity.Execution == execution, message => message.Execution == execution, why, changes);

    private void CancelItems(Func<Activity, bool> ofActivity, Func<Message, bool> ofMessage, string why, ChangeSet changes)
    {
        foreach (var activity in Activities.Where(ofActivity))
            ActivityDecisions.Cancel(changes, activity, [.. Entries[activity.Id.Value]]);
        foreach (var message in Messages.Where(ofMessage))
            changes.Update(
                message with
                {
                    State = MessageLifecycle.Next(message.State, MessageTrigger.Cancel),
                    Reason = why,
                    LeaseUntil = null,
                    NextAttemptAt = null,
                    Revision = message.Revision + 1,
                }
            );
    }
}
