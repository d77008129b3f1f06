using Crm.Records;
using Crm.Stores;
using Crm.Values;

namespace Crm.Sql.Stores;

/// <summary>A list of records by filter and order, without contact points.</summary>
internal sealed class RecordList
{
    private readonly StoreSession session;
    private readonly RecordFilter filter;
    private readonly IReadOnlyDictionary<string, string> custom;
    private readonly Cursor cursor;

    private RecordList(StoreSession session, RecordFilter filter, IReadOnlyDictionary<string, string> custom)
    {
        (this.session, this.filter, this.custom) = (session, filter, custom);
        cursor = Cursor.Of(
            "records",
            session.Tenant,
            filter.Type.ToString(),
            filter.Owner?.Value,
            filter.Search,
            filter.Company?.Value,
            filter.Stages,
            custom.Select(pair => $"{pair.Key}={pair.Value}"),
            filter.Sort.ToString(),
            filter.SortByCustom
        );
    }

    /// <summary>Reads a page.</summary>
    /// <exception cref="CrmException">A custom field that the filter names is not declared indexed, or a value is not of its kind.</exception>
    public static async Task<Page<CrmRecord>> PageAsync(StoreSession session, RecordFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var custom = new Dictionary<string, string>();
        if (filter.Custom.Count > 0 || filter.SortByCustom is not null)
        {
            var query = new SqlQuery<CustomField>(session).Where($"t.record_type = {filter.Type} and t.is_indexed");
            var fields = await session.RowsAsync<CustomField>(query.Rows(), cancellationToken);
            foreach (var (key, value) in filter.Custom)
                custom[key] = CustomValueText.Of(Find(fields, key), value);
            if (filter.SortByCustom is { } sort)
                Find(fields, sort);
        }
        var list = new RecordList(session, filter, custom);
        return filter.SortByCustom is { } field
            ? await list.PageByCustomAsync(field, page, cancellationToken)
            : await list.PageByColumnAsync(page, cancellationToken);
    }

