namespace Crm.Sequences;

/// <summary>Which enrollment, and what a person says to it.</summary>
/// <param name="Id">The enrollment.</param>
/// <param name="Why">Why, in words, at most 500 characters; null for none.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record EnrollmentInput(EnrollmentId Id, string? Why = null, int? Revision = null);
