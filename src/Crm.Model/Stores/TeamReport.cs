namespace Crm.Stores;

/// <summary>What members did, and what they have to do.</summary>
/// <param name="Done">How many activities of each type each member logged in each week; what is none is left out.</param>
/// <param name="Work">How much each member has to do; members with nothing are left out.</param>
public sealed record TeamReport(IReadOnlyList<DoneCount> Done, IReadOnlyList<WorkCount> Work);
