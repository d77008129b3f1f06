using System.Globalization;
using CsCheck;

namespace Crm.Sequences.Timing;

public sealed class DueTimeTests
{
    private static readonly HashSet<DateOnly> NoHolidays = [];
    private static readonly string[] ZonesTried = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
    private static readonly Gen<string> AnyZone = Gen.Int[0, ZonesTried.Length - 1].Select(index => ZonesTried[index]);
    private static readonly Gen<DateTimeOffset> AnyMoment = Gen.Long[0, 10L * 366 * 24 * 60]
        .Select(minutes => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
    private static readonly Gen<Delay> AnyDelay = Gen.Select(Gen.Int[0, 40], Gen.Enum<DelayUnit>(), (amount, unit) => new Delay(amount, unit));
    private static readonly Gen<TimeOnly> AnyTime = Gen.Int[0, (24 * 60) - 1].Select(minute => TimeOnly.MinValue.AddMinutes(minute));
    private static readonly Gen<TimeOnly?> AnyTimeOrNone = Gen.Select(Gen.Bool, AnyTime, (none, time) => none ? (TimeOnly?)null : time);

    [TestCase(
        "2026-03-27T09:00Z",
        "2 business days",
        null,
        "Europe/Berlin",
        "2026-03-31T08:00Z",
        TestName = "Business_days_step_over_a_weekend_and_keep_the_local_time"
    )]
    [TestCase("2026-03-28T09:00Z", "0 business days", null, "Europe/Berlin", "2026-03-30T08:00Z", TestName = "Zero_business_days_on_a_weekend_move_to_Monday")]
    [TestCase("2026-03-27T09:00Z", "0 business days", null, "Europe/Berlin", "2026-03-27T09:00Z", TestName = "Zero_business_days_on_a_business_day_are_now")]
    [TestCase(
        "2026-03-27T09:00Z",
        "0 business days",
        "08:00",
        "Europe/Berlin",
        "2026-03-30T06:00Z",
        TestName = "Zero_business_days_after_the_time_of_day_are_the_next_business_day"
    )]
    [TestCase("2026-03-28T09:00Z", "1 business day", null, "Europe/Berlin", "2026-03-30T08:00Z", TestName = "One_business_day_after_a_Saturday_is_Monday")]
    [TestCase("2026-04-02T07:00Z", "1 business day", "09:00", "Europe/Berlin", "2026-04-07T07:00Z", TestName = "Holidays_are_no_business_days")]
    [TestCase("2026-03-28T17:00Z", "1 day", null, "Europe/Berlin", "2026-03-29T16:00Z", TestName = "A_day_keeps_the_local_time_over_a_clock_change")]
    [TestCase("2026-03-28T17:00Z", "24 hours", null, "Europe/Berlin", "2026-03-29T17:00Z", TestName = "Hours_elapse_over_a_clock_change")]
    [TestCase("2026-01-05T16:00Z", "1 day", "09:00", "Europe/Berlin", "2026-01-06T08:00Z", TestName = "A_day_with_a_time_is_tomorrow_at_that_time")]
    [TestCase("2026-01-05T07:00Z", "0", "09:00", "Europe/Berlin", "2026-01-05T08:00Z", TestName = "No_delay_with_a_time_is_today_at_that_time")]
    [TestCase("2026-01-05T09:00Z", "0", "09:00", "Europe/Berlin", "2026-01-06T08:00Z", TestName = "No_delay_with_a_time_that_is_over_is_tomorrow")]
    [TestCase(
        "2026-01-05T22:30Z",
        "2 hours",
        "00:45",
        "Europe/Berlin",
        "2026-01-06T23:45Z",
        TestName = "Hours_with_a_time_are_the_first_such_time_after_the_delay"
    )]
    [TestCase(
        "2026-03-28T12:00Z",
        "1 day",
        "02:30",
        "Europe/Berlin",
        "2026-03-29T01:00Z",
        TestName = "A_local_time_that_is_skipped_becomes_the_first_after_it"
    )]
    [TestCase("2026-10-24T12:00Z", "1 day", "02:30", "Europe/Berlin", "2026-10-25T00:30Z", TestName = "A_local_time_that_comes_twice_happens_the_first_time")]
    [TestCase("2026-10-25T00:45Z", "0", "02:30", "Europe/Berlin", "2026-10-26T01:30Z", TestName = "A_local_time_that_comes_twice_happens_once")]
    [TestCase("2026-10-03T12:00Z", "1 day", "02:15", "Australia/Lord_Howe", "2026-10-03T15:30Z", TestName = "A_gap_of_half_an_hour_is_honoured")]
    [TestCase("2011-12-29T12:00Z", "2 days", "09:00", "Pacific/Apia", "2011-12-30T19:00Z", TestName = "A_shift_to_another_day_applies_the_time_of_day_again")]
    [TestCase("2026-01-05T12:00Z", "30 minutes", "17:50", "Asia/Kathmandu", "2026-01-06T12:05Z", TestName = "Zones_with_odd_offsets_are_honoured")]
    public void Is_due(string previous, string delay, string? at, string zone, string expected)
    {
        HashSet<DateOnly> easter = [new(2026, 4, 3), new(2026, 4, 6)];
        var due = DueTime.Compute(Utc(previous), Delay.Parse(delay), at is null ? null : TimeOnly.Parse(at, CultureInfo.InvariantCulture), zone, easter);
        Assert.That(due.Utc, Is.EqualTo(Utc(expected)));
        Assert.That(due.Zone, Is.EqualTo(zone));
    }

    [Test]
    public void Never_lies_before_the_previous_step() =>
        Gen.Select(AnyMoment, AnyDelay, AnyTimeOrNone, AnyZone)
            .Sample((previous, delay, at, zone) => DueTime.Compute(previous, delay, at, zone, NoHolidays).Utc >= previous);

    [Test]
    public void A_longer_delay_is_never_due_earlier() =>
        Gen.Select(AnyMoment, AnyDelay, Gen.Int[0, 20], AnyTimeOrNone, AnyZone)
            .Sample(
                (previous, delay, more, at, zone) =>
                    DueTime.Compute(previous, delay, at, zone, NoHolidays).Utc
                    <= DueTime.Compute(previous, new Delay(delay.Amount + more, delay.Unit), at, zone, NoHolidays).Utc
            );

    [Test]
    public void With_a_time_of_day_a_later_previous_step_is_never_due_earlier() =>
        Gen.Select(AnyMoment, Gen.Int[0, 5000], AnyDelay, AnyTime, AnyZone)
            .Sample(
                (previous, minutes, delay, at, zone) =>
                    DueTime.Compute(previous, delay, at, zone, NoHolidays).Utc <= DueTime.Compute(previous.AddMinutes(minutes), delay, at, zone, NoHolidays).Utc
            );

    [Test]
    public void Business_days_end_on_a_business_day() =>
        Gen.Select(AnyMoment, Gen.Int[0, 40], AnyTimeOrNone, AnyZone)
            .Sample(
                (previous, amount, at, zone) =>
                {
                    var due = DueTime.Compute(previous, new Delay(amount, DelayUnit.BusinessDays), at, zone, NoHolidays);
                    var day = DateTime.Parse(due.Local!, CultureInfo.InvariantCulture).DayOfWeek;
                    return day is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
                }
            );

    [Test]
    public void The_local_time_is_the_one_meant_or_the_first_after_it() =>
        Gen.Select(AnyMoment, AnyDelay, AnyTime, AnyZone)
            .Sample(
                (previous, delay, at, zone) =>
                {
                    var due = DueTime.Compute(previous, delay, at, zone, NoHolidays);
                    var clock = TimeZoneInfo.ConvertTime(due.Utc, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime;
                    var meant = DateTime.Parse(due.Local!, CultureInfo.InvariantCulture);
                    return TimeOnly.FromDateTime(meant) == at && clock >= meant && clock - meant <= TimeSpan.FromHours(1);
                }
            );

    [Test]
    public void Another_zone_keeps_the_local_time_and_moves_the_moment()
    {
        var newYork = DueTime.Compute(Utc("2026-01-05T07:00Z"), Delay.None, new TimeOnly(9, 0), "America/New_York", NoHolidays);
        Assert.That(newYork, Is.EqualTo(new Due(Utc("2026-01-05T14:00Z"), "2026-01-05T09:00:00", "America/New_York")));
        var backTooLate = DueTime.Compute(Utc("2026-01-05T12:00Z"), Delay.None, new TimeOnly(9, 0), "Europe/Berlin", NoHolidays);
        Assert.That(backTooLate.Utc, Is.EqualTo(Utc("2026-01-06T08:00Z")));
    }

    [Test]
    public void Another_zone_does_not_move_elapsed_time()
    {
        var due = DueTime.Compute(Utc("2026-01-05T07:00Z"), Delay.Parse("90 minutes"), null, "Europe/Berlin", NoHolidays);
        Assert.That(DueTime.Compute(Utc("2026-01-05T07:00Z"), Delay.Parse("90 minutes"), null, "Asia/Tokyo", NoHolidays).Utc, Is.EqualTo(due.Utc));
    }

    [Test]
    public void A_time_in_any_zone_never_lies_before_the_floor() =>
        Gen.Select(AnyMoment, AnyDelay, AnyTimeOrNone, AnyZone)
            .Sample((previous, delay, at, zone) => DueTime.Compute(previous, delay, at, zone, NoHolidays).Utc >= previous);

    [Test]
    public void A_calendar_of_nothing_but_holidays_is_refused_and_no_loop()
    {
        var all = Enumerable.Range(0, 400).Select(new DateOnly(2026, 1, 1).AddDays).ToHashSet();
        foreach (var delay in new[] { "0 business days", "1 business day" })
            Assert.That(
                () => DueTime.Compute(Utc("2026-01-05T07:00Z"), Delay.Parse(delay), null, "UTC", all),
                Throws.TypeOf<CrmException>().With.Message.Contains("no business day")
            );
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
