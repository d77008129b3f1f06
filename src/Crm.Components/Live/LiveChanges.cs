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
/// Tells open pages that a record changed, whichever process changed it: while pages are open it asks the database twice a second, once for each tenant. What it tells are ids and types; what happened, each page reads with the
/// rights of its own reader. Safe from any thread.
/// </summary>
internal sealed partial class LiveChanges(IServiceScopeFactory scopes, TimeProvider time, ILogger<LiveChanges> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>How late a transaction may commit what it had written down before, and still be seen.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    /// <summary>After so many looks in vain pages say that they are not up to date: less is a hiccup.</summary>
    private const int Patience = 4;

    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<LiveRefresh, TenantId> parts = new();
    private readonly Dictionary<TenantId, Watch> watches = [];
    private readonly Lock starting = new();
    private Task? loop;

    /// <summary>Tells a part of a page from now on what changes in a tenant, from a thread of the pool.</summary>
    public void Add(LiveRefresh part, TenantId tenant)
    {
        parts[part] = tenant;
        lock (starting)
        {
            if (loop is not null)
                return;
            // It serves all pages, so it takes neither user nor language from the first one.
            using (ExecutionContext.SuppressFlow())
                loop = Task.Run(RunAsync);
        }
    }

    /// <summary>Tells it no more.</summary>
    public void Remove(LiveRefresh part) => parts.TryRemove(part, out _);

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
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
                await LookAsync();
        }
        catch (OperationCanceledException)
        {
            // The host ends.
        }
    }

    private async Task LookAsync()
    {
        foreach (var (tenant, open) in parts.GroupBy(one => one.Value, one => one.Key).ToDictionary(group => group.Key, group => group.ToList()))
        {
            if (!watches.TryGetValue(tenant, out var watch))
                watches[tenant] = watch = new Watch(time.GetUtcNow());
            try
            {
                await LookAsync(tenant, watch, open);
                watch.Missed = 0;
                Tell(open, part => part.SetAway(false));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One line per outage: pages keep what they show and catch up when the database answers. Other tenants may be in another state.
                if (watch.Missed++ == 0)
                    LogAway(logger, exception, tenant);
                if (watch.Missed >= Patience)
                    Tell(open, part => part.SetAway(true));
            }
        }
        foreach (var left in watches.Keys.Where(tenant => !parts.Values.Contains(tenant)).ToList())
            watches.Remove(left);
    }

    private async Task LookAsync(TenantId tenant, Watch watch, List<LiveRefresh> open)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var changes = await scope
            .ServiceProvider.GetRequiredService<ListChanges>()
            .ExecuteAsync(new Caller(tenant, Actor.System("live")), new ListChangesInput(watch.Since), ending.Token);
        var fresh = changes.Where(change => watch.IsNew(change.Event)).ToList();
        watch.Advance(now);
        if (fresh.Count == 0)
            return;
        var news = new LiveNews(
            fresh.SelectMany(change => change.ShownIn.Append(change.Record.Id)).ToHashSet(),
            fresh.Select(change => change.Record.Type).ToHashSet()
        );
        Tell(open, part => part.Take(news));
    }

    private void Tell(List<LiveRefresh> open, Action<LiveRefresh> tell)
    {
        foreach (var part in open)
            try
            {
                tell(part);
            }
            catch (Exception exception)
            {
                // The boundary: the other pages learn of it all the same.
                LogGone(logger, exception);
            }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open pages of tenant {Tenant} do not learn of changes: the database does not answer.")]
    private static partial void LogAway(ILogger logger, Exception exception, TenantId tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page did not take what it was told.")]
    private static partial void LogGone(ILogger logger, Exception exception);

    /// <summary>What pages of one tenant know; used by the loop alone.</summary>
    private sealed class Watch(DateTimeOffset begun)
    {
        private readonly Dictionary<CrmEventId, DateTimeOffset> events = [];

        /// <summary>Looks in vain since the last that found something out.</summary>
        public int Missed { get; set; }

        /// <summary>From when on is asked: a little before the last look, and however long that is ago.</summary>
        public DateTimeOffset Since { get; private set; } = begun;

        public bool IsNew(CrmEventId id) => events.TryAdd(id, MomentOf(id));

        /// <summary>It was looked until then.</summary>
        public void Advance(DateTimeOffset moment)
        {
            Since = moment - Overlap > Since ? moment - Overlap : Since;
            foreach (var (id, _) in events.Where(one => one.Value < moment - Overlap - Overlap).ToList())
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
