using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Crm;

/// <summary>Reads and shows times as people of one zone write them.</summary>
internal sealed partial class Clock(DateTimeZone zone)
{
    private const int EarliestYear = 1900;
    private const int LatestYear = 9998;
    private const int LongestNumber = 6;
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mmK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a moment.</summary>
    /// <param name="field">The option, for the error.</param>
    /// <param name="text">Such as <c>2026-03-01T12:00Z</c>, or <c>2026-03-01 12:00</c> or <c>2026-03-01</c> of this zone; null gives null. A time that clocks skip is moved on, of one that comes twice the first is taken.</param>
    /// <exception cref="CrmException">Invalid: it is no moment.</exception>
    public DateTimeOffset? Read(string field, string? text)
    {
        if (text is null)
            return null;
        if (!DateTime.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
            throw CrmException.Invalid(
                field,
                $"'{text}' is not a date and time; write 2026-03-01T12:00Z or 2026-03-01T12:00+01:00, or 2026-03-01 12:00 for a time in {zone.Id}."
            );
        // Before anything is computed: in some zones the first and the last day of the calendar have no moment in UTC.
        if (time.Year is < EarliestYear or > LatestYear)
            throw CrmException.Invalid(field, $"It must be between the years {EarliestYear} and {LatestYear}, was '{text}'.");
        return time.Kind == DateTimeKind.Unspecified
            ? zone.AtLeniently(LocalDateTime.FromDateTime(time)).ToDateTimeOffset().ToUniversalTime()
            : new DateTimeOffset(time.ToUniversalTime());
    }

    /// <summary>A moment as people of this zone read it, with the offset.</summary>
    public string Show(DateTimeOffset moment) =>
        Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    /// <summary>The same, with seconds if the two moments would otherwise look the same.</summary>
    public string ShowApart(DateTimeOffset moment, DateTimeOffset other) =>
        Show(moment) != Show(other)
            ? Show(moment)
            : Instant.FromDateTimeOffset(moment).InZone(zone).ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>The same; empty for null.</summary>
    public string Show(DateTimeOffset? moment) => moment is { } given ? Show(given) : "";

    /// <summary>Reads a duration.</summary>
    /// <param name="field">The option, for the error.</param>
    /// <param name="text">Such as <c>25m</c>, <c>1h30m</c>, <c>90s</c>; null gives null. The sign is kept: the engine says what is allowed.</param>
    /// <exception cref="CrmException">Invalid: it is no duration.</exception>
    public static TimeSpan? ReadDuration(string field, string? text)
    {
        if (text is null)
            return null;
        var match = DurationForm().Match(text.Trim());
        if (!match.Success || match.Value is "" or "-" || match.Groups.Values.Skip(1).Any(part => part.Length > LongestNumber))
            throw CrmException.Invalid(field, $"'{text}' is not a duration; write 25m, 1h30m or 90s.");
        var length = new TimeSpan(Number("h"), Number("m"), Number("s"));
        return match.Groups["sign"].Success ? -length : length;

        int Number(string part) => match.Groups[part].Success ? int.Parse(match.Groups[part].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>A duration as it is written; empty for null.</summary>
    public static string ShowDuration(int? seconds) =>
        seconds switch
        {
            null => "",
            < 60 => $"{seconds}s",
            < 3600 => $"{seconds / 60}m",
            _ when seconds % 3600 < 60 => $"{seconds / 3600}h",
            _ => $"{seconds / 3600}h{seconds % 3600 / 60}m",
        };

    [GeneratedRegex("^(?<sign>-)?((?<h>[0-9]{1,4})h)?((?<m>[0-9]{1,6})m(in)?)?((?<s>[0-9]{1,7})s)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DurationForm();
}
