using System.Text.Json;

namespace Crm.Events;

/// <summary>
/// Publishes committed events on the bus, which is only a hint and waits for nobody, and puts them into the inboxes of the subscribers that want them. Safe for any number of relays and processes.
/// </summary>
internal sealed class EventRelay(EventLeases claims, EventPublisher publisher, Deliveries deliveries)
{
    /// <summary>Publishes what was not published, at most one claim, and tells subscribers what is due, at most one claim each.</summary>
    /// <param name="max">How many events are published at most, 1–1000.</param>
    /// <param name="cancellationToken">Ends it early; what is left is given back.</param>
    /// <returns>How many events were worked on.</returns>
    /// <exception cref="TransientStoreException">The database does not answer; nothing is lost.</exception>
    public async Task<int> RunOnceAsync(int max, CancellationToken cancellationToken)
    {
        var published = await PublishAsync(max, cancellationToken);
        return published.Union(await deliveries.RunOnceAsync(cancellationToken)).Count();
    }

    /// <summary>Publishes what was not published, at most one claim, and puts it into the inboxes.</summary>
    /// <returns>The events.</returns>
    public async Task<IReadOnlyList<CrmEventId>> PublishAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        var claimed = await claims.ClaimAsync(max, cancellationToken);
        if (claimed.Count == 0 && publisher.IsProbing)
            claimed = await claims.ClaimAnyAsync(cancellationToken);
        if (claimed.Count == 0)
            return [];
        using var trace = Telemetry.Source.StartActivity("crm.events.relay");
        trace?.SetTag("crm.events", claimed.Count);
        var (isPublished, isBack) = await publisher.PublishAsync([.. claimed.Select(Of)], cancellationToken);
        await claims.SettleAsync(claimed, isPublished);
        if (isBack)
            await claims.ReleaseAsync();
        return [.. claimed.Select(row => row.Id)];
    }

    /// <summary>An event as subscribers see it.</summary>
    internal static CrmEvent Of(OutboxEvent row) =>
        new()
        {
            Id = row.Id,
            Tenant = row.Tenant,
            Type = row.Type,
            OccurredAt = row.OccurredAt,
            Record = row is { Record: { } record, RecordType: { } type } ? new RecordRef(type, record) : null,
            Payload = JsonElement.Parse(row.Payload),
            Causes = row.Causes,
        };
}
