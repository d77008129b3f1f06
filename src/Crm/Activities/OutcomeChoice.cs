namespace Crm.Activities;

/// <summary>An outcome that an activity of a type may have.</summary>
/// <param name="Key">Stored with the activity.</param>
/// <param name="Label">What people read.</param>
/// <param name="Meaning">What it says about the try.</param>
/// <param name="IsRetired">Whether it takes no new activities.</param>
public sealed record OutcomeChoice(string Key, string Label, OutcomeMeaning Meaning, bool IsRetired);
