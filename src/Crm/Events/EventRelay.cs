using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>
/// Publishes committed events, oldest first: to each plugin's subscriber once (more often where it, or this process, breaks in between), then on the bus. What a subscriber fails on
/// is handed to it again in growing steps and parked after some attempts. Safe for any number of relays and processes.
/// </summary>
internal sealed class EventRelay(EventLeases claims, EventDelivery delivery, EventPublisher publisher, IOptions<RelayOptions> options, TimeProvider time)
{
    /// <summary>Publishes what was not published, at most one claim.</summary>
    /// <param name="max">How many events at most, 1–1000.</param>
    /// <param name="cancellationToken">Ends it early; what is left is given back.</param>
    /// <returns>How many were claimed.</returns>
    /// <exception cref="TransientStoreException">The database does not answer; nothing is lost.</exception>
    public async Task<int> RunOnceAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 1000);
        var (claimed, handled) = await claims.ClaimAsync(max, cancellationToken);
        if (claimed.Count == 0)
            return 0;
        using var trace = Telemetry.Source.StartActivity("crm.events.relay");
        trace?.SetTag("crm.events", claimed.Count);
        var started = time.GetTimestamp();
        var delivered = new List<(OutboxEvent Row, CrmEvent Event)>(claimed.Count);
        var failed = new List<(OutboxEvent Event, string Why)>();
        foreach (var row in claimed)
        {
            // Past half the lease another relay may be near: what is left is given back.
            if (cancellationToken.IsCancellationRequested || time.GetElapsedTime(started) > options.Value.Lease / 2)
                break;
            var occurred = Of(row);
            if (await DeliverAsync(row, occurred, handled, cancellationToken) is { } why)
                failed.Add((row, why));
            else
                delivered.Add((row, occurred));
        }
        var isPublished = await publisher.PublishAsync(delivered.ConvertAll(one => one.Event), cancellationToken);
        var rows = delivered.ConvertAll(one => one.Row);
        await claims.SettleAsync(
            new RelayResult
            {
                Published = isPublished ? rows : [],
                Unpublished = isPublished ? [] : rows,
                Failed = failed,
                Left = [.. claimed.Skip(rows.Count + failed.Count)],
            }
        );
        return claimed.Count;
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

    /// <summary>Hands an event to all that want it; each one's success is kept at once.</summary>
    private async Task<string?> DeliverAsync(OutboxEvent row, CrmEvent occurred, ILookup<CrmEventId, string> handled, CancellationToken cancellationToken)
    {
        List<string> done = [];
        string? failure = null;
        foreach (var subscriber in delivery.Wanting(occurred, handled))
        {
            if (await delivery.HandAsync(subscriber, occurred, cancellationToken) is { } why)
                failure = why;
            else
                done.Add(subscriber.Key);
        }
        await claims.RememberAsync(row, done);
        return failure;
    }
}
