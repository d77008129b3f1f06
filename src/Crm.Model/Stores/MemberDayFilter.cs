namespace Crm.Stores;

/// <summary>Whose day, and when it is.</summary>
public sealed record MemberDayFilter
{
    /// <summary>The member.</summary>
    public required MemberId Member { get; init; }

    /// <summary>Owners that the member may see; records that nobody owns are always seen. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Now, in UTC: what was due before is overdue.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>When the day ends, in UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>From when on changes are news, in UTC.</summary>
    public required DateTimeOffset ChangedSince { get; init; }

    /// <summary>Rows of each kind at most, 1–50.</summary>
    public int Max { get; init; } = 10;
}
