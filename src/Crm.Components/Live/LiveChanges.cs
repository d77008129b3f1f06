using System.Collections.Concurrent;
using Crm.Events;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
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

    /// <summary>How long before it listens a page may have been read: what changed since then it may have missed.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromSeconds(3);

    /// <summary>After so many looks in vain pages say that they are not up to date: less is a hiccup.</summary>
    private const int Patience = 4;

    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<LiveRefresh, Listener> parts = new();
    private readonly Dictionary<TenantId, Watch> watches = [];
    private readonly Lock starting = new();
    private Task? loop;

    /// <summary>Tells a part of a page from now on what changes in a tenant, from a thread of the pool.</summary>
    public void Add(LiveRefresh part, TenantId tenant)
    {
        parts[part] = new Listener(tenant);
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
        var tenants = parts.GroupBy(one => one.Value.Tenant).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var (tenant, open) in tenants)
        {
            if (!watches.TryGetValue(tenant, out var watch))
                watches[tenant] = watch = new Watch(time.GetUtcNow() - Opening);
            try
            {
                await LookAsync(tenant, watch, open);
                watch.Missed = 0;
                Tell(open, (part, _) => part.SetAway(false));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One line per outage: pages keep what they show and catch up when the database answers. Other tenants may be in another state.
                if (watch.Missed++ == 0)
                    LogAway(logger, exception, tenant);
                if (watch.Missed >= Patience)
                    Tell(open, (part, _) => part.SetAway(true));
            }
        }
        foreach (var left in watches.Keys.Except(tenants.Keys).ToList())
            watches.Remove(left);
    }

    private async Task LookAsync(TenantId tenant, Watch watch, List<KeyValuePair<LiveRefresh, Listener>> open)
    {
        var now = time.GetUtcNow();
        var fresh = NewsOf((await ChangesAsync(tenant, watch.Since)).Where(watch.IsNew));
        var recent = NewsOf(watch.ChangesSince(now - Opening));
        watch.Advance(now);
        Tell(
            open,
            (part, listener) =>
            {
                if ((listener.IsTold ? fresh : recent) is { } news)
                    part.Take(news);
                listener.IsTold = true;
            }
        );
    }

    private async Task<List<RecordChanged>> ChangesAsync(TenantId tenant, DateTimeOffset since)
    {
        await using var scope = scopes.CreateAsyncScope();
        var list = scope.ServiceProvider.GetRequiredService<ListChanges>();
        var changes = new List<RecordChanged>();
        string? after = null;
        do
        {
            var input = new ListChangesInput(since) { Page = new PageRequest(PageRequest.MaxSize, after) };
            var page = await list.ExecuteAsync(new Caller(tenant, Actor.System("live")), input, ending.Token);
            changes.AddRange(page.Rows);
            after = page.Next;
        } while (after is not null);
        return changes;
    }

    private static LiveNews? NewsOf(IEnumerable<RecordChanged> changes)
    {
        var (records, types) = (new HashSet<RecordId>(), new HashSet<RecordType>());
        foreach (var change in changes)
        {
            records.UnionWith(change.ShownIn.Append(change.Record.Id));
            types.Add(change.Record.Type);
        }
        return records.Count == 0 ? null : new LiveNews(records, types);
    }

    private void Tell(List<KeyValuePair<LiveRefresh, Listener>> open, Action<LiveRefresh, Listener> tell)
    {
        foreach (var (part, listener) in open)
            try
            {
                tell(part, listener);
            }
            catch (Exception exception)
            {
                // The boundary: the other pages are still notified.
                LogGone(logger, exception);
            }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open pages of tenant {Tenant} receive no changes: the database does not answer.")]
    private static partial void LogAway(ILogger logger, Exception exception, TenantId tenant);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An open page could not be notified of changes.")]
    private static partial void LogGone(ILogger logger, Exception exception);

    /// <summary>The tenant whose changes a part receives.</summary>
    private sealed class Listener(TenantId tenant)
    {
        public TenantId Tenant => tenant;

        /// <summary>Whether it knows what changed while its page was opened; used by the loop alone.</summary>
        public bool IsTold { get; set; }
    }

    /// <summary>What pages of one tenant know; used by the loop alone.</summary>
    private sealed class Watch(DateTimeOffset begun)
    {
        private readonly Dictionary<CrmEventId, RecordChanged> known = [];

        /// <summary>Looks in vain since the last that found something out.</summary>
        public int Missed { get; set; }

        /// <summary>From when on is asked: a little before the last look, and however long that is ago.</summary>
        public DateTimeOffset Since { get; private set; } = begun;

        public bool IsNew(RecordChanged change) => known.TryAdd(change.Event, change);

        public IEnumerable<RecordChanged> ChangesSince(DateTimeOffset moment) => known.Values.Where(change => MomentOf(change.Event) >= moment);

        /// <summary>It was looked until then.</summary>
        public void Advance(DateTimeOffset moment)
        {
            Since = moment - Overlap > Since ? moment - Overlap : Since;
            foreach (var id in known.Keys.Where(id => MomentOf(id) < moment - Overlap - Overlap).ToList())
                known.Remove(id);
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