    private async Task<Page<CrmRecord>> PageByColumnAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(page);
        var query = Filtered(new SqlQuery<CrmRecord>(session), "t");
        var after = cursor.Read<Position>(page.After);
        var order = "t.name_key, t.id";
        switch (filter.Sort)
        {
            case RecordSort.Newest:
                order = "t.created_at desc, t.id desc";
                if (after is not null)
                    query.Where($"(t.created_at, t.id) < ({after.Time ?? default}, {after.Id})");
                break;
            case RecordSort.LastChanged:
                order = "t.updated_at desc, t.id desc";
                if (after is not null)
                    query.Where($"(t.updated_at, t.id) < ({after.Time ?? default}, {after.Id})");
                break;
            default:
                if (after is not null)
                    query.Where($"(t.name_key, t.id) > ({after.Text ?? ""}, {after.Id})");
                break;
        }
        var found = await session.RowsAsync<CrmRecord>(query.Rows(order, size + 1), cancellationToken);
        return cursor.Page(
            found,
            size,
            row =>
                filter.Sort switch
                {
                    RecordSort.Newest => new Position(null, row.CreatedAt, row.Id.Value),
                    RecordSort.LastChanged => new Position(null, row.UpdatedAt, row.Id.Value),
                    _ => new Position(NameKey.Of(row.Name), null, row.Id.Value),
                }
        );
    }

    /// <summary>By the field's value, then those that have none, each by id.</summary>
    private async Task<Page<CrmRecord>> PageByCustomAsync(string field, PageRequest page, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(page);
        var after = cursor.Read<Position>(page.After);
        var positions = new List<(CrmRecord Record, string? Value)>();
        if (after is null or { Text: not null })
            positions.AddRange(await WithValueAsync(field, after, size + 1, cancellationToken));
        if (positions.Count <= size)
        {
            var without = Filtered(new SqlQuery<CrmRecord>(session), "t");
            if (after is { Text: null })
                without.Where($"t.id > {after.Id}");
            without.Where(
                $"not exists (select 1 from crm_custom_value v where {without.IsOwn("v")} and v.record = t.id and v.record_type = {filter.Type} and v.field = {field})"
            );
            var rest = await session.RowsAsync<CrmRecord>(without.Rows("t.id", size + 1 - positions.Count), cancellationToken);
            positions.AddRange(rest.Select(row => (row, (string?)null)));
        }
        var result = cursor.Page(positions, size, row => new Position(row.Value, null, row.Record.Id.Value));
        return new Page<CrmRecord>([.. result.Rows.Select(row => row.Record)], result.Next);
    }

    /// <summary>Records with a value of the field, one for each value. Values and ids come from the index, in its order; the records themselves by their ids, since mappers read rows of one table.</summary>
    private async Task<IEnumerable<(CrmRecord Record, string? Value)>> WithValueAsync(
        string field,
        Position? after,
        int max,
        CancellationToken cancellationToken
    )
    {
        var query = new SqlQuery<CustomValueRow>(session) { Join = "join crm_record r on r.id = t.record and r.tenant = t.tenant" };
        query.Where($"{query.IsOwn("r")} and t.record_type = {filter.Type} and t.field = {field}");
        if (after is not null)
            query.Where($"(t.value, t.record) > ({after.Text!}, {after.Id})");
        var found = await session.SelectAsync(
            Filtered(query, "r").Columns("t.value, t.record", "t.value, t.record", max),
            row => (Value: row.GetString(0), Record: new RecordId(row.GetGuid(1))),
            cancellationToken
        );
        if (found.Count == 0)
            return [];
        var byId = new SqlQuery<CrmRecord>(session);
        byId.Where($"{byId.In("t.id", found.Select(row => row.Record.Value))}");
        var records = (await session.RowsAsync<CrmRecord>(byId.Rows(), cancellationToken)).ToDictionary(record => record.Id);
        return found.Select(row => (records[row.Record], (string?)row.Value));
    }

    /// <summary>The records of the list.</summary>
    /// <param name="query">The query.</param>
    /// <param name="r">What the query calls the table of records.</param>
    private SqlQuery<T> Filtered<T>(SqlQuery<T> query, string r)
        where T : class, IRow
    {
        var record = new SqlFragment(r);
        if (filter.IsDeleted)
            query.Where($"{record}.deleted_at is not null and {record}.type = {filter.Type}");
        else
            query.Where($"{record}.deleted_at is null and {record}.type = {filter.Type}");
        if (filter.VisibleOwners is { } visible)
            query.Where($"({record}.owner is null or {query.In($"{r}.owner", visible.Select(owner => owner.Value))})");
        if (filter.Owner is { } owner)
            query.Where($"{record}.owner = {owner}");
        if (filter.Company is { } company)
        {
            if (filter.Type is not (RecordType.Contact or RecordType.Deal))
                throw CrmException.Invalid("company", $"Only contacts and deals belong to a company, not a {filter.Type}.");
            query.Where($"{record}.company = {company}");
        }
        if (filter.Stages is { } stages)
            query.Where($"{query.In($"{r}.stage", stages)}");
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var name = SqlDialect.Containing(PlainText.Key(filter.Search));
            var address = SqlDialect.Containing(EmailAddress.Key(filter.Search));
            query.Where(
                $@"({record}.name_key like {name} escape '\' or {record}.id in (select p.record from crm_contact_point p where {query.IsOwn("p")} and p.kind = 'Email' and p.normalized like {address} escape '\'))"
            );
        }
        foreach (var (key, value) in custom)
            query.Where(
                $"{record}.id in (select v.record from crm_custom_value v where {query.IsOwn("v")} and v.record_type = {filter.Type} and v.field = {key} and v.value = {value})"
            );
        return query;
    }

    private static CustomField Find(List<CustomField> fields, string key) =>
        fields.FirstOrDefault(field => field.Key == key)
        ?? throw CrmException.Invalid(
            $"custom.{key}",
            fields.Count == 0
                ? "No custom field of this type of record is declared indexed, so none can be filtered or sorted by."
                : $"Lists can be filtered and sorted only by custom fields that are declared indexed: {string.Join(", ", fields.Select(field => field.Key).Order())}."
        );

    private sealed record Position(string? Text, DateTimeOffset? Time, Guid Id);
}
