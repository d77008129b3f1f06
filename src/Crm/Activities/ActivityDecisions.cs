using Crm.Timeline;

namespace Crm.Activities;

/// <summary>Decides what becomes of activities and their entries; writes into a change set. Pure: what it needs is handed in, of an activity that is there all its entries.</summary>
internal static class ActivityDecisions
{
    /// <summary>Writes an activity down, with its entries. A type with a due date is open until completed, every other is logged.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field.</exception>
    public static Activity Log(ChangeSet changes, ActivityRules rules, NewActivity wanted, TimelineLinks links) =>
        Log(changes, rules, rules.Type(wanted.TypeKey), wanted, links);

    /// <inheritdoc cref="Log(ChangeSet, ActivityRules, NewActivity, TimelineLinks)"/>
    public static Activity Log(ChangeSet changes, ActivityRules rules, IActivityType type, NewActivity wanted, TimelineLinks links)
    {
        var draft = Row(wanted, type.Descriptor);
        var look = rules.Check(type, draft, outcomeBefore: null, wanted.Now);
        var activity = draft with { Subject = SubjectOf(draft.Subject, look.Summary, type) };
        changes.Insert(activity);
        TimelineWriter.Write(changes, TimelineWriter.OfActivity(activity, look.Summary, look.Badges), wanted.Records, links);
        return activity;
    }

    /// <summary>Completes an open task or draft; a note is added to its body.</summary>
    /// <exception cref="CrmException">Refused: it is not open.</exception>
    public static Activity Complete(
        ChangeSet changes,
        ActivityRules rules,
        Activity open,
        IReadOnlyList<TimelineEntry> entries,
        string? note,
        DateTimeOffset now
    )
    {
        RequireOpen(open);
        var completed = open with { State = ActivityState.Completed, CompletedAt = now, Body = WithNote(open.Body, note) };
        var look = note is null ? null : rules.Check(rules.Type(open.TypeKey), completed, open.Outcome, now);
        return Write(changes, completed, entries, entry => look is null ? entry with { State = completed.State } : Shown(entry, completed, look));
    }

    /// <summary>Completes an open task or draft by the activity that fulfils it, such as a call: it is logged for the same records, and the feed folds the pair.</summary>
    /// <exception cref="CrmException">Refused: it is not open. Invalid: what is to be logged is wrong.</exception>
    public static (Activity Completed, Activity Logged) Fulfil(
        ChangeSet changes,
        ActivityRules rules,
        Activity open,
        IReadOnlyList<TimelineEntry> entries,
        NewActivity fulfilment,
        TimelineLinks links
    )
    {
        RequireOpen(open);
        var logged = Log(changes, rules, fulfilment, links);
        var completed = open with { State = ActivityState.Completed, CompletedAt = fulfilment.Now, FulfilledBy = logged.Id };
        // Where the logged one does not stand, as with a company that the contact left meanwhile, the task stays for itself: folded away it would be gone.
        var standsIn = fulfilment.Records.SelectMany(record => links.RolledUpTo(record).Append(record)).ToHashSet();
        return (
            Write(
                changes,
                completed,
                entries,
                entry => entry with { State = completed.State, FoldedInto = standsIn.Contains(entry.Record) ? logged.Id.Value : null }
            ),
            logged
        );
    }

    /// <summary>Opens a completed task again and takes back what its completion logged, where it logged something.</summary>
    /// <exception cref="CrmException">Refused: it is not completed.</exception>
    public static Activity Reopen(
        ChangeSet changes,
        Activity task,
        IReadOnlyList<TimelineEntry> entries,
        Activity? logged,
        IReadOnlyList<TimelineEntry> loggedEntries
    )
    {
        RequireNotDeleted(task);
        if (task.State != ActivityState.Completed)
            throw CrmException.Refused("task-not-completed", $"The task is {Word(task.State)}; only a completed task can be reopened.");
        // It did not happen after all: the task stands for it again, and its own entries are out of sight.
        if (logged is { DeletedAt: null, State: not ActivityState.Cancelled })
            Write(
                changes,
                logged with
                {
                    State = ActivityState.Cancelled,
                },
                loggedEntries,
                entry => entry with { State = ActivityState.Cancelled, FoldedInto = task.Id.Value }
            );
        var reopened = task with { State = ActivityState.Open, CompletedAt = null, FulfilledBy = null };
        return Write(changes, reopened, entries, entry => entry with { State = ActivityState.Open, FoldedInto = null });
    }

