namespace Crm.Sequences;

/// <summary>Whether a record may be in other sequences at the same time.</summary>
public enum Exclusive
{
    /// <summary>In no other.</summary>
    Yes,

    /// <summary>In others that are not exclusive themselves.</summary>
    OnlyAgainstExclusive,

    /// <summary>In any other.</summary>
    No,
}
