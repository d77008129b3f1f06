using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Events;

/// <summary>Publishes events in the background of a worker.</summary>
internal sealed class RelayService(EventRelay relay, IOptions<RelayOptions> options, TimeProvider time, ILogger<RelayService> logger)
    : WorkLoop("Publishing events", time, logger)
{
    /// <inheritdoc/>
    protected override IWorker CreateWorker() =>
        new SimpleWorker(
            async (sleep, stop) =>
                (await relay.PublishAsync(options.Value.BatchSize, stop)).Count switch
                {
                    var count when count >= options.Value.BatchSize => sleep.None(),
                    > 0 => sleep.Short(),
                    _ => sleep.Longer(),
                }
        );
}
