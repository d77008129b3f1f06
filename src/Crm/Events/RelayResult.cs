namespace Crm.Events;

/// <summary>What became of the events of one claim.</summary>
internal sealed record RelayResult
{
    /// <summary>All subscribers and the bus had them.</summary>
    public required IReadOnlyList<OutboxEvent> Published { get; init; }

    /// <summary>All subscribers had them; the bus did not take them.</summary>
    public required IReadOnlyList<OutboxEvent> Unpublished { get; init; }

    /// <summary>A subscriber failed on them, and why.</summary>
    public required IReadOnlyList<(OutboxEvent Event, string Why)> Failed { get; init; }

    /// <summary>Their turn did not come.</summary>
    public required IReadOnlyList<OutboxEvent> Left { get; init; }
}
