namespace Crm.Timeline;

/// <summary>A field that was changed, in words: names instead of ids, texts cut where they are long.</summary>
/// <param name="Field">The field's key.</param>
/// <param name="Label">What people call the field.</param>
/// <param name="Before">The value before; null where it was empty.</param>
/// <param name="After">The value after; null where it is empty.</param>
public sealed record ShownChange(string Field, string Label, string? Before, string? After);
