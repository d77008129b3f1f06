namespace Crm.Import;

/// <summary>What became of a row.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Result">New, changed, same or refused.</param>
public sealed record ImportedRow(long Line, RowResult Result);
