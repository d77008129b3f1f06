using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Messages.Sending;

/// <summary>Sends in the background of a worker. When the host stops it claims no more, lets what passed the gate come to its end, and gives the rest back.</summary>
internal sealed partial class SenderService(MessageSender sender, SenderOptions options, TimeProvider time, ILogger<SenderService> logger) : BackgroundService
{
    /// <summary>A server that keeps one sender waiting must not keep all mail waiting.</summary>
    private const int Senders = 4;

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource breakOff = new();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        breakOff.CancelAfter(options.StopTime);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        breakOff.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        var sleep = ShortestSleep;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var counts = await sender.RunOnceAsync(options.BatchSize, stoppingToken, breakOff.Token);
                sleep =
                    !counts.IsIdle ? TimeSpan.Zero
                    : sleep == TimeSpan.Zero ? ShortestSleep
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending failed; tried again in a few seconds.")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
