namespace Crm.Import;

/// <summary>
/// What earlier rows of the same file said about the same thing. Two rows that contradict each other would take turns: each import would change what the other row
/// says, and a second import would never change nothing.
/// </summary>
internal sealed class RowHistory<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, MappedRow> rows = [];

    /// <summary>Remembers a row; what an earlier row gave stays as that row gave it.</summary>
    /// <returns>The earlier row about the same thing, or null where this is the first.</returns>
    public MappedRow? Take(TKey key, MappedRow row)
    {
        if (rows.TryAdd(key, row))
            return null;
        var earlier = rows[key];
        if (row.Fields.Keys.Any(field => earlier[field] is null))
            rows[key] = earlier with { Fields = Merged(earlier, row) };
        return earlier;
    }

    /// <summary>Fields for which a row has another value than an earlier row; two spellings of one value are the same.</summary>
    public static IReadOnlyList<string> Contradictions(MappedRow earlier, MappedRow row) =>
        [.. row.Fields.Where(field => earlier[field.Key] is { } said && KeyOf(said) != KeyOf(field.Value)).Select(field => field.Key)];

    /// <summary>The refusal of a row that contradicts an earlier one about what both name by an identifying value.</summary>
    public static CrmException Contradicts(string field, string value, MappedRow earlier, IReadOnlyList<string> fields) =>
        CrmException.Invalid(field, $"'{value}' is also on line {earlier.Line}, with a different {string.Join(", ", fields)}; leave one of the two rows out.");

    private static string KeyOf(string value) => value.Contains('@', StringComparison.Ordinal) ? EmailAddress.Key(value) : PlainText.Key(value);

    private static Dictionary<string, string> Merged(MappedRow earlier, MappedRow row)
    {
        var fields = new Dictionary<string, string>(row.Fields, StringComparer.OrdinalIgnoreCase);
        foreach (var (field, value) in earlier.Fields)
            fields[field] = value;
        return fields;
    }
}
