using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Hands one event to the plugins' subscribers, each in a scope of its own.</summary>
internal sealed partial class EventDelivery(PluginCatalog plugins, IServiceScopeFactory scopes, IOptions<RelayOptions> options, ILogger<EventDelivery> logger)
{
    /// <summary>Calls of subscribers that were given up before they first awaited: such a thread cannot be ended, and each subscriber has no more than one.</summary>
    private readonly ConcurrentDictionary<string, Task> hanging = new();

    /// <summary>The subscribers that want an event and have not handled it.</summary>
    public IReadOnlyList<SubscriberType> Wanting(CrmEvent occurred, ILookup<CrmEventId, string> handled) =>
        [.. plugins.EventSubscribers.Where(subscriber => subscriber.Wants(occurred.Type) && !handled[occurred.Id].Contains(subscriber.Key))];

    /// <summary>Hands an event to a subscriber.</summary>
    /// <returns>Null where it was handled; else why not, without anything that the subscriber said.</returns>
    public async Task<string?> HandAsync(SubscriberType subscriber, CrmEvent occurred, CancellationToken stop)
    {
        if (hanging.TryGetValue(subscriber.Key, out var before) && !before.IsCompleted)
            return $"{subscriber.Key} has not returned from an earlier event.";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(options.Value.SubscriberTime);
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
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return "The host is stopping.";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            LogFailed(logger, exception, subscriber.Key, occurred.Id);
            if (begun is { IsCompleted: false })
                hanging[subscriber.Key] = begun;
            return exception is OperationCanceledException
                ? $"{subscriber.Key} did not finish within {options.Value.SubscriberTime}."
                : $"{subscriber.Key}: {exception.GetType().Name}.";
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The subscriber {Subscriber} failed on event {Event}; the event will be delivered again.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string subscriber, CrmEventId @event);
}
