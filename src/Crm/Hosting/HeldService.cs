using Crm.Installation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Hosting;

/// <summary>Runs a background service of the engine, except while the database is behind its mark: restored from a backup, and not recovered yet.</summary>
internal sealed class HeldService<TService>(TService service, DatabaseMark mark, TimeProvider time, ILogger<HeldService<TService>> logger) : BackgroundService
    where TService : WorkLoop
{
    private readonly LoopFailures failures = new("Comparing the database with its mark", time, logger);
    private bool isRunning;

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
                await SwitchAsync(await mark.CheckAsync(stoppingToken) == MarkState.Current, stoppingToken);
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

    private async Task SwitchAsync(bool mayRun, CancellationToken stop)
    {
        if (isRunning && !mayRun)
            await service.StopAsync(stop);
        else if (!isRunning && mayRun)
            await service.StartAsync(stop);
        isRunning = mayRun;
    }
}
