using Crm.Activities;

namespace Crm.Timeline;

/// <summary>One line of a record's timeline. Written with the change, once for each record that shows it; keeps its own subject and snippet.</summary>
public sealed record TimelineEntry : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The record whose timeline it stands in.</summary>
    public required RecordId Record { get; init; }

    /// <summary>When it happened, in UTC; the newest stands first.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Id of the entry, the same in every timeline that shows it; an activity's entry has the activity's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What kind of entry.</summary>
    public required TimelineKind Kind { get; init; }

    /// <summary>Key of the activity's type; for other kinds the field, stage or event.</summary>
    public required string TypeKey { get; init; }

    /// <summary>The record that it came by (a contact on its company's timeline); null where it is linked directly.</summary>
    public RecordId? Via { get; init; }

    /// <summary>Further records through which it reached the timeline: a meeting with two contacts of a company appears in its timeline once, via both.</summary>
    public IReadOnlyList<RecordId> FurtherVia { get; init; } = [];

    /// <summary>One line.</summary>
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

    /// <summary>When it was written down, in UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What was changed, of a change of fields or of a stage; empty for other kinds, and for changes of before this was kept.</summary>
    public IReadOnlyList<ShownChange> Changes { get; init; } = [];

    /// <summary>The entry that shows this one as its own (a call that completed a task); null where it stands by itself.</summary>
    public Guid? FoldedInto { get; init; }

    /// <summary>Whether a person removed it; a tombstone keeps neither subject nor snippet.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>What the page shows of the entry's activity; only where a page was asked for with it (<see cref="TimelineFilter.WithActivities"/>) and the activity lives. Not stored.</summary>
    public EntryActivity? Activity { get; init; }
}
