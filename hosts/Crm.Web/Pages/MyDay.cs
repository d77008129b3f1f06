using Crm.Activities;
using Crm.Components;
using Crm.Kernel;

namespace Crm.Web.Pages;

/// <summary>What the home page shows.</summary>
/// <param name="Settings">What it is shown against.</param>
/// <param name="Now">The moment.</param>
/// <param name="Day">What there is to do and to know.</param>
internal sealed record MyDay(DisplaySettings Settings, DateTimeOffset Now, DayView Day)
{
    /// <summary>Whether calls are among the tasks.</summary>
    public bool HasCalls => Day.Tasks.Any(task => task.Kind == Sequences.TaskKind.Call);

    /// <summary>Reads it for the caller.</summary>
    public static async Task<MyDay> ReadAsync(Reading reading) =>
        new(await DisplaySettings.ReadAsync(reading), reading.Get<TimeProvider>().GetUtcNow(), await reading.ReadAsync(reading.Get<GetDay>(), new NoInput()));
}
