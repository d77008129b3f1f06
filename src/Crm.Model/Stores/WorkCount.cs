namespace Crm.Stores;

/// <summary>What a member has to do.</summary>
/// <param name="Member">The member.</param>
/// <param name="Open">Open tasks and drafts.</param>
/// <param name="Overdue">Those of them that are overdue.</param>
public sealed record WorkCount(MemberId Member, int Open, int Overdue);