    /// <summary>Changes what an activity says; when it was written down and where it stands stays. Its entries follow, and move where its time did.</summary>
    /// <exception cref="CrmException">Invalid: names every wrong field.</exception>
    public static Activity Edit(
        ChangeSet changes,
        ActivityRules rules,
        Activity before,
        Activity after,
        IReadOnlyList<TimelineEntry> entries,
        DateTimeOffset now
    )
    {
        RequireNotDeleted(before);
        var type = rules.Type(before.TypeKey);
        var look = rules.Check(type, after, before.Outcome, now);
        // A subject that nobody gave says what the details say now.
        var isGiven = after.Subject != before.Subject || after.Details == before.Details || before.Subject != SubjectOf("", rules.Summary(type, before), type);
        var edited = after with
        {
            Subject = SubjectOf(isGiven ? after.Subject : "", look.Summary, type),
            RecordedAt = before.RecordedAt,
            State = before.State,
            Revision = before.Revision,
        };
        return Write(changes, edited, entries, entry => Shown(entry, edited, look));
    }

    /// <summary>Deletes an activity: a tombstone stays in every timeline.</summary>
    /// <exception cref="CrmException">NotFound: it is deleted already.</exception>
    public static Activity Delete(ChangeSet changes, Activity activity, IReadOnlyList<TimelineEntry> entries, DateTimeOffset now)
    {
        RequireNotDeleted(activity);
        var deleted = activity with { DeletedAt = now, State = activity.State == ActivityState.Open ? ActivityState.Cancelled : activity.State };
        return Write(changes, deleted, entries, entry => TimelineWriter.Tombstone(entry) with { State = deleted.State });
    }

    /// <summary>Restores a deleted activity: its entries say again what it says. One that was deleted while open is open again where no step of a sequence waited for it; that step is over.</summary>
    /// <exception cref="CrmException">Refused: it is not deleted. Invalid: its type is not loaded.</exception>
    public static Activity Restore(
        ChangeSet changes,
        ActivityRules rules,
        Activity deleted,
        IReadOnlyList<TimelineEntry> entries,
        bool wasOpen,
        DateTimeOffset now
    )
    {
        if (deleted.DeletedAt is null)
            throw CrmException.Refused("not-deleted", "The activity is not deleted, so there is nothing to restore.");
        var look = rules.Check(rules.Type(deleted.TypeKey), deleted, deleted.Outcome, now);
        var state = wasOpen && deleted.Execution is null ? ActivityState.Open : deleted.State;
        var restored = deleted with { DeletedAt = null, State = state };
        return Write(changes, restored, entries, entry => Shown(entry, restored, look) with { IsRemoved = false });
    }

    /// <summary>Links an activity to further records, whose timelines show it from now on, with those that they roll up to.</summary>
    /// <returns>The next revision of the activity; the very same one where it is linked to all of them already.</returns>
    public static Activity Link(ChangeSet changes, ActivityRules rules, StoredActivity stored, LinkedRecords further, DateTimeOffset now)
    {
        var activity = stored.Activity;
        var look = rules.Check(rules.Type(activity.TypeKey), activity, activity.Outcome, now);
        var line = TimelineWriter.OfActivity(activity, look.Summary, look.Badges);
        if (!TimelineWriter.Add(changes, line, stored.Entries, further.Ids, further.Links))
            return activity;
        var next = activity with { Revision = activity.Revision + 1 };
        changes.Update(next);
        return next;
    }

