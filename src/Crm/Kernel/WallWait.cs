namespace Crm.Kernel;

/// <summary>A wait by the wall clock. Where that is set back, the wait ends at once rather than hours later.</summary>
/// <param name="Until">When it ends.</param>
/// <param name="Length">How long it was to be.</param>
internal readonly record struct WallWait(DateTimeOffset Until, TimeSpan Length)
{
    /// <summary>Begins one.</summary>
    public static WallWait Begin(TimeSpan length, TimeProvider time) => new(time.GetUtcNow() + length, length);

    /// <summary>Whether it has ended; one that never began has.</summary>
    public bool IsOver(TimeProvider time) => time.GetUtcNow() is var now && (now >= Until || Until - now > Length);
}
