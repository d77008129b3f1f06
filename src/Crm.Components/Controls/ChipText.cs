namespace Crm.Components;

/// <summary>Several values in one text, as people paste them: <c>a@x.de, b@y.de</c>.</summary>
internal static class ChipText
{
    private static readonly char[] Separators = [',', ';', '\n'];

    /// <summary>Whether the text names the end of a value.</summary>
    public static bool IsSeveral(string text) => text.IndexOfAny(Separators) >= 0;

    /// <summary>The values, without what surrounds them; empty ones are left out.</summary>
    public static IReadOnlyList<string> Split(string? text) =>
        (text ?? "").Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
