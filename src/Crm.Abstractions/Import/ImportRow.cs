namespace Crm.Import;

/// <summary>One row of a file.</summary>
/// <param name="Line">The line in the file where the row begins, from 1.</param>
/// <param name="Values">Values by column; an empty cell is an empty string.</param>
public sealed record ImportRow(long Line, IReadOnlyDictionary<string, string> Values);
