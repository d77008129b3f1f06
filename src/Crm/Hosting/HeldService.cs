using Crm.Installation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Hosting;

/// <summary>Runs a background service of the engine, except while the database is behind its mark: restored from a backup, and not recovered yet.</summary>
internal sealed partial class HeldService<TService>(TService service, DatabaseMark mark, TimeProvider time, ILogger<HeldService<TService>> logger)
    : BackgroundService
    where TService : WorkLoop
{
    private readonly LoopFailures failures = new("Comparing the database with its mark", time, logger);
    private bool isRunning;
    private bool isTold;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (mark.File.IsKept)
            await base.StartAsync(cancellationToken);
        else
            await service.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await service.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        service.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SwitchAsync(await mark.LookAsync(stoppingToken), stoppingToken);
                failures.Clear();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                failures.Add(exception);
            }
            await Task.Delay(DatabaseMark.Between, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SwitchAsync(bool isBehind, CancellationToken stop)
    {
        if (isBehind && !isTold)
            LogHeld(logger, typeof(TService).Name);
        isTold = isBehind;
        if (isRunning && isBehind)
            await service.StopAsync(stop);
        else if (!isRunning && !isBehind)
            await service.StartAsync(stop);
        isRunning = !isBehind;
    }

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The database is older than its last mark: it was restored from a backup, and {Service} would repeat what was done since. It does not run until the recovery was begun."
    )]
    private static partial void LogHeld(ILogger logger, string service);
}
