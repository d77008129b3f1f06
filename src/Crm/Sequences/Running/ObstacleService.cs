using Microsoft.Extensions.Logging;

namespace Crm.Sequences.Running;

/// <summary>Looks once a minute, and when the host starts, whether blocked enrollments can go on.</summary>
internal sealed class ObstacleService(ObstacleSweep sweep, TimeProvider time, ILogger<ObstacleService> logger)
    : WorkLoop("Releasing blocked enrollments", time, logger)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override IWorker CreateWorker() =>
        new SimpleWorker(
            async (_, stop) =>
            {
                await sweep.RunOnceAsync(stop);
                return BetweenLooks;
            }
        );
}
