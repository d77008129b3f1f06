using Crm.Records;
using Crm.Stores;
using Crm.Values;

namespace Crm.Sql.Stores;

/// <summary>Which records a filter means.</summary>
internal sealed class RecordConditions
{
    /// <summary>Where no more records than this have had no activity for long enough, they are looked up first, and the others are not walked over.</summary>
    private const int Few = 2_000;

    private readonly IReadOnlyDictionary<string, string> custom;
    private readonly IReadOnlyList<Guid>? untouched;

    private RecordConditions(RecordFilter filter, IReadOnlyDictionary<string, string> custom, IReadOnlyList<Guid>? untouched) =>
        (Filter, this.custom, this.untouched) = (filter, custom, untouched);

    /// <summary>The filter.</summary>
    public RecordFilter Filter { get; }

    /// <summary>Reads what the filter needs to know.</summary>
    /// <exception cref="CrmException">A custom field that the filter names is not declared indexed, or a value is not of its kind; or the type of record has not what is filtered by.</exception>
    public static async Task<RecordConditions> ReadAsync(StoreSession session, RecordFilter filter, CancellationToken cancellationToken)
    {
        Check(filter);
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
        var isByTouch = filter is { SortByCustom: null, Sort: RecordSort.LastTouched or RecordSort.LongestUntouched };
        return new RecordConditions(
            filter,
            custom,
            filter.UntouchedSince is { } since && !isByTouch ? await FewAsync(session, filter.Type, since, cancellationToken) : null
        );
    }

    /// <summary>Of a filter that needs to know nothing: without custom fields and last activities.</summary>
    public static RecordConditions Of(RecordFilter filter) => new(filter, new Dictionary<string, string>(), untouched: null);

    /// <summary>What a cursor is bound to. The age of the last activity is left out: it counts from the current moment, which differs from page to page.</summary>
    public IEnumerable<object?> Parts() =>
        [
            Filter.Type.ToString(),
            Filter.Owner?.Value,
            Filter.Owners?.Select(owner => (object)owner.Value),
            Filter.WithoutOwner,
            Filter.Search,
            Filter.Company?.Value,
            Filter.Pipeline,
            Filter.Stages,
            Filter.Statuses?.Cast<object>(),
            Filter.IsDeleted,
            Filter.Records?.Select(record => (object)record.Value),
            custom.Select(pair => $"{pair.Key}={pair.Value}"),
        ];

    /// <summary>Keeps a query to the records.</summary>
    /// <param name="query">The query.</param>
    /// <param name="r">What the query calls the table of records.</param>
    /// <param name="touch">What it calls that of their last activities; null where it has none.</param>
    public SqlQuery<T> Add<T>(SqlQuery<T> query, string r, string? touch = null)
        where T : class, IRow
    {
        var record = new SqlFragment(r);
        if (Filter.IsDeleted)
            query.Where($"{record}.deleted_at is not null and {record}.type = {Filter.Type}");
        else
            query.Where($"{record}.deleted_at is null and {record}.type = {Filter.Type}");
        if (Filter.Records is { } records)
            query.Where($"{query.In($"{r}.id", records.Select(one => one.Value))}");
        AddOwners(query, r);
        if (Filter.Company is { } company)
            query.Where($"{record}.company = {company}");
        if (Filter.Pipeline is { } pipeline)
            query.Where($"{record}.pipeline = {pipeline}");
        // One by itself keeps the order of an index.
        if (Filter.Stages is { Count: 1 } only)
            query.Where($"{record}.stage = {only.First()}");
        else if (Filter.Stages is { } stages)
            query.Where($"{query.In($"{r}.stage", stages)}");
        if (Filter.Statuses is { } statuses)
            query.Where($"{query.In($"{r}.status", statuses.Select(status => status.ToString()))}");
        AddTouch(query, r, touch);
        AddSearch(query, record);
        foreach (var (key, value) in custom)
            query.Where(
                $"{record}.id in (select v.record from crm_custom_value v where {query.IsOwn("v")} and v.record_type = {Filter.Type} and v.field = {key} and v.value = {value})"
            );
        return query;
    }

    private void AddOwners<T>(SqlQuery<T> query, string r)
        where T : class, IRow
    {
        var record = new SqlFragment(r);
        if (Filter.VisibleOwners is { } visible)
            query.Where($"({record}.owner is null or {query.In($"{r}.owner", visible.Select(owner => owner.Value))})");
        if (Filter.Owner is { } owner)
            query.Where($"{record}.owner = {owner}");
        if (Filter.Owners is { } owners)
            query.Where($"{query.In($"{r}.owner", owners.Select(one => one.Value))}");
        if (Filter.WithoutOwner)
            query.Where($"{record}.owner is null");
    }

    /// <summary>The last activity is looked up by a scalar, since PostgreSQL turns an <c>exists</c> into a hash of all records.</summary>
    private void AddTouch<T>(SqlQuery<T> query, string r, string? touch)
        where T : class, IRow
    {
        if (Filter.UntouchedSince is not { } since)
            return;
        var record = new SqlFragment(r);
        if (touch is not null)
            query.Where($"{new SqlFragment(touch)}.touched_at < {since}");
        else if (untouched is not null)
            query.Where($"{query.In($"{r}.id", untouched)}");
        else
            query.Where($"(select 1 from crm_last_touch l where l.record = {record}.id and l.tenant = {record}.tenant and l.touched_at < {since}) is not null");
    }

    private void AddSearch<T>(SqlQuery<T> query, SqlFragment record)
        where T : class, IRow
    {
        if (string.IsNullOrWhiteSpace(Filter.Search))
            return;
        var name = SqlDialect.Containing(PlainText.Key(Filter.Search));
        var address = SqlDialect.Containing(EmailAddress.Key(Filter.Search));
        query.Where(
            $@"({record}.name_key like {name} escape '\' or {record}.id in (select p.record from crm_contact_point p where {query.IsOwn("p")} and p.kind = 'Email' and p.normalized like {address} escape '\'))"
        );
    }

    private static async Task<IReadOnlyList<Guid>?> FewAsync(StoreSession session, RecordType type, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<LastTouchRow>(session).Where($"t.record_type = {type} and t.touched_at < {since}");
        var found = await session.SelectAsync(query.Columns("t.record", "t.touched_at, t.record", Few + 1), row => row.GetGuid(0), cancellationToken);
        return found.Count > Few ? null : found;
    }

    private static void Check(RecordFilter filter)
    {
        if (filter.Company is not null && filter.Type is not (RecordType.Contact or RecordType.Deal))
            throw CrmException.Invalid("company", $"Only contacts and deals belong to a company, not a {filter.Type}.");
        if (filter.Pipeline is not null && filter.Type != RecordType.Deal)
            throw CrmException.Invalid("pipeline", $"Only deals are in a pipeline, not a {filter.Type}.");
        if (filter.Statuses is not null && filter.Type != RecordType.Lead)
            throw CrmException.Invalid("statuses", $"Only leads have a status, not a {filter.Type}.");
    }

    private static CustomField Find(List<CustomField> fields, string key) =>
        fields.FirstOrDefault(field => field.Key == key)
        ?? throw CrmException.Invalid(
            $"custom.{key}",
            fields.Count == 0
                ? "No custom field of this type of record is declared indexed, so none can be filtered or sorted by."
                : $"Lists can be filtered and sorted only by custom fields that are declared indexed: {string.Join(", ", fields.Select(field => field.Key).Order())}."
        );
}
