using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>A list of records by filter and order, without contact points. Orders whose values stand beside the records, or may be missing, come in two parts: those with a value, and the others by id.</summary>
internal sealed class RecordList
{
    /// <summary>The order of deals within a stage.</summary>
    public const string StageOrder = "t.stage_since desc, t.id desc";

    private readonly StoreSession session;
    private readonly RecordConditions conditions;
    private readonly RecordFilter filter;
    private readonly Cursor cursor;

    private RecordList(StoreSession session, RecordConditions conditions)
    {
        (this.session, this.conditions, filter) = (session, conditions, conditions.Filter);
        cursor = CursorOf(session, conditions);
    }

    /// <summary>The cursors of a list.</summary>
    public static Cursor CursorOf(StoreSession session, RecordConditions conditions) =>
        Cursor.Of("records", session.Tenant, [.. conditions.Parts(), conditions.Filter.Sort.ToString(), conditions.Filter.SortByCustom]);

    /// <summary>Reads a page.</summary>
    /// <exception cref="CrmException">A custom field that the filter names is not declared indexed, or a value is not of its kind; or the type of record has not what is filtered or sorted by.</exception>
    public static async Task<Page<CrmRecord>> PageAsync(StoreSession session, RecordFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        if (filter is { Sort: RecordSort.Amount or RecordSort.ExpectedClose or RecordSort.StageSince, SortByCustom: null, Type: not RecordType.Deal })
            throw CrmException.Invalid("sort", $"Only deals are sorted by {filter.Sort}, not a list of type {filter.Type}.");
        var list = new RecordList(session, await RecordConditions.ReadAsync(session, filter, cancellationToken));
        if (filter.SortByCustom is { } field)
            return await list.PageByCustomAsync(field, page, cancellationToken);
        return filter.Sort switch
        {
            RecordSort.LastTouched or RecordSort.LongestUntouched => await list.PageByTouchAsync(page, cancellationToken),
            RecordSort.Amount => await list.PageByNullableAsync("t.amount_minor", isDescending: true, page, cancellationToken),
            RecordSort.ExpectedClose => await list.PageByNullableAsync("t.expected_close", isDescending: false, page, cancellationToken),
            _ when list.conditions.Walked is { } walked => await list.PageByNameAsync(walked.Field, walked.Value, page, cancellationToken),
            _ => await list.PageByColumnAsync(page, cancellationToken),
        };
    }

    /// <summary>Where a deal stands in its stage.</summary>
    public static Position PositionInStage(Deal deal) => new(null, deal.StageSince, deal.Id.Value);

    private SqlQuery<CrmRecord> Records() => conditions.Add(new SqlQuery<CrmRecord>(session), "t");

