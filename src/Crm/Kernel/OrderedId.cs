using System.Buffers.Binary;
using System.Diagnostics;

namespace Crm.Kernel;

/// <summary>
/// Ids of version 7 that sort in the order in which they were made, also within one moment: a timeline whose entries happened at the same time reads in order, under a clock that stands too.
/// Holds within a process, and between processes of one machine but for microseconds. Safe for all threads.
/// </summary>
/// <remarks>
/// A counter of 38 bits stands behind the milliseconds (RFC 9562 §6.2, method 1: fixed bit-length dedicated counter), 36 random bits behind it. The counter is the machine's monotonic time in
/// microseconds, which all its processes share, and one more where two ids are made in one; it starts anew every three days, which matters to ids of that very moment only.
/// </remarks>
internal static class OrderedId
{
    private const int LowBits = 26;
    private const int RandomBits = 36;
    private const ulong Variant = 0b10UL << 62;

    private static readonly long TicksPerMicrosecond = Math.Max(1, Stopwatch.Frequency / 1_000_000);

    private static long latest;

    /// <summary>A new id of a moment.</summary>
    public static Guid At(DateTimeOffset moment)
    {
        var count = (ulong)Next();
        Span<byte> id = stackalloc byte[16];
        // Moment and randomness are the framework's own.
        Guid.CreateVersion7(moment).TryWriteBytes(id, bigEndian: true, out _);
        var random = BinaryPrimitives.ReadUInt64BigEndian(id[8..]) & ((1UL << RandomBits) - 1);
        BinaryPrimitives.WriteUInt16BigEndian(id[6..], (ushort)(0x7000 | (int)((count >> LowBits) & 0xFFF)));
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], Variant | ((count & ((1UL << LowBits) - 1)) << RandomBits) | random);
        return new Guid(id, bigEndian: true);
    }

    private static long Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref latest);
            var next = Math.Max(last + 1, Stopwatch.GetTimestamp() / TicksPerMicrosecond);
            if (Interlocked.CompareExchange(ref latest, next, last) == last)
                return next;
        }
    }
}
