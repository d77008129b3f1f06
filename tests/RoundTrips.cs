using System.Diagnostics;

namespace Crm.Tests;

/// <summary>How often a read goes to PostgreSQL and back: on a network each time costs what a page's query costs.</summary>
internal static class RoundTrips
{
    /// <summary>The transaction's beginning travels with the first command, its end by itself.</summary>
    private const int End = 1;

    /// <summary>Counts those of a read in one transaction, once what is compiled and prepared only once has been.</summary>
    public static async Task<(T Result, int Trips)> CountAsync<T>(Func<Task<T>> read)
    {
        await read();
        var trips = 0;
        using var root = new Activity("read").Start();
        using var count = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = command =>
            {
                if (command.TraceId == root.TraceId)
                    Interlocked.Increment(ref trips);
            },
        };
        ActivitySource.AddActivityListener(count);
        var result = await read();
        return (result, trips + End);
    }
}
