using Crm.Activities;

namespace Crm.Timeline;

/// <summary>A line of a timeline as people and programs read it.</summary>
public sealed record TimelineEntryView
{
    /// <summary>Id of the entry, the same in every timeline that shows it; an activity's entry has the activity's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it happened, in UTC; the newest stands first.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was written down, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What kind of entry.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>Key of the activity's type; for other kinds the field, stage or event.</summary>
    public required string TypeKey { get; init; }

    /// <summary>The activity type's label; null for other kinds, and where its plugin is not loaded.</summary>
    public string? TypeLabel { get; init; }

    /// <summary>One line; empty where a person removed the entry.</summary>
    public required string Subject { get; init; }

    /// <summary>The beginning of the body, at most 200 characters, without markup.</summary>
    public string? Snippet { get; init; }

    /// <summary>Short words beside it.</summary>
    public IReadOnlyList<string> Badges { get; init; } = [];

    /// <summary>Key of the outcome, or null.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long it took, in seconds, or null.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>State of the activity.</summary>
    public ActivityState State { get; init; }

    /// <summary>Inbound or outbound, or null.</summary>
    public ActivityDirection? Direction { get; init; }

    /// <summary>Who wrote it down.</summary>
    public required Actor Author { get; init; }

    /// <summary>The author's name.</summary>
    public required string AuthorName { get; init; }

    /// <summary>The record that it came by, with its name; null where it is linked directly.</summary>
    public NamedRecord? Via { get; init; }

    /// <summary>Further records through which it reached the timeline, and that the caller may see.</summary>
    public IReadOnlyList<NamedRecord> FurtherVia { get; init; } = [];

    /// <summary>The fields that were changed, with before and after, of a change of fields or of a stage; empty for other kinds, and for changes of before this was kept.</summary>
    public IReadOnlyList<ShownChange> Changes { get; init; } = [];

    /// <summary>What there is to show of the activity besides; null for other kinds, and where the activity was deleted.</summary>
    public EntryActivityView? Activity { get; init; }

    /// <summary>Whether a person removed it.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>The entry that it shows as its own, such as the task that this call completed; null where there is none, or it was not asked for.</summary>
    public TimelineEntryView? Folded { get; init; }

    internal static TimelineEntryView Of(TimelineEntry row, string authorName, IReadOnlyList<NamedRecord> via, string? typeLabel) =>
        new()
        {
            Id = row.Id,
            OccurredAt = row.OccurredAt,
            RecordedAt = row.RecordedAt,
            Kind = row.Kind,
            TypeKey = row.TypeKey,
            TypeLabel = typeLabel,
            Subject = row.Subject,
            Snippet = row.Snippet,
            Badges = row.Badges,
            Outcome = row.Outcome,
            DurationSeconds = row.DurationSeconds,
            State = row.State,
            Direction = row.Direction,
            Author = row.Author,
            AuthorName = authorName,
            Via = via.Count > 0 ? via[0] : null,
            FurtherVia = [.. via.Skip(1)],
            Changes = row.Changes,
            IsRemoved = row.IsRemoved,
        };
}
