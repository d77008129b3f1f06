namespace Crm.Stores;

/// <summary>An invariant that does not hold.</summary>
/// <param name="Invariant">Its name, such as <c>sent-message-has-activity</c>.</param>
/// <param name="Count">How often.</param>
/// <param name="Examples">Ids of at most five rows.</param>
public sealed record InvariantBreach(string Invariant, int Count, IReadOnlyList<string> Examples);
