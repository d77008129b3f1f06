namespace Crm.Values;

/// <summary>An email address or phone number as given.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Value">One address, or a number in the tenant's country's form or with a country code.</param>
/// <param name="IsPrimary">Whether it is the one to use; at most one of each kind. Where none is marked, the first one is.</param>
/// <param name="Label">Such as <c>work</c>; null where unknown.</param>
public sealed record ContactPointInput(ContactPointKind Kind, string Value, bool IsPrimary = false, string? Label = null);
