using Crm.Activities;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Web.Pages;

/// <summary>What the home page shows.</summary>
/// <param name="Settings">What it is shown against.</param>
/// <param name="Now">The moment.</param>
/// <param name="Day">What there is to do and to know.</param>
internal sealed record MyDay(DisplaySettings Settings, DateTimeOffset Now, DayView Day)
{
    private const int MostBlocked = 50;

    /// <summary>Enrollments in the reader's name that something keeps from going on, the newest first; those whose message waits for an answer stand with the messages.</summary>
    public IReadOnlyList<EnrollmentRow> Blocked { get; init; } = [];

    /// <summary>Whether calls are among the tasks.</summary>
    public bool HasCalls => Day.Tasks.Any(task => task.Kind == TaskKind.Call);

    /// <summary>Reads it for the caller.</summary>
    public static async Task<MyDay> ReadAsync(Reading reading)
    {
        var settings = await DisplaySettings.ReadAsync(reading);
        var day = await reading.ReadAsync(reading.Get<GetDay>(), new NoInput());
        return new MyDay(settings, reading.Get<TimeProvider>().GetUtcNow(), day)
        {
            Blocked = day.BlockedEnrollments > 0 && settings.Me is { } me ? await BlockedAsync(reading, me) : [],
        };
    }

    private static async Task<IReadOnlyList<EnrollmentRow>> BlockedAsync(Reading reading, MemberId me)
    {
        var input = new ListEnrollmentsInput
        {
            Owner = me,
            States = [EnrollmentState.Blocked],
            Page = new PageRequest(MostBlocked),
        };
        var rows = (await reading.ReadAsync(reading.Get<ListEnrollments>(), input)).Rows;
        return [.. rows.Where(row => row.Enrollment.Cause?.StartsWith("message:", StringComparison.Ordinal) != true)];
    }
}
