namespace Crm.Stores;

/// <summary>Asks for a page.</summary>
/// <param name="Size">1 to 200 rows.</param>
/// <param name="After">The cursor of the page before, or null for the first. Opaque; a cursor of another list is refused as invalid input.</param>
/// <exception cref="CrmException">Invalid: the size is out of range.</exception>
public sealed record PageRequest(int Size = 50, string? After = null)
{
    /// <summary>The largest page.</summary>
    public const int MaxSize = 200;

    /// <summary>1 to 200 rows.</summary>
    public int Size { get; } = Size is >= 1 and <= MaxSize ? Size : throw CrmException.Invalid("page.size", $"It must be 1–{MaxSize}, was {Size}.");
}
