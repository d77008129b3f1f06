using System.Diagnostics;

namespace Crm.Tests.Hosts.Story;

/// <summary>Waits for what another process does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks until the answer is as wanted.</summary>
    /// <param name="ask">Asks.</param>
    /// <param name="isWanted">Whether the answer is.</param>
    /// <param name="what">What is waited for, for the failure.</param>
    /// <param name="state">What to say of the surroundings where it does not come.</param>
    public static async Task<T> AsyncOf<T>(Func<Task<T>> ask, Func<T, bool> isWanted, string what, Func<string> state)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (isWanted(answer))
                return answer;
            if (Stopwatch.GetElapsedTime(since) > Patience)
                Assert.Fail($"Waited {Patience} in vain until {what}; last was {answer}. {state()}");
            await Task.Delay(Pause);
        }
    }
}
