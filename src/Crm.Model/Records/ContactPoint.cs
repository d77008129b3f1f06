namespace Crm.Records;

/// <summary>An email address or phone number of a record.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Value">As given.</param>
/// <param name="Normalized">Email in lower case; phone in E.164 where it could be read, else its digits.</param>
/// <param name="IsPrimary">Whether it is the one to use; exactly one of each kind that a record has.</param>
public sealed record ContactPoint(ContactPointKind Kind, string Value, string Normalized, bool IsPrimary)
{
    /// <summary>Such as <c>work</c> or <c>mobile</c>; null where unknown.</summary>
    public string? Label { get; init; }
}
