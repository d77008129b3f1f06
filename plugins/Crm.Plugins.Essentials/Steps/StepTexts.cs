using Crm.Sequences;

namespace Crm.Plugins.Essentials.Steps;

/// <summary>What all steps ask of their texts.</summary>
internal static class StepTexts
{
    /// <summary>A problem where a text is blank.</summary>
    public static IEnumerable<SettingsProblem> Blank(string field, string text) =>
        string.IsNullOrWhiteSpace(text) ? [new SettingsProblem(field, "It must not be blank.")] : [];

    /// <summary>Joins lines and what control characters part by spaces: a value must not end a subject, nor smuggle in a header.</summary>
    public static string OneLine(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
            ? text.Trim()
            : string.Join(
                ' ',
                new string([.. text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? '\n' : letter)]).Split(
                    '\n',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
            );
}
