namespace Crm.Tenancy;

/// <summary>A member, and who leads the member's team.</summary>
/// <param name="Member">The member.</param>
/// <param name="Lead">The team's manager; null without a team, and where nobody leads it.</param>
public sealed record LedMember(Member Member, MemberId? Lead);
