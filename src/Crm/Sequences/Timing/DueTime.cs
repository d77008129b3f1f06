using Crm.Values;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Crm.Sequences.Timing;

/// <summary>Computes when a step is due: local first, UTC last. Pure; safe for all threads.</summary>
/// <remarks>Send windows and limits come after this and only move it later.</remarks>
internal static class DueTime
{
    /// <summary>Longer runs of holidays than this are a mistake in a calendar, not a plan.</summary>
    private const int LongestRunOfDaysOff = 60;

    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private static readonly LocalDateTimePattern LocalPattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    /// <summary>The first moment at or after previous step and delay.</summary>
    /// <param name="previous">When the previous step was done, or the enrollment accepted.</param>
    /// <param name="delay">Minutes and hours elapse; days and business days count on the local calendar and keep the time of day.</param>
    /// <param name="at">The local time of day. With days: on the day they lead to. Otherwise the first such time at or after the delay's end. Null: none.</param>
    /// <param name="zone">The IANA zone.</param>
    /// <param name="holidays">Days off beside Saturdays and Sundays; only business days mind them.</param>
    /// <returns>Never before <paramref name="previous"/>. A local time that the clocks skip becomes the first one after it, one that comes twice is meant the first time.</returns>
    /// <exception cref="CrmException">Invalid: no such zone. Refused with <c>no-business-day</c>: more than 60 days off in a row.</exception>
    public static Due Compute(DateTimeOffset previous, Delay delay, TimeOnly? at, string zone, IReadOnlySet<DateOnly> holidays)
    {
        var rules = Zones.Rules(zone);
        var floor = Instant.FromDateTimeOffset(previous);
        var onlyBusinessDays = delay.Unit == DelayUnit.BusinessDays;
        if (delay.Unit is DelayUnit.Minutes or DelayUnit.Hours)
        {
            floor += delay.Unit == DelayUnit.Minutes ? Duration.FromMinutes(delay.Amount) : Duration.FromHours(delay.Amount);
            if (at is null)
                return new Due(floor.ToDateTimeOffset(), null, zone);
        }
        var start = floor.InZone(rules).LocalDateTime;
        var date = delay.Unit switch
        {
            DelayUnit.Days => start.Date.PlusDays(delay.Amount),
            DelayUnit.BusinessDays => AddBusinessDays(start.Date, delay.Amount, holidays),
            _ => start.Date,
        };
        if (at is null && date == start.Date)
            return new Due(floor.ToDateTimeOffset(), Text(start), zone); // 0 business days on one: now, also in the hour that comes twice
        return FirstAt(date, at is { } time ? LocalTime.FromTimeOnly(time) : start.TimeOfDay, rules, floor, onlyBusinessDays ? holidays : null);
    }

    private static Due FirstAt(LocalDate date, LocalTime time, DateTimeZone rules, Instant floor, IReadOnlySet<DateOnly>? holidays)
    {
        for (var tries = 0; tries <= LongestRunOfDaysOff; tries++, date = date.PlusDays(1))
        {
            if (holidays is not null && !IsBusinessDay(date, holidays))
                continue;
            var resolved = rules.ResolveLocal(date + time, Resolver);
            // A shift to another day (Samoa skipped a whole one) applies the time of day again, on that day.
            if (resolved.Date == date && resolved.ToInstant() >= floor)
                return new Due(resolved.ToInstant().ToDateTimeOffset(), Text(date + time), rules.Id);
        }
        throw NoBusinessDay(date);
    }

    private static LocalDate AddBusinessDays(LocalDate date, int amount, IReadOnlySet<DateOnly> holidays)
    {
        var daysOff = 0;
        for (var left = amount; left > 0 && daysOff <= LongestRunOfDaysOff; )
        {
            date = date.PlusDays(1);
            (left, daysOff) = IsBusinessDay(date, holidays) ? (left - 1, 0) : (left, daysOff + 1);
        }
        return daysOff > LongestRunOfDaysOff ? throw NoBusinessDay(date) : NextBusinessDay(date, holidays);
    }

    private static LocalDate NextBusinessDay(LocalDate date, IReadOnlySet<DateOnly> holidays)
    {
        for (var daysOff = 0; daysOff <= LongestRunOfDaysOff; daysOff++, date = date.PlusDays(1))
        {
            if (IsBusinessDay(date, holidays))
                return date;
        }
        throw NoBusinessDay(date);
    }

    private static bool IsBusinessDay(LocalDate date, IReadOnlySet<DateOnly> holidays) =>
        date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !holidays.Contains(date.ToDateOnly());

    private static string Text(LocalDateTime local) => LocalPattern.Format(local);

    private static CrmException NoBusinessDay(LocalDate date) =>
        CrmException.Refused(
            "no-business-day",
            $"There is no business day within {LongestRunOfDaysOff} days before {date:uuuu-MM-dd}; check the holidays of the calendar."
        );
}
