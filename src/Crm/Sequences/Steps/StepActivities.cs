using Crm.Activities;
using Crm.Activities.Types;
using Crm.Stores;
using Crm.Timeline;
using Crm.Values;

namespace Crm.Sequences.Steps;

/// <summary>Activities that steps make: rows and timeline entries, written without asking the type again, since the engine knows these types' own records.</summary>
internal static class StepActivities
{
    /// <summary>Adds a task for the enrollment's owner.</summary>
    public static Activity Task(ChangeSet changes, PreparedStep step, Effect.CreateTask task, MemberId? owner)
    {
        var details = new TaskDetails(task.Kind);
        var open = Open(step, TaskActivity.Key, task.Subject, task.Note, details.ToJson()) with { DueAt = step.Data.Now + task.DueAfter, Assignee = owner };
        return Add(changes, step, open, [.. details.Badges()]);
    }

    /// <summary>Adds a draft for the enrollment's owner.</summary>
    public static Activity Draft(ChangeSet changes, PreparedStep step, Effect.CreateDraft draft, EmailDraftDetails details, MemberId? owner) =>
        Add(changes, step, Open(step, EmailDraftActivity.Key, draft.Subject, draft.Text, details.ToJson()) with { Assignee = owner }, []);

    private static Activity Open(PreparedStep step, string type, string subject, string? body, string details) =>
        new()
        {
            Tenant = step.Enrollment.Tenant,
            Id = new ActivityId(OrderedId.At(step.Data.Now)),
            TypeKey = type,
            Subject = OneLine.Of(subject, TimelineWriter.MaxSubject) ?? type,
            Body = string.IsNullOrWhiteSpace(body) ? null : body,
            State = ActivityState.Open,
            DueAt = step.Data.Now,
            Details = details,
            OccurredAt = step.Data.Now,
            RecordedAt = step.Data.Now,
            Author = Enrollments.Runner,
            Enrollment = step.Enrollment.Id,
            Execution = step.Execution,
            Revision = 1,
        };

    private static Activity Add(ChangeSet changes, PreparedStep step, Activity activity, string[] badges)
    {
        changes.Insert(activity);
        var line = TimelineWriter.OfActivity(activity, null, badges) with { Record = step.Record.Id };
        changes.Insert(line);
        foreach (var other in step.Data.Links.RolledUpTo(step.Record.Id))
            changes.Insert(line with { Record = other, Via = step.Record.Id });
        if (step.Contact is { } contact && contact.Id != step.Record.Id && !step.Data.Links.RolledUpTo(step.Record.Id).Contains(contact.Id))
            changes.Insert(line with { Record = contact.Id });
        return activity;
    }
}
