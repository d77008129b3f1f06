using NodaTime;

namespace Crm.Components;

/// <summary>When tasks are put off to.</summary>
internal static class TaskTimes
{
    private static readonly LocalTime Nine = new(9, 0);

    /// <summary>Nine o'clock, some days from now, where the reader is.</summary>
    public static DateTimeOffset Morning(DisplaySettings settings, DateTimeOffset now, int days) =>
        Morning(settings.Local(now).Date.PlusDays(days), settings.Zone);

    /// <summary>Nine o'clock on a day in a zone.</summary>
    public static DateTimeOffset Morning(LocalDate day, DateTimeZone zone) => day.At(Nine).InZoneLeniently(zone).ToDateTimeOffset();
}
