namespace Crm.Sql;

/// <summary>The names of an enum's values, looked up instead of formatted and parsed: a step reads and writes a dozen of them.</summary>
internal static class EnumText<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Names = Enum.GetValues<T>().Distinct().ToDictionary(value => value, value => value.ToString());
    private static readonly Dictionary<string, T> Values = Names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The name.</summary>
    public static string Write(T value) => Names.TryGetValue(value, out var name) ? name : value.ToString();

    /// <summary>The value of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static T Read(string name) => Values.TryGetValue(name, out var value) ? value : Enum.Parse<T>(name);
}
