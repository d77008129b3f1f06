using Crm.Records;
using Crm.Stores;
using Crm.Timeline;
using Crm.Values;

namespace Crm.Sql.Stores;

/// <summary>The pages of a timeline, and what is done to it by record and origin.</summary>
internal static class TimelineList
{
    /// <summary>A page, newest first.</summary>
    public static async Task<Page<TimelineEntry>> PageAsync(StoreSession session, TimelineFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of(
            "timeline",
            session.Tenant,
            filter.Record.Value,
            filter.RecordType,
            filter.TypeKeys,
            filter.Author?.ToString(),
            filter.From,
            filter.To,
            filter.Search
        );
        var size = Cursor.Size(page);
        var query = Filtered(session, filter);
        if (cursor.Read<Position>(page.After) is { } after)
            query.Where($"(t.occurred_at, t.id) < ({after.OccurredAt}, {after.Id})");
        var statement = query.Rows("t.occurred_at desc, t.id desc", size + 1);
        if (filter.WithFolded)
            statement = WithFolded(statement);
        var found = filter.WithActivities
            ? await session.SelectAsync(EntryActivities.Beside(session, statement), EntryActivities.ReaderOf(session), cancellationToken)
            : await session.RowsAsync<TimelineEntry>(statement, cancellationToken);
        var shown = cursor.Page(found.FindAll(row => row.FoldedInto is null), size, row => new Position(row.OccurredAt, row.Id));
        if (found.Count == shown.Rows.Count)
            return shown;
        var ids = shown.Rows.Select(row => row.Id).ToHashSet();
        return shown with { Rows = [.. shown.Rows, .. found.Where(row => row.FoldedInto is { } into && ids.Contains(into))] };
    }

    /// <summary>The rows of a page, and those that are folded into them.</summary>
    private static SqlStatement WithFolded(SqlStatement page) =>
        page with
        {
            Text = $"""
                with page as ({page.Text})
                select * from page
                union all
                select f.* from page join crm_timeline_entry f on f.tenant = page.tenant and f.record = page.record and f.folded_into = page.id
                order by occurred_at desc, id desc
                """,
        };

    /// <summary>Entries that stand in a timeline directly, by id.</summary>
    public static async Task<IReadOnlyList<TimelineEntry>> DirectAsync(
        StoreSession session,
        RecordId record,
        Guid? afterId,
        int max,
        CancellationToken cancellationToken
    )
    {
        var query = new SqlQuery<TimelineEntry>(session).Where($"t.record = {record} and t.via is null");
        if (afterId is { } after)
            query.Where($"t.id > {after}");
        return await session.RowsAsync<TimelineEntry>(query.Rows("t.id", max), cancellationToken);
    }

    /// <summary>Takes out the entries that came by another record.</summary>
    public static async Task<int> RemoveViaAsync(StoreSession session, RecordId record, RecordId via, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        var query = new SqlQuery<TimelineEntry>(session).Where($"t.record = {record} and t.via = {via}");
        var removed = await session.ExecuteAsync(query.Delete(), cancellationToken);
        if (removed > 0)
            await LastTouches.FindAnewAsync(session, [record.Value], cancellationToken);
        return removed;
    }

    /// <summary>Entries whose record of origin the owners may see. That record is looked up by a scalar, since PostgreSQL turns an <c>exists</c> into a hash of all records: 217 ms for a page among 200,000 instead of 2.</summary>
    private static SqlQuery<TimelineEntry> Filtered(StoreSession session, TimelineFilter filter)
    {
        var query = new SqlQuery<TimelineEntry>(session).Where($"t.record = {filter.Record} and t.folded_into is null");
        var isVisible = new SqlFragment(
            filter.VisibleOwners is { } owners ? $"(r.owner is null or {query.In("r.owner", owners.Select(owner => owner.Value)).Text})" : "true"
        );
        if (filter.RecordType is { } type)
            query.Where(
                $"(select 1 from crm_record r where r.id = {filter.Record} and {query.IsOwn("r")} and r.type = {type.ToString()} and {isVisible}) is not null"
            );
        if (filter.VisibleOwners is not null)
        {
            // Of several records that it came by, one that the owners may see is enough.
            var (items, id) = (new SqlFragment(session.Dialect.Items("t.further_via")), new SqlFragment(session.Dialect.ItemId("v")));
            query.Where(
                $"(t.via is null or (select 1 from crm_record r where r.id = t.via and r.tenant = t.tenant and {isVisible}) is not null or (t.further_via <> '[]' and (select 1 from {items} v where (select 1 from crm_record r where r.id = {id} and r.tenant = t.tenant and {isVisible}) is not null limit 1) is not null))"
            );
        }
        if (filter.TypeKeys is { } types)
            query.Where($"{query.In("t.type_key", types)}");
        if (filter.Author is { } author)
            query.Where($"t.author = {author}");
        if (filter.From is { } from)
            query.Where($"t.occurred_at >= {from}");
        if (filter.To is { } to)
            query.Where($"t.occurred_at < {to}");
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SqlDialect.Containing(PlainText.Normalize(filter.Search).ToLowerInvariant());
            var (subject, snippet) = (new SqlFragment(session.Dialect.Lower("t.subject")), new SqlFragment(session.Dialect.Lower("t.snippet")));
            query.Where($@"({subject} like {pattern} escape '\' or {snippet} like {pattern} escape '\')");
        }
        return query;
    }

    private sealed record Position(DateTimeOffset OccurredAt, Guid Id);
}
