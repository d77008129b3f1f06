namespace Crm.Activities;

/// <summary>How an activity shows in timelines.</summary>
/// <param name="Summary">The type's one line on the details; may be empty.</param>
/// <param name="Badges">The type's badges and the outcome's label.</param>
internal sealed record ActivityLook(string Summary, IReadOnlyList<string> Badges);
