namespace Crm.Import;

/// <summary>A stage that a deal entered, as the row says it.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Column">The column with the date.</param>
/// <param name="On">The date.</param>
internal sealed record MappedVisit(string Stage, string Column, string On);
