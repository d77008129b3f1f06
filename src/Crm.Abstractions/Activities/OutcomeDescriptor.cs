namespace Crm.Activities;

/// <summary>A possible ending of an activity.</summary>
/// <param name="Key">Stored, such as <c>no_answer</c>.</param>
/// <param name="Label">What people read.</param>
/// <param name="Meaning">What it says about the try.</param>
public sealed record OutcomeDescriptor(string Key, string Label, OutcomeMeaning Meaning);
