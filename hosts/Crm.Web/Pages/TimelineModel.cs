using Crm.Records;

namespace Crm.Web.Pages;

/// <summary>What a record's page shows.</summary>
public sealed record TimelineModel
{
    /// <summary>The record.</summary>
    public required RecordView Record { get; init; }

    /// <summary>What is known of it.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The timeline, newest day first.</summary>
    public required IReadOnlyList<TimelineDay> Days { get; init; }

    /// <summary>Types to filter by, the first shows all.</summary>
    public required IReadOnlyList<FilterChip> Chips { get; init; }

    /// <summary>What the filter form holds besides its fields: the chosen types.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>What was searched for, or null.</summary>
    public string? Search { get; init; }

    /// <summary>First day shown as <c>2026-01-31</c>, or null.</summary>
    public string? From { get; init; }

    /// <summary>Last day shown as <c>2026-01-31</c>, or null.</summary>
    public string? To { get; init; }

    /// <summary>Whether anything narrows the timeline.</summary>
    public required bool IsFiltered { get; init; }

    /// <summary>The page's address without parameters.</summary>
    public required string Path { get; init; }

    /// <summary>Address of the newest entries; null where these are they.</summary>
    public string? Newest { get; init; }

    /// <summary>Address of older entries; null where there are none.</summary>
    public string? Older { get; init; }
}

/// <summary>A type to filter by.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Icon">Its icon, or null.</param>
/// <param name="Href">The page with the type taken in or out.</param>
/// <param name="IsOn">Whether it is taken in.</param>
public sealed record FilterChip(string Label, string? Icon, string Href, bool IsOn);

/// <summary>The entries of one day.</summary>
/// <param name="Date">The day as <c>2026-01-31</c>.</param>
/// <param name="Heading">What people read.</param>
/// <param name="Entries">Newest first.</param>
public sealed record TimelineDay(string Date, string Heading, IReadOnlyList<ShownEntry> Entries);

/// <summary>A line of a timeline, ready to be shown.</summary>
public sealed record ShownEntry
{
    /// <summary>Its id, for a link to it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name of its icon.</summary>
    public required string Icon { get; init; }

    /// <summary>What kind it is: the type's label.</summary>
    public required string Label { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The beginning of the body, or null.</summary>
    public string? Snippet { get; init; }

    /// <summary>Outcome, duration, state, and what its type says.</summary>
    public required IReadOnlyList<Badge> Badges { get; init; }

    /// <summary>Time of day; empty where only the day is known.</summary>
    public required string Time { get; init; }

    /// <summary>The moment for machines (ISO 8601).</summary>
    public required string Moment { get; init; }

    /// <summary>Who wrote it down.</summary>
    public required string Author { get; init; }

    /// <summary>The records through which it reached the timeline.</summary>
    public IReadOnlyList<Fact> Via { get; init; } = [];

    /// <summary>When it was written down, where that was another day; else null.</summary>
    public string? Added { get; init; }

    /// <summary>The task that it completed, or null.</summary>
    public string? Completed { get; init; }

    /// <summary>Whether it is small news (a changed field), shown on one line.</summary>
    public bool IsMinor { get; init; }

    /// <summary>Whether a person removed it.</summary>
    public bool IsRemoved { get; init; }
}

/// <summary>A short word beside an entry.</summary>
/// <param name="Text">The word.</param>
/// <param name="Tone">Its color: <c>good</c>, <c>bad</c>, <c>warn</c>, <c>live</c>, or null.</param>
public sealed record Badge(string Text, string? Tone = null);
