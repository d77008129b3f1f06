using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Events;

/// <summary>Tells events in the background of a worker.</summary>
internal sealed partial class RelayService(EventRelay relay, RelayOptions options, TimeProvider time, ILogger<RelayService> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None);

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var sleep = ShortestSleep;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var told = await relay.RunOnceAsync(options.BatchSize, stoppingToken);
                sleep =
                    told >= options.BatchSize ? TimeSpan.Zero
                    : told > 0 || sleep == TimeSpan.Zero ? ShortestSleep
                    : sleep * 2 < LongestSleep ? sleep * 2
                    : LongestSleep;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The loop must outlive a database that is away for an hour.
                LogBroken(logger, exception);
                sleep = AfterError;
            }
            if (sleep > TimeSpan.Zero)
                await Task.Delay(sleep, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Telling events failed; tried again in a few seconds.")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
