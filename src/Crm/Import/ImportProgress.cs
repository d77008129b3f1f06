namespace Crm.Import;

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows looked at so far.</param>
public sealed record ImportProgress(long Rows);
