using Crm.Sequences;
using Crm.Sequences.Publishing;
using Crm.Sequences.Transitions;

namespace Crm.Activities;

/// <summary>What completing, cancelling and deleting of open tasks have in common.</summary>
internal static class TaskEnding
{
    /// <summary>Refuses a task that waits for another member, unless the caller may act for others.</summary>
    public static void RequireMine(Work work, Activity task)
    {
        if (task.Assignee is { } assignee && assignee != work.Access.Member?.Id && !work.Access.Rights.Contains(Right.ActForOthers))
            throw CrmException.Forbidden(nameof(Right.ActForOthers), "It waits for another member; this takes the right ActForOthers.");
    }

    /// <summary>Refuses a draft: it is approved or rejected, with what that means for the message.</summary>
    public static void RequireNoDraft(Activity task)
    {
        if (task.TypeKey == ActivityDecisions.DraftType && task.State == ActivityState.Open)
            throw CrmException.Refused("draft", "A draft cannot be completed or cancelled as a task; approve or reject it.");
    }

    /// <summary>Lets the enrollment go on that waited for an open task, in the same transaction.</summary>
    public static Task GoOnAsync(Work work, Activity task, TaskEnd end, CancellationToken cancellationToken) =>
        task is { State: ActivityState.Open, Execution: { } execution }
            ? new Enrollments(new PublishedSequences()).EndStepAsync(
                work,
                execution,
                end == TaskEnd.Done ? new EnrollmentMove.Advance() : new EnrollmentMove.Skip("A person skipped the task.")
            )
            : Task.CompletedTask;
}
