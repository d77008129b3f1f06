using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Crm.Web.Demo;

/// <summary>
/// The days of a demo, counted from today, so that it is always of today. Stories count working days: nobody calls on a Sunday, whatever day it is, and the distances between what people and sequences do
/// stay the same.
/// </summary>
/// <param name="now">The moment in which the demo is set up.</param>
internal sealed partial class DemoDays(DateTimeOffset now)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb[DemoTenant.Zone];
    private readonly LocalDate today = Instant.FromDateTimeOffset(now).InZone(Zone).Date;

    /// <summary>The moment in which the demo is set up.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The moment that a text such as <c>-12 10:15</c> means: twelve working days ago, on the wall clock of the demo's company; <c>now -40</c> is forty minutes ago.</summary>
    public DateTimeOffset Moment(string text)
    {
        var parts = text.Split(' ');
        if (parts[0] == "now")
            return now.AddMinutes(int.Parse(parts[1], CultureInfo.InvariantCulture));
        var time = TimeOnly.ParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture);
        return (Day(int.Parse(parts[0], CultureInfo.InvariantCulture)) + LocalTime.FromTimeOnly(time))
            .InZoneLeniently(Zone)
            .ToDateTimeOffset()
            .ToUniversalTime();
    }

    /// <summary>Fills in days: <c>{day-3}</c> is the date of three days ago, <c>{-3 en}</c> and <c>{-3 de}</c> are three working days ago as people write it in a mail.</summary>
    public string Fill(string text) =>
        Placeholder()
            .Replace(
                text,
                match =>
                    match.Groups["calendar"] is { Success: true } calendar
                        ? today.PlusDays(int.Parse(calendar.ValueSpan, CultureInfo.InvariantCulture)).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)
                        : Day(int.Parse(match.Groups["working"].ValueSpan, CultureInfo.InvariantCulture))
                            .ToString(match.Groups["language"].Value == "de" ? "dd.MM.uuuu" : "ddd, d MMM uuuu", CultureInfo.InvariantCulture)
            );

    private LocalDate Day(int workingDays)
    {
        var day = today;
        for (var left = Math.Abs(workingDays); left > 0; )
        {
            day = day.PlusDays(Math.Sign(workingDays));
            if (day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
                left--;
        }
        return day;
    }

    [GeneratedRegex(
        @"\{(day(?<calendar>[+-]\d{1,4})|(?<working>[+-]\d{1,3}) (?<language>en|de))\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Placeholder();
}
