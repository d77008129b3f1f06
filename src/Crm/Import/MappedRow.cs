namespace Crm.Import;

/// <summary>A row of a file with its values by field. Empty cells are left out: they erase nothing.</summary>
internal sealed record MappedRow(long Line, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<MappedVisit> Visits)
{
    /// <summary>A field's value, or null where its cell is empty.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field);
}