    /// <summary>Cancels an open task or draft that is not wanted any more; it stays readable.</summary>
    /// <exception cref="CrmException">Refused: it is not open.</exception>
    public static Activity Cancel(ChangeSet changes, Activity open, IReadOnlyList<TimelineEntry> entries, string? why = null)
    {
        RequireOpen(open);
        var cancelled = open with { State = ActivityState.Cancelled, Body = WithNote(open.Body, why) };
        return Write(
            changes,
            cancelled,
            entries,
            entry =>
                entry with
                {
                    State = ActivityState.Cancelled,
                    Snippet = why is null ? entry.Snippet : OneLine.Of(cancelled.Body, TimelineWriter.MaxSnippet),
                }
        );
    }

    /// <summary>The next revision of an activity, with its entries as they show now.</summary>
    private static Activity Write(ChangeSet changes, Activity changed, IEnumerable<TimelineEntry> entries, Func<TimelineEntry, TimelineEntry> show)
    {
        var next = changed with { Revision = changed.Revision + 1 };
        changes.Update(next);
        foreach (var entry in entries)
            changes.Update(show(entry));
        return next;
    }

    private static Activity Row(NewActivity wanted, ActivityTypeDescriptor type)
    {
        var content = wanted.Content;
        return new Activity
        {
            Tenant = wanted.Tenant,
            Id = wanted.Id,
            TypeKey = type.Key,
            Subject = content.Subject ?? "",
            Body = Filled(content.Body),
            State =
                !type.Uses.HasFlag(ActivityFields.Due) ? ActivityState.Logged
                : content.CompletedAt is null ? ActivityState.Open
                : ActivityState.Completed,
            Outcome = Filled(content.Outcome),
            DurationSeconds = ActivityRules.Seconds(content.Duration),
            Location = Filled(content.Location),
            Attendees = content.Attendees,
            Direction = content.Direction,
            DueAt = content.DueAt?.ToMicroseconds(),
            RecordingUrl = Filled(content.RecordingUrl),
            Details = ActivityRules.Json(content.Details),
            Metadata = ActivityRules.Json(content.Metadata),
            OccurredAt = (content.OccurredAt ?? content.CompletedAt ?? wanted.Now).ToMicroseconds(),
            RecordedAt = wanted.Now,
            CompletedAt = content.CompletedAt?.ToMicroseconds(),
            Assignee = content.Assignee,
            Author = wanted.Author,
            Enrollment = wanted.Enrollment,
            Execution = wanted.Execution,
            Revision = 1,
        };
    }

    private static TimelineEntry Shown(TimelineEntry entry, Activity activity, ActivityLook look) =>
        TimelineWriter.OfActivity(activity, look.Summary, look.Badges) with
        {
            Record = entry.Record,
            Via = entry.Via,
            FurtherVia = entry.FurtherVia,
            FoldedInto = entry.FoldedInto,
            IsRemoved = entry.IsRemoved,
        };

    private static string SubjectOf(string subject, string? summary, IActivityType type) =>
        OneLine.Of(subject, TimelineWriter.MaxSubject) ?? OneLine.Of(summary, TimelineWriter.MaxSnippet) ?? type.Descriptor.Label;

    private static string? WithNote(string? body, string? note) =>
        string.IsNullOrWhiteSpace(note) ? body
        : body is null ? note
        : $"{body}\n\n{note}";

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static void RequireOpen(Activity activity)
    {
        RequireNotDeleted(activity);
        if (activity.State != ActivityState.Open)
            throw CrmException.Refused("task-not-open", $"It is already {Word(activity.State)}; only an open task or draft can be completed or cancelled.");
    }

    private static void RequireNotDeleted(Activity activity)
    {
        if (activity.DeletedAt is not null)
            throw CrmException.NotFound("activity", activity.Id.ToString());
    }

    private static string Word(ActivityState state) => state.ToString().ToLowerInvariant();
}
