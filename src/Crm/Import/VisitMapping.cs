namespace Crm.Import;

/// <summary>A stage that a deal entered.</summary>
/// <param name="Stage">Key of the stage, or a text with <c>{column}</c>; the values of the field <c>stage</c> apply.</param>
/// <param name="On">The column with the date.</param>
public sealed record VisitMapping(string Stage, string On);
