using Microsoft.Extensions.Logging;

namespace Crm.Events;

/// <summary>Tells subscribers events in the background of a worker. When the host stops it begins no more and waits for the calls that were begun.</summary>
internal sealed class DeliveryService(Deliveries deliveries, TimeProvider time, ILogger<DeliveryService> logger)
    : WorkLoop("Delivering events to subscribers", time, logger)
{
    /// <inheritdoc/>
    protected override IWorker CreateWorker() => new Worker(deliveries);

    private sealed class Worker(Deliveries deliveries) : IWorker
    {
        private readonly IdleSleep sleep = new();

        public async Task<TimeSpan> TakeTurnAsync(CancellationToken stop) => (await deliveries.BeginAsync(stop)).Count > 0 ? sleep.Short() : sleep.Longer();

        public async ValueTask DisposeAsync() => await deliveries.EndAsync();
    }
}
