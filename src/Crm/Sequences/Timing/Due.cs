namespace Crm.Sequences.Timing;

/// <summary>When a step is due.</summary>
/// <param name="Utc">In UTC; computed last.</param>
/// <param name="Local">The local date and time that was meant, <c>2026-03-29T02:30:00</c>, also where the clocks skip it; null where the delay is elapsed time, which no zone moves.</param>
/// <param name="Zone">The IANA zone that was used.</param>
internal sealed record Due(DateTimeOffset Utc, string? Local, string Zone);
