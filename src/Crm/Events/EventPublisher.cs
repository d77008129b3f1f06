using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Publishes events on the bus, within a limit of time. A bus that fails is left alone but for one try every 30 seconds.</summary>
internal sealed partial class EventPublisher(IEventBus bus, IOptions<RelayOptions> options, TimeProvider time, ILogger<EventPublisher> logger)
{
    private readonly Breaker breaker = new(opensAt: 1, time);

    /// <summary>Whether the bus was away and is to be tried again.</summary>
    public bool IsProbing => breaker.IsProbeDue;

    /// <summary>Publishes them, if the bus is there.</summary>
    /// <returns>Whether the bus took them, and whether it may have been away before.</returns>
    public async Task<(bool IsPublished, bool IsBack)> PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken)
    {
        if (breaker.IsOpen && !breaker.TryProbe())
            return (false, false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Value.PublishTimeout);
        try
        {
            await bus.PublishAsync(events, patience.Token).WaitAsync(patience.Token);
            return (true, breaker.Succeed());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (!cancellationToken.IsCancellationRequested && breaker.Fail())
                LogBus(logger, exception.GetType().Name, events.Count);
            return (false, false);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The bus did not accept {Count} events ({Exception}). Subscribers receive them anyway; the bus is tried every 30 seconds, and then receives what it missed."
    )]
    private static partial void LogBus(ILogger logger, string exception, int count);
}
