namespace Crm.Stores;

/// <summary>Asks for a page.</summary>
/// <param name="Size">1 to 200 rows.</param>
/// <param name="After">The cursor of the page before, or null for the first. Opaque; a cursor of another list is refused as invalid input.</param>
public sealed record PageRequest(int Size = 50, string? After = null);
