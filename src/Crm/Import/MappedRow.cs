namespace Crm.Import;

/// <summary>A row of a file with its values by field. Empty cells are left out: they erase nothing.</summary>
internal sealed record MappedRow(long Line, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<MappedVisit> Visits)
{
    /// <summary>Values of fields that take several, beyond the first one.</summary>
    public IReadOnlyList<(string Field, string Value)> Further { get; init; } = [];

    /// <summary>A field's value, the first one where there are several, or null where its cell is empty.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field);

    /// <summary>All values of a field.</summary>
    public IEnumerable<string> All(string field) =>
        this[field] is { } first
            ? Further.Where(value => value.Field.Equals(field, StringComparison.OrdinalIgnoreCase)).Select(value => value.Value).Prepend(first)
            : [];

    /// <summary>All that the row says, in one text: what tells a row without any key from others.</summary>
    public string Identity() =>
        string.Join(
            '\u001f',
            Fields
                .OrderBy(field => field.Key, StringComparer.Ordinal)
                .Select(field => $"{field.Key}={field.Value}")
                .Concat(Further.Select(value => $"{value.Field}+{value.Value}"))
                .Concat(Visits.Select(visit => $"{visit.Stage}@{visit.On}"))
        );
}
