namespace Crm.Records;

/// <summary>When a deal entered a stage.</summary>
/// <param name="Stage">Key of the stage.</param>
/// <param name="At">When, in UTC.</param>
public sealed record StageVisit(string Stage, DateTimeOffset At);
