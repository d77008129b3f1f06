using System.Collections.Concurrent;
using System.Text.Json;
using Crm.Plugins;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using EventId = Crm.Records.EventId;

namespace Crm.Events;

/// <summary>Hands one event to the plugins' subscribers, each in a scope of its own.</summary>
internal sealed partial class EventDelivery(PluginCatalog plugins, IServiceScopeFactory scopes, ILogger logger)
{
    /// <summary>Calls of subscribers that were given up before they first awaited: such a thread cannot be ended, and each subscriber has no more than one.</summary>
    private readonly ConcurrentDictionary<string, Task> hanging = new();

    /// <summary>The subscribers that want an event and have not handled it.</summary>
    public IReadOnlyList<SubscriberType> Wanting(OutboxEvent row, ILookup<EventId, string> handled) =>
        [.. plugins.EventSubscribers.Where(subscriber => subscriber.Wants(row.Type) && !handled[row.Id].Contains(subscriber.Key))];

    /// <summary>Hands an event to a subscriber.</summary>
    /// <returns>Null where it was handled; else why not, without anything that the subscriber said.</returns>
    public async Task<string?> HandAsync(SubscriberType subscriber, CrmEvent occurred, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (hanging.TryGetValue(subscriber.Key, out var before) && !before.IsCompleted)
            return $"{subscriber.Key} has not come back from an earlier event.";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(limit);
        Task? begun = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var provider = scope.ServiceProvider;
            // On another thread: what it does before it first awaits is not to be waited for either.
            var handling = Task.Factory.StartNew(
                () => subscriber.From(provider).HandleAsync(occurred, patience.Token),
                CancellationToken.None,
                TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default
            );
            begun = handling;
            await handling.Unwrap().WaitAsync(patience.Token);
            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, exception, subscriber.Key, occurred.Id);
            if (begun is { IsCompleted: false })
                hanging[subscriber.Key] = begun;
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
