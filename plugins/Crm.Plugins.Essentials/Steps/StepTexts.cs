using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>What all steps ask of their texts.</summary>
internal static class StepTexts
{
    private static readonly char[] LineBreaks = ['\r', '\n'];

    /// <summary>A problem where a text is blank.</summary>
    public static IEnumerable<SettingsProblem> Blank(string field, string text) =>
        string.IsNullOrWhiteSpace(text) ? [new SettingsProblem(field, "It must not be blank.")] : [];

    /// <summary>Joins lines by spaces: a value with a line break must not end a subject, nor smuggle in a header.</summary>
    public static string OneLine(string text) =>
        string.Join(' ', text.Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
