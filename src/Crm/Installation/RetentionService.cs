using Microsoft.Extensions.Logging;

namespace Crm.Installation;

/// <summary>Deletes what was kept long enough in the background of a worker: a portion at a time, once an hour from the beginning.</summary>
internal sealed class RetentionService(Retention retention, TimeProvider time, ILogger<RetentionService> logger) : WorkLoop("Deleting old rows", time, logger)
{
    private static readonly TimeSpan BetweenPasses = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override IWorker CreateWorker() => new Worker(retention);

    private sealed class Worker(Retention retention) : IWorker
    {
        private readonly IdleSleep sleep = new();
        private IAsyncEnumerator<int>? pass;

        public async Task<TimeSpan> TakeTurnAsync(CancellationToken stop)
        {
            pass ??= retention.PassAsync(stop).GetAsyncEnumerator(stop);
            var isOver = true;
            try
            {
                isOver = !await pass.MoveNextAsync();
            }
            finally
            {
                if (isOver)
                    await DisposeAsync();
            }
            return isOver ? BetweenPasses : sleep.Short();
        }

        public async ValueTask DisposeAsync()
        {
            if (pass is not null)
                await pass.DisposeAsync();
            pass = null;
        }
    }
}
