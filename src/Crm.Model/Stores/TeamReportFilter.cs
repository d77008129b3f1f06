namespace Crm.Stores;

/// <summary>What a report counts.</summary>
public sealed record TeamReportFilter
{
    /// <summary>The members whose work is counted.</summary>
    public required IReadOnlyCollection<MemberId> Members { get; init; }

    /// <summary>When each week begins, in UTC, in order, and at last when the last one ends; 2 to 27 moments.</summary>
    public required IReadOnlyList<DateTimeOffset> Weeks { get; init; }

    /// <summary>Now, in UTC: what was due before is overdue.</summary>
    public required DateTimeOffset Now { get; init; }
}