    private async Task<Page<CrmRecord>> PageByColumnAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(page);
        var query = Records();
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
            case RecordSort.StageSince:
                order = StageOrder;
                if (after is not null)
                    query.Where($"(t.stage_since, t.id) < ({after.Time ?? default}, {after.Id})");
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
                    RecordSort.StageSince => PositionInStage((Deal)row),
                    _ => new Position(NameKey.Of(row.Name), null, row.Id.Value),
                }
        );
    }

    /// <summary>Records with a value of a custom field, by name: both stand in one index, beside the records.</summary>
    private async Task<Page<CrmRecord>> PageByNameAsync(string field, string value, PageRequest page, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(page);
        var query = new SqlQuery<CustomValueRow>(session) { Join = "join crm_record r on r.id = t.record and r.tenant = t.tenant" };
        query.Where($"{query.IsOwn("r")} and t.record_type = {filter.Type} and t.field = {field} and t.value = {value}");
        if (cursor.Read<Position>(page.After) is { } after)
            query.Where($"(t.name_key, t.record) > ({after.Text ?? ""}, {after.Id})");
        var found = await session.SelectAsync(
            conditions.Add(query, "r").Columns("t.name_key, t.record", "t.name_key, t.record", size + 1),
            row => (Name: row.GetString(0), Id: row.GetGuid(1)),
            cancellationToken
        );
        var shown = cursor.Page(found, size, row => new Position(row.Name, null, row.Id));
        var records = await ByIdAsync(shown.Rows.Select(row => row.Id), cancellationToken);
        return new Page<CrmRecord>([.. shown.Rows.Select(row => records[new RecordId(row.Id)])], shown.Next);
    }

    /// <summary>Deals by a column that may be null, then those where it is, each by id.</summary>
    private async Task<Page<CrmRecord>> PageByNullableAsync(string column, bool isDescending, PageRequest page, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(page);
        var after = cursor.Read<Position>(page.After);
        var (expression, found) = (new SqlFragment(column), new List<CrmRecord>());
        if (after is null or { Number: not null } or { Day: not null })
        {
            var query = Records().Where($"{expression} is not null");
            if (after is { Number: { } number })
                query.Where($"({expression}, t.id) < ({number}, {after.Id})");
            else if (after is { Day: { } day })
                query.Where($"({expression}, t.id) > ({day}, {after.Id})");
            var direction = isDescending ? " desc" : "";
            found = await session.RowsAsync<CrmRecord>(query.Rows($"{column}{direction}, t.id{direction}", size + 1), cancellationToken);
        }
        if (found.Count <= size)
        {
            var without = Records().Where($"{expression} is null");
            if (after is { Number: null, Day: null })
                without.Where($"t.id > {after.Id}");
            found.AddRange(await session.RowsAsync<CrmRecord>(without.Rows("t.id", size + 1 - found.Count), cancellationToken));
        }
        return cursor.Page(
            found,
            size,
            row => new Position(null, null, row.Id.Value)
            {
                Number = isDescending ? (row as Deal)?.AmountMinor : null,
                Day = isDescending ? null : (row as Deal)?.ExpectedClose,
            }
        );
    }

    /// <summary>By the moment of the last activity; every record has one, its creation where there was none.</summary>
    private async Task<Page<CrmRecord>> PageByTouchAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(page);
        var query = new SqlQuery<LastTouchRow>(session) { Join = "join crm_record r on r.id = t.record and r.tenant = t.tenant" };
        query.Where($"{query.IsOwn("r")} and t.record_type = {filter.Type}");
        var isNewestFirst = filter.Sort == RecordSort.LastTouched;
        if (cursor.Read<Position>(page.After) is { } after)
            if (isNewestFirst)
                query.Where($"(t.touched_at, t.record) < ({after.Time ?? default}, {after.Id})");
            else
                query.Where($"(t.touched_at, t.record) > ({after.Time ?? default}, {after.Id})");
        var direction = isNewestFirst ? " desc" : "";
        var found = await session.SelectAsync(
            conditions.Add(query, "r", "t").Columns("t.touched_at, t.record", $"t.touched_at{direction}, t.record{direction}", size + 1),
            row => (At: session.Dialect.ReadTime(row, 0), Id: row.GetGuid(1)),
            cancellationToken
        );
        var shown = cursor.Page(found, size, row => new Position(null, row.At, row.Id));
        var records = await ByIdAsync(shown.Rows.Select(row => row.Id), cancellationToken);
        return new Page<CrmRecord>([.. shown.Rows.Select(row => records[new RecordId(row.Id)])], shown.Next);
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
            var without = Records();
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
            conditions.Add(query, "r").Columns("t.value, t.record", "t.value, t.record", max),
            row => (Value: row.GetString(0), Record: row.GetGuid(1)),
            cancellationToken
        );
        var records = await ByIdAsync(found.Select(row => row.Record), cancellationToken);
        return found.Select(row => (records[new RecordId(row.Record)], (string?)row.Value));
    }

    private async Task<Dictionary<RecordId, CrmRecord>> ByIdAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.ToList();
        if (wanted.Count == 0)
            return [];
        var byId = new SqlQuery<CrmRecord>(session);
        byId.Where($"{byId.In("t.id", wanted)}");
        return (await session.RowsAsync<CrmRecord>(byId.Rows(), cancellationToken)).ToDictionary(record => record.Id);
    }

    /// <summary>Where a page ends.</summary>
    public sealed record Position(string? Text, DateTimeOffset? Time, Guid Id)
    {
        /// <summary>The value of an order by number.</summary>
        public long? Number { get; init; }

        /// <summary>The value of an order by day.</summary>
        public DateOnly? Day { get; init; }
    }
}
