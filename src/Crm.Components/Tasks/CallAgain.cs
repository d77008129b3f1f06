using NodaTime;
using NodaTime.Extensions;

namespace Crm.Components;

/// <summary>When somebody is called again who was not reached.</summary>
/// <param name="Zone">The time zone of whoever is called.</param>
internal sealed record CallAgain(DateTimeZone Zone)
{
    /// <summary>In two hours.</summary>
    public static DateTimeOffset Soon(DateTimeOffset now) => now.AddHours(2);

    /// <summary>What the clock shows there.</summary>
    public ZonedDateTime Local(DateTimeOffset moment) => moment.ToInstant().InZone(Zone);

    /// <summary>The next morning there on which people work.</summary>
    public DateTimeOffset Morning(DateTimeOffset now) => TaskTimes.Morning(WorkdayAfter(Local(now).Date), Zone);

    /// <summary>Whether a weekend lies between.</summary>
    public bool IsAfterWeekend(DateTimeOffset now) => WorkdayAfter(Local(now).Date) != Local(now).Date.PlusDays(1);

    private static LocalDate WorkdayAfter(LocalDate day) =>
        day.DayOfWeek switch
        {
            IsoDayOfWeek.Friday => day.PlusDays(3),
            IsoDayOfWeek.Saturday => day.PlusDays(2),
            _ => day.PlusDays(1),
        };
}
