using Crm.Activities;
using Crm.Stores;

namespace Crm.Output;

/// <summary>How activities and tasks look.</summary>
internal static class ActivityShape
{
    /// <summary>An activity for programs.</summary>
    public static object Of(ActivityView activity) =>
        new
        {
            id = activity.Id,
            type = activity.TypeKey,
            subject = activity.Subject,
            body = activity.Body,
            state = activity.State,
            outcome = activity.Outcome,
            durationSeconds = activity.DurationSeconds,
            location = activity.Location,
            attendees = activity.Attendees.Count == 0 ? null : activity.Attendees,
            direction = activity.Direction,
            dueAt = activity.DueAt,
            recordingUrl = activity.RecordingUrl,
            details = activity.Details,
            occurredAt = activity.OccurredAt,
            recordedAt = activity.RecordedAt,
            completedAt = activity.CompletedAt,
            fulfilledBy = activity.FulfilledBy,
            assignee = activity.Assignee,
            author = activity.Author,
            enrollment = activity.Enrollment,
            revision = activity.Revision,
        };

    /// <summary>A page of tasks for programs.</summary>
    public static object Of(Page<TaskView> page) =>
        new
        {
            tasks = page.Rows.Select(row => new
            {
                task = Of(row.Activity),
                record = row.Record,
                recordName = row.RecordName,
                assigneeName = row.AssigneeName,
            }),
            next = page.Next,
        };

    /// <summary>A page of tasks for people.</summary>
    public static void Write(TextPage text, ConsoleSession session, Page<TaskView> page) =>
        text.Table(
                ["DUE", "TYPE", "SUBJECT", "RECORD", "FOR", "ID"],
                page.Rows.Select(row =>
                    new[]
                    {
                        session.Clock.Show(row.Activity.DueAt),
                        row.Activity.TypeKey,
                        row.Activity.Subject,
                        row.RecordName,
                        row.AssigneeName ?? "anybody",
                        row.Activity.Id.ToString(),
                    }
                ),
                "There are no open tasks."
            )
            .Next(page.Next);
}
