using System.Collections.Concurrent;
using Crm.Events;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Crm.Timeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Components;

/// <summary>
/// Tells open pages that a record changed, whichever process changed it: while pages are open it asks the database twice a second, once for each tenant. What it tells are ids; what happened, each page reads with the rights
/// of its own reader. Safe from any thread.
/// </summary>
internal sealed partial class LiveChanges(IServiceScopeFactory scopes, TimeProvider time, ILogger<LiveChanges> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>How late a transaction may commit what it had written down before, and still be seen.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<Subscription, bool> subscriptions = new();
    private readonly ConcurrentDictionary<TenantId, Seen> seen = new();
    private readonly Lock starting = new();
    private Task? loop;

    /// <summary>Calls back with the records that changed, from a thread of the pool, until the result is disposed.</summary>
    /// <param name="tenant">Whose records.</param>
    /// <param name="onChanged">Must return soon; what it throws is logged.</param>
    public IDisposable Subscribe(TenantId tenant, Action<IReadOnlySet<RecordId>> onChanged)
    {
        var subscription = new Subscription(this, tenant, onChanged);
        subscriptions[subscription] = true;
        lock (starting)
            loop ??= Task.Run(RunAsync);
        return subscription;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (loop is { } running)
            await running;
        ending.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        var isAway = false;
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                try
                {
                    foreach (var tenant in subscriptions.Keys.Select(one => one.Tenant).Distinct())
                        await LookAsync(tenant);
                    isAway = false;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    // One line per outage: pages keep what they show and catch up when the database answers.
                    if (!isAway)
                        LogAway(logger, exception);
                    isAway = true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host ends.
        }
    }

    private async Task LookAsync(TenantId tenant)
    {
        var now = time.GetUtcNow();
        var known = seen.GetOrAdd(tenant, _ => new Seen(now));
        await using var scope = scopes.CreateAsyncScope();
        var changes = await scope
            .ServiceProvider.GetRequiredService<ListChanges>()
            .ExecuteAsync(new Caller(tenant, Actor.System("live")), new ListChangesInput(known.From(now - Overlap)), ending.Token);
        var records = new HashSet<RecordId>();
        foreach (var change in changes.Where(change => known.IsNew(change.Event)))
            records.UnionWith([change.Record.Id, .. change.ShownIn]);
        known.Forget(now - Overlap - Overlap);
        if (records.Count == 0)
            return;
        foreach (var subscription in subscriptions.Keys.Where(one => one.Tenant == tenant))
            Call(subscription, records);
    }

    private void Call(Subscription subscription, HashSet<RecordId> records)
    {
        try
        {
            subscription.OnChanged(records);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
        {
            LogGone(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open pages do not learn of changes: the database does not answer.")]
    private static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A page was gone before it learned of a change.")]
    private static partial void LogGone(ILogger logger, Exception exception);

    private sealed class Subscription(LiveChanges changes, TenantId tenant, Action<IReadOnlySet<RecordId>> onChanged) : IDisposable
    {
        public TenantId Tenant => tenant;

        public Action<IReadOnlySet<RecordId>> OnChanged => onChanged;

        public void Dispose() => changes.subscriptions.TryRemove(this, out _);
    }

    /// <summary>Events of one tenant that pages know; used by the loop alone.</summary>
    private sealed class Seen(DateTimeOffset begun)
    {
        private readonly Dictionary<CrmEventId, DateTimeOffset> events = [];

        public DateTimeOffset From(DateTimeOffset wanted) => wanted > begun ? wanted : begun;

        public bool IsNew(CrmEventId id) => events.TryAdd(id, MomentOf(id));

        public void Forget(DateTimeOffset before)
        {
            foreach (var (id, _) in events.Where(one => one.Value < before).ToList())
                events.Remove(id);
        }

        /// <summary>Ids of version 7 begin with milliseconds since 1970 (RFC 9562 §5.7).</summary>
        private static DateTimeOffset MomentOf(CrmEventId id)
        {
            Span<byte> bytes = stackalloc byte[16];
            id.Value.TryWriteBytes(bytes, bigEndian: true, out _);
            return DateTimeOffset.FromUnixTimeMilliseconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16 & 0xFFFF_FFFF_FFFF);
        }
    }
}
