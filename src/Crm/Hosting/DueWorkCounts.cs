namespace Crm.Hosting;

/// <summary>What was carried out.</summary>
public sealed record DueWorkCounts
{
    /// <summary>Steps that were decided.</summary>
    public int Decided { get; init; }

    /// <summary>Messages that a server accepted.</summary>
    public int Sent { get; init; }

    /// <summary>Messages that were put off.</summary>
    public int Deferred { get; init; }

    /// <summary>Messages that failed or were cancelled.</summary>
    public int Failed { get; init; }

    /// <summary>Messages of which nobody knows whether they were delivered.</summary>
    public int Unknown { get; init; }

    /// <summary>Events that were published.</summary>
    public int Published { get; init; }

    /// <summary>Where the virtual clock stands in the end, in UTC; null where it was not moved.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>
    /// When the next enrollment, message or event of any tenant is due, in UTC; null where nothing is. A moment that is past: another process holds it, or its sequence is
    /// paused. What waits for people is not counted.
    /// </summary>
    public DateTimeOffset? NextDueAt { get; init; }

    internal DueWorkCounts Plus(DueWorkCounts other) =>
        new()
        {
            Decided = Decided + other.Decided,
            Sent = Sent + other.Sent,
            Deferred = Deferred + other.Deferred,
            Failed = Failed + other.Failed,
            Unknown = Unknown + other.Unknown,
            Published = Published + other.Published,
        };
}
