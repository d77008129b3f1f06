namespace Crm.Sequences;

/// <summary>A problem in a step's settings.</summary>
/// <param name="Field">The setting, such as <c>subject</c>.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record SettingsProblem(string Field, string Message);
