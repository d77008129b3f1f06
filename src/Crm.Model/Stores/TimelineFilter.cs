namespace Crm.Stores;

/// <summary>Which entries of a timeline are shown. Null members do not narrow.</summary>
public sealed record TimelineFilter
{
    /// <summary>Whose timeline.</summary>
    public required RecordId Record { get; init; }

    /// <summary>Shows nothing unless the record is of this type and one that <see cref="VisibleOwners"/> may see. Null: not checked.</summary>
    public RecordType? RecordType { get; init; }

    /// <summary>Owners that the caller may see: entries that came by a record of another owner are left out. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Only of these types.</summary>
    public IReadOnlyCollection<string>? TypeKeys { get; init; }

    /// <summary>Only by this author.</summary>
    public Actor? Author { get; init; }

    /// <summary>At or after, in UTC.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before, in UTC.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Text within subject or snippet; wildcards have no meaning.</summary>
    public string? Search { get; init; }

    /// <summary>Whether the page's rows are followed by the entries that they show as their own (<see cref="Timeline.TimelineEntry.FoldedInto"/>), removed ones too, in no order and whatever the filter says.</summary>
    public bool WithFolded { get; init; }

    /// <summary>Whether rows bring what they show of their activities (<see cref="Timeline.TimelineEntry.Activity"/>).</summary>
    public bool WithActivities { get; init; }
}
