using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace Crm.Components;

/// <summary>How people type a duration: <c>25</c> and <c>25m</c> are minutes; <c>1h 30m</c>, <c>1:30</c>, <c>90s</c>.</summary>
internal static partial class DurationText
{
    private const int Longest = 30 * 24 * 3_600;

    /// <summary>The shortest that says it.</summary>
    public static string Write(int? seconds) =>
        seconds is not { } all ? ""
        : all == 0 ? "0m"
        : string.Join(
            ' ',
            new[] { (all / 3_600, "h"), (all % 3_600 / 60, "m"), (all % 60, "s") }
                .Where(part => part.Item1 > 0)
                .Select(part => part.Item1.ToString(CultureInfo.InvariantCulture) + part.Item2)
        );

    /// <summary>Reads it; an empty text is none.</summary>
    /// <returns>Whether it is a duration of at most 30 days.</returns>
    public static bool TryRead(string? text, out int? seconds)
    {
        seconds = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var clock = Clock().Match(text.Trim());
        if (clock.Success)
            return Sum(Number(clock, 1) * 3_600 + Number(clock, 2) * 60, out seconds);
        var parts = Parts().Match(text.Trim());
        return parts.Success && Sum(Number(parts, 1) * 3_600 + Number(parts, 2) * 60 + Number(parts, 3), out seconds);
    }

    /// <summary>Reads what was typed into a form; null where it is empty.</summary>
    /// <exception cref="CrmException">Invalid: it is no duration.</exception>
    public static TimeSpan? Read(string text, IStringLocalizer<Texts> texts) =>
        TryRead(text, out var seconds)
            ? seconds is { } known
                ? TimeSpan.FromSeconds(known)
                : null
            : throw CrmException.Invalid("duration", texts["Type minutes, such as 25, or 1h 30m."]);

    private static long Number(Match match, int group) =>
        match.Groups[group].Success ? long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    private static bool Sum(long all, out int? seconds)
    {
        seconds = all <= Longest ? (int)all : null;
        return seconds is not null;
    }

    [GeneratedRegex(@"^(\d{1,3}):([0-5]\d)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"^(?=\d)(?:(\d{1,3})\s*h(?:ours?|rs?)?\.?)?\s*(?:(\d{1,5})(?:\s*m(?:in(?:utes?)?)?\.?)?(?!\s*s|\d))?\s*(?:(\d{1,5})\s*s(?:ec(?:onds?)?)?\.?)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Parts();
}
