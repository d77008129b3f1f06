namespace Crm.Stores;

/// <summary>Which activities of members are shown. Null members do not narrow.</summary>
public sealed record DoneActivityFilter
{
    /// <summary>Those who logged them.</summary>
    public required IReadOnlyCollection<MemberId> Members { get; init; }

    /// <summary>At or after, in UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Before, in UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Only of these types.</summary>
    public IReadOnlyCollection<string>? TypeKeys { get; init; }

    /// <summary>Owners that the caller may see: activities bring the names of their records only. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }
}
