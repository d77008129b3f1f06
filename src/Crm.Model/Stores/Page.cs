namespace Crm.Stores;

/// <summary>A page and where the next begins.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="Next">Cursor of the next page; null where this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, string? Next);
