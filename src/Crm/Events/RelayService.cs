using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Publishes events in the background of a worker.</summary>
internal sealed class RelayService(EventRelay relay, IOptions<RelayOptions> options, TimeProvider time, ILogger<RelayService> logger)
    : WorkLoop("Publishing events", time, logger)
{
    private readonly int batch = options.Value.BatchSize;

    /// <inheritdoc/>
    protected override IWorker CreateWorker() =>
        new SimpleWorker(
            async (sleep, stop) =>
                await relay.RunOnceAsync(batch, stop) switch
                {
                    var count when count >= batch => sleep.None(),
                    > 0 => sleep.Short(),
                    _ => sleep.Longer(),
                }
        );
}
