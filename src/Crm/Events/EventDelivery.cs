using System.Text.Json;
using Crm.Plugins;
using Crm.Records;
using Crm.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using EventId = Crm.Records.EventId;

namespace Crm.Events;

/// <summary>Hands one event to the plugins' subscribers, each in a scope of its own.</summary>
internal sealed partial class EventDelivery(PluginCatalog plugins, IServiceScopeFactory scopes, ILogger logger)
{
    /// <summary>The subscribers that want an event and have not handled it.</summary>
    public IReadOnlyList<SubscriberType> Wanting(OutboxEvent row, ILookup<EventId, string> handled) =>
        [.. plugins.EventSubscribers.Where(subscriber => subscriber.Wants(row.Type) && !handled[row.Id].Contains(subscriber.Key))];

    /// <summary>Hands an event to a subscriber.</summary>
    /// <returns>Null where it was handled; else why not, without anything that the subscriber said.</returns>
    public async Task<string?> HandAsync(SubscriberType subscriber, CrmEvent occurred, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await subscriber.From(scope.ServiceProvider).HandleAsync(occurred, patience.Token).WaitAsync(patience.Token);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, exception, subscriber.Key, occurred.Id);
            return exception is OperationCanceledException
                ? $"{subscriber.Key} did not answer within {limit}."
                : $"{subscriber.Key}: {exception.GetType().Name}.";
        }
    }

    /// <summary>An event as subscribers see it.</summary>
    public static CrmEvent Told(OutboxEvent row) =>
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The subscriber {Subscriber} failed on event {Event}; it is told again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string subscriber, EventId @event);
}
