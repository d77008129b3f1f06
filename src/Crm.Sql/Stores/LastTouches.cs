using System.Globalization;
using System.Text.Json;
using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Timeline;

namespace Crm.Sql.Stores;

/// <summary>
/// Keeps when somebody last dealt with each record: whatever writes entries of logged activities, a use case, the sender or an import, notes them here, and the records' rows follow in the same transaction. They are
/// written as the last thing before the commit, in the order of the records: an import that takes minutes holds none of them against anybody, and two transactions cannot wait for each other.
/// </summary>
internal sealed class LastTouches(StoreSession session)
{
    /// <summary>As many as one entry usually shows on.</summary>
    private const int Few = 4;

    private readonly SortedDictionary<RecordId, DateTimeOffset> touched = new(Comparer<RecordId>.Create(static (a, b) => a.Value.CompareTo(b.Value)));
    private readonly HashSet<RecordId> changed = [];

    /// <summary>Notes what entries that were written mean for their records.</summary>
    public void Note(ChangeSet changes)
    {
        var entries = changes.Tables.FirstOrDefault(table => table.RowType == typeof(TimelineEntry));
        if (entries is null)
            return;
        foreach (var entry in entries.Inserts.Concat(entries.InsertsIfAbsent).Concat(entries.Upserts).Cast<TimelineEntry>())
            if (IsTouch(entry) && (!touched.TryGetValue(entry.Record, out var known) || known < entry.OccurredAt))
                touched[entry.Record] = entry.OccurredAt;
        // One that was edited, deleted or restored may have been the last one, or be it now.
        foreach (var entry in entries.Updates.Concat(entries.Deletes).Cast<TimelineEntry>())
            if (
                entry.Kind == TimelineKind.Activity
                && (entry.State == ActivityState.Logged || entry is { State: ActivityState.Cancelled, FoldedInto: not null })
            )
                changed.Add(entry.Record);
    }

    /// <summary>What was noted, for whoever sends it as the last thing before the commit; empty where there is nothing, or where timelines are to be looked at first.</summary>
    public IReadOnlyList<SqlStatement> Take()
    {
        if (changed.Count > 0)
            return [];
        var raise = Raise();
        touched.Clear();
        return raise;
    }

    /// <summary>Writes what was noted.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var record in changed)
            touched.Remove(record);
        if (touched.Count > 0)
            await session.ExecuteAsync(SqlStatement.Join(Raise()), cancellationToken);
        if (changed.Count > 0)
            await FindAnewAsync(session, [.. changed.Select(record => record.Value)], cancellationToken);
        touched.Clear();
        changed.Clear();
    }

    /// <summary>Looks up in their timelines when somebody last dealt with records.</summary>
    public static Task FindAnewAsync(StoreSession session, IReadOnlyCollection<Guid> records, CancellationToken cancellationToken)
    {
        const string Last = """
            (select e.occurred_at from crm_timeline_entry e where e.tenant = t.tenant and e.record = t.record and e.kind = 'Activity' and e.state = 'Logged' and not e.is_removed
                order by e.occurred_at desc, e.id desc limit 1)
            """;
        const string Created = "(select r.created_at from crm_record r where r.id = t.record and r.tenant = t.tenant)";
        var text = session.Dialect.IsSqlite
            ? $"""
                update crm_last_touch as t set touched_at = coalesce({Last}, {Created}, touched_at), is_touched = {Last} is not null
                where {session.Dialect.In("t.record", "@ids")}{Own(session)}
                """
            : $"""
                with locked as materialized (select t.record, t.tenant from crm_last_touch t where {session.Dialect.In("t.record", "@ids")}{Own(
                    session
                )} order by t.record for update),
                found as materialized (select t.record, t.tenant, {Last} as last, {Created} as created from locked t)
                update crm_last_touch t set touched_at = coalesce(f.last, f.created, t.touched_at), is_touched = f.last is not null
                from found f where t.record = f.record and t.tenant = f.tenant
                """;
        return session.ExecuteAsync(new SqlStatement(text, Values(session, session.Set("ids", records.Order()))), cancellationToken);
    }

    /// <summary>When somebody last dealt with records; those without any activity are left out.</summary>
    public static async Task<IReadOnlyList<RecordTouch>> OfAsync(StoreSession session, IReadOnlyCollection<RecordId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return [];
        var query = new SqlQuery<LastTouchRow>(session);
        query.Where($"{query.In("t.record", ids.Select(id => id.Value))} and t.is_touched");
        return await session.SelectAsync(
            query.Columns("t.record, t.touched_at"),
            row => new RecordTouch(new RecordId(row.GetGuid(0)), session.Dialect.ReadTime(row, 1)!.Value),
            cancellationToken
        );
    }

    private static bool IsTouch(TimelineEntry entry) => entry is { Kind: TimelineKind.Activity, State: ActivityState.Logged, IsRemoved: false };

    /// <summary>In the order of the records. A few are looked up each by itself: asked for as a set, PostgreSQL takes them for ten and may read the whole of a table that is not large.</summary>
    private IReadOnlyList<SqlStatement> Raise() =>
        touched.Count == 0 ? []
        : !session.Dialect.IsSqlite && touched.Count <= Few ? [.. touched.Select((touch, number) => RaiseOne(touch.Key, touch.Value, number))]
        : [RaiseAll()];

    private SqlStatement RaiseOne(RecordId record, DateTimeOffset at, int number) =>
        new(
            $"""
            update crm_last_touch t set touched_at = @at{number}, is_touched = true
            where t.record = @record{number}{Own(session)} and (not t.is_touched or t.touched_at < @at{number})
            """,
            Values(session, new SqlValue($"record{number}", session.Dialect.Id(record.Value)), session.Time($"at{number}", at))
        );

    private SqlStatement RaiseAll() =>
        session.Dialect.IsSqlite
            ? new SqlStatement(
                $"""
                update crm_last_touch as t set touched_at = x.value, is_touched = 1 from json_each(@touches) x
                where t.record = x.key{Own(session)} and (not t.is_touched or t.touched_at < x.value)
                """,
                Values(session, new SqlValue("touches", Json()))
            )
            : new SqlStatement(
                $"""
                with x as materialized (select * from unnest(@ids, @times) as x(record, at)),
                locked as materialized (
                    select t.record, t.tenant, x.at from crm_last_touch t join x on t.record = x.record{Own(session)}
                    where not t.is_touched or t.touched_at < x.at order by t.record for update of t
                )
                update crm_last_touch t set touched_at = l.at, is_touched = true from locked l where t.record = l.record and t.tenant = l.tenant
                """,
                Values(
                    session,
                    session.Set("ids", touched.Keys.Select(record => record.Value)),
                    new SqlValue("times", touched.Values.Select(time => time.ToUniversalTime()).ToArray())
                )
            );

    private string Json() =>
        JsonSerializer.Serialize(
            touched.ToDictionary(touch => touch.Key.Value.ToString("D", CultureInfo.InvariantCulture), touch => StoredForm.ToMicroseconds(touch.Value))
        );

    private static string Own(StoreSession session) => session.Tenant is null ? "" : " and t.tenant = @tenant";

    private static IReadOnlyList<SqlValue> Values(StoreSession session, params IReadOnlyList<SqlValue> values) =>
        session.Tenant is { } tenant ? [.. values, new SqlValue("tenant", session.Dialect.Id(tenant.Value))] : values;
}
