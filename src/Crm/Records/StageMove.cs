namespace Crm.Records;

/// <summary>A deal's move from one stage to another.</summary>
/// <param name="From">Key of the stage before; null where the deal was created.</param>
/// <param name="To">Key of the stage after.</param>
/// <param name="At">When, in UTC.</param>
public sealed record StageMove(string? From, string To, DateTimeOffset At);
