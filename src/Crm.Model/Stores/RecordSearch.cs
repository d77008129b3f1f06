namespace Crm.Stores;

/// <summary>What is looked for while somebody types.</summary>
public sealed record RecordSearch
{
    /// <summary>The text: the beginning of each word of a name, or of an email address, of a phone number with country code, of a company's domain. Case does not matter; wildcards have no meaning.</summary>
    public required string Text { get; init; }

    /// <summary>Owners that the caller may see; records that nobody owns are always seen. Null: all.</summary>
    public IReadOnlyCollection<MemberId>? VisibleOwners { get; init; }

    /// <summary>Records of each type at most, 1–50.</summary>
    public int MaxPerType { get; init; } = 10;
}
