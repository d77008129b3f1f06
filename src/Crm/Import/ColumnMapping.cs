namespace Crm.Import;

/// <summary>A column and a field it goes to.</summary>
/// <param name="Column">The column's name in the file's first line; case does not matter.</param>
/// <param name="Field">The field, standard or custom; <c>reference</c> is the id in the other system.</param>
public sealed record ColumnMapping(string Column, string Field);
