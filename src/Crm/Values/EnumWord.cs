namespace Crm.Values;

/// <summary>Reads members of enumerations by their names only: numbers and lists, which the framework also accepts, are refused.</summary>
internal static class EnumWord
{
    /// <summary>Reads a name; case does not matter.</summary>
    public static bool TryParse<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is { Length: > 0 }
            && Enum.GetNames<T>().Contains(text.Trim(), StringComparer.OrdinalIgnoreCase)
            && Enum.TryParse(text.Trim(), ignoreCase: true, out value);
    }
}
