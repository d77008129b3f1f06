using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Kernel;

/// <summary>How long to wait before trying again: growing, with full jitter that is derived from key and attempt, so that a run can be replayed.</summary>
/// <param name="First">No delay is shorter. The upper bound begins at twice this and doubles with each attempt.</param>
/// <param name="Longest">No delay is longer.</param>
/// <param name="InAll">The last attempt lies within this time after the first.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest, TimeSpan InAll)
{
    /// <summary>For sending: 5 minutes to 4 hours, 48 hours in all.</summary>
    public static Backoff Sending { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromHours(4), TimeSpan.FromHours(48));

    /// <summary>For deciding steps: 30 seconds to 30 minutes, 6 hours in all.</summary>
    public static Backoff Steps { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(30), TimeSpan.FromHours(6));

    /// <summary>The delay before the next attempt.</summary>
    /// <param name="key">What is tried, such as a message's id; the same key and attempt give the same delay.</param>
    /// <param name="attempt">How many attempts were made, from 1.</param>
    /// <param name="sinceFirst">The time since the first attempt.</param>
    /// <returns>At least <see cref="First"/>, at most <see cref="Longest"/>; null where <see cref="InAll"/> would be exceeded: give up.</returns>
    public TimeSpan? Delay(string key, int attempt, TimeSpan sinceFirst)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var ceiling = Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(attempt, 40)));
        var delay = TimeSpan.FromTicks((long)(First.Ticks + ((ceiling - First.Ticks) * Fraction(key, attempt))));
        return sinceFirst + delay > InAll ? null : delay;
    }

    /// <summary>The delay before the next attempt, where only the waiting after errors counts towards <see cref="InAll"/>: neither a pause nor a block, nor a night without a worker.</summary>
    /// <param name="key">See <see cref="Delay"/>.</param>
    /// <param name="errors">How many attempts failed, from 1.</param>
    /// <returns>Null: give up.</returns>
    public TimeSpan? DelayAfter(string key, int errors)
    {
        var waited = TimeSpan.Zero;
        for (var attempt = 1; attempt < errors; attempt++)
        {
            if (Delay(key, attempt, waited) is not { } delay)
                return null;
            waited += delay;
        }
        return Delay(key, errors, waited);
    }

    private static double Fraction(string key, int attempt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{key}#{attempt}"), hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) / (double)(1UL << 53);
    }
}
