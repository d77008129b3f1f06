using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;

namespace Crm.Installation;

/// <summary>Deletes what was kept long enough, of all tenants, in portions that keep nobody waiting. Messages are never deleted: they are the proof that nothing is sent twice.</summary>
internal sealed class Retention(ISystemStore store, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int Portion = 500;

    private delegate Task<RetentionPortion> Delete(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken);

    /// <summary>Goes through everything once, a transaction for each portion.</summary>
    /// <returns>How many rows each portion deleted.</returns>
    public async IAsyncEnumerable<int> PassAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var keep = options.Value;
        (TimeSpan? Time, Func<IRetentionStore, Delete> Delete)[] kinds =
        [
            (keep.Events, rows => rows.DeleteEventsAsync),
            (keep.IdempotencyKeys, rows => rows.DeleteRequestsAsync),
            (keep.Executions, rows => rows.DeleteExecutionsAsync),
            (keep.Audit, rows => rows.DeleteAuditAsync),
        ];
        foreach (var (kept, delete) in kinds)
        {
            if (time.GetUtcNow().ToMicroseconds() - kept is not { } before)
                continue;
            RetentionPortion portion = default;
            do
            {
                await using (var unit = await store.BeginAsync(cancellationToken))
                {
                    portion = await delete(unit.Retention)(before, portion.Next, Portion, cancellationToken);
                    await unit.CommitAsync(cancellationToken);
                }
                yield return portion.Deleted;
            } while (portion.Next is not null);
        }
    }
}
