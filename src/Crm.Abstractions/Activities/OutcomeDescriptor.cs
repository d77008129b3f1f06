namespace Crm.Activities;

/// <summary>A possible outcome of an activity.</summary>
/// <param name="Key">The stored key, such as <c>no_answer</c>.</param>
/// <param name="Label">The name that users see.</param>
/// <param name="Meaning">What the outcome says about the contact attempt.</param>
public sealed record OutcomeDescriptor(string Key, string Label, OutcomeMeaning Meaning);
