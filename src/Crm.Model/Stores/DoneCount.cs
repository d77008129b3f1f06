namespace Crm.Stores;

/// <summary>Activities of a type that a member logged in a week.</summary>
/// <param name="Member">The member.</param>
/// <param name="Week">Which of the weeks, from 0.</param>
/// <param name="TypeKey">Key of the type.</param>
/// <param name="Count">How many.</param>
public sealed record DoneCount(MemberId Member, int Week, string TypeKey, int Count);
