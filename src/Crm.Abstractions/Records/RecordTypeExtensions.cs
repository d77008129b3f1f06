namespace Crm.Records;

/// <summary>Writes record types as words.</summary>
public static class RecordTypeExtensions
{
    /// <summary>Returns the word that references, events and messages use: <c>lead</c>, <c>contact</c>, <c>company</c>, <c>deal</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The record type is unknown.</exception>
    public static string Word(this RecordType type) =>
        type switch
        {
            RecordType.Lead => "lead",
            RecordType.Contact => "contact",
            RecordType.Company => "company",
            RecordType.Deal => "deal",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The record type is unknown."),
        };
}
