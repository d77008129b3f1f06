namespace Crm.Kernel;

/// <summary>Times as both databases keep them.</summary>
internal static class Microseconds
{
    /// <summary>Cuts what is finer than a microsecond, and turns to UTC: what was written is read back the same.</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset moment) =>
        new(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
