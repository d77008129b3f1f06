using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Publishes events on the bus, within a limit of time.</summary>
internal sealed partial class EventPublisher(IEventBus bus, IOptions<RelayOptions> options, Waypoints waypoints, ILogger<EventPublisher> logger)
{
    /// <summary>Publishes them.</summary>
    /// <returns>Whether the bus took them.</returns>
    public async Task<bool> PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken)
    {
        var isPublished = events.Count == 0 || await TryPublishAsync(events, cancellationToken);
        waypoints.Reached("relay.published");
        return isPublished;
    }

    private async Task<bool> TryPublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.PublishTimeout);
        try
        {
            await bus.PublishAsync(events, patience.Token).WaitAsync(patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogBus(logger, exception.GetType().Name, events.Count);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bus did not take {Count} events ({Exception}); publishing them again in a few seconds.")]
    private static partial void LogBus(ILogger logger, string exception, int count);
}
