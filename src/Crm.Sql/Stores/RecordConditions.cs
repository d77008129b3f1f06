using Crm.Records;
using Crm.Stores;
using Crm.Values;

namespace Crm.Sql.Stores;

/// <summary>Which records a filter means.</summary>
internal sealed class RecordConditions
{
    /// <summary>Where no more records than this have a value, or had no activity for long enough, they are looked up first; else the list is walked in its order, and each record is asked.</summary>
    private const int Few = 2_000;

    /// <summary>Each of so many owners' records are walked by themselves, where a list is by name.</summary>
    private const int MaxTurns = 50;

    private readonly IReadOnlyDictionary<string, string> custom;
    private readonly Lookups lookups;

    private RecordConditions(RecordFilter filter, IReadOnlyDictionary<string, string> custom, Lookups lookups) =>
        (Filter, this.custom, this.lookups) = (filter, custom, lookups);

    /// <summary>The filter.</summary>
    public RecordFilter Filter { get; }

    /// <summary>A value of a custom field that more than a few have, of which a list by name walks the index; null where it walks another one.</summary>
    public (string Field, string Value)? Walked =>
        Filter is { Sort: RecordSort.Name, SortByCustom: null } && lookups.Records is null && custom.Count > 0
            ? (custom.First().Key, custom.First().Value)
            : null;

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
        return new RecordConditions(filter, custom, await LookUpAsync(session, filter, custom, cancellationToken));
    }

    /// <summary>Of a filter that needs to know nothing: without custom fields and last activities.</summary>
    public static RecordConditions Of(RecordFilter filter) => new(filter, new Dictionary<string, string>(), Lookups.None);

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
        if (lookups.Records is { } few)
            query.Where($"{query.In($"{r}.id", few)}");
        AddTouch(query, record, touch);
        AddSearch(query, record);
        foreach (var (key, value) in custom.Where(pair => !lookups.Fields.Contains(pair.Key) && pair.Key != Walked?.Field))
            query.Where(
                $"(select 1 from crm_custom_value v where {query.IsOwn("v")} and v.record_type = {Filter.Type} and v.field = {key} and v.value = {value} and v.record = {record}.id) is not null"
            );
        return query;
    }

    /// <summary>Whose records are listed: those that the caller may see and the filter wants.</summary>
    private void AddOwners<T>(SqlQuery<T> query, string r)
        where T : class, IRow
    {
        var withNobody = Filter is { Owner: null, Owners: null };
        IEnumerable<MemberId>? wanted =
            Filter.WithoutOwner ? []
            : Filter.Owner is { } owner
                ? Filter.Owners?.Contains(owner) == false ? []
                    : [owner]
            : Filter.Owners;
        var seen = Filter.VisibleOwners;
        if (wanted is null && seen is null)
            return;
        var owners = (
            wanted is null ? seen!
            : seen is null ? wanted
            : wanted.Intersect(seen)
        ).Select(one => one.Value).Distinct().ToList();
        var column = new SqlFragment($"{r}.owner");
        if (CanTakeTurns(r) && owners.Count <= MaxTurns)
            query.InTurns([
                .. withNobody ? [$"{column.Text} is null"] : Array.Empty<string>(),
                .. owners.Select(one => $"{column.Text} = {query.Value(one).Text}"),
            ]);
        else if (!withNobody)
            query.Where($"{query.In(column.Text, owners)}");
        else if (owners.Count == 0)
            query.Where($"{column} is null");
        else
            query.Where($"({column} is null or {query.In(column.Text, owners)})");
    }

    private bool CanTakeTurns(string r) => r == "t" && lookups.Records is null && Filter is { Sort: RecordSort.Name, SortByCustom: null, IsDeleted: false };

    /// <summary>The last activity is looked up by a scalar, since PostgreSQL turns an <c>exists</c> into a hash of all records.</summary>
    private void AddTouch<T>(SqlQuery<T> query, SqlFragment record, string? touch)
        where T : class, IRow
    {
        if (Filter.UntouchedSince is not { } since)
            return;
        if (touch is not null)
            query.Where($"{new SqlFragment(touch)}.touched_at < {since}");
        else if (!lookups.IsTouch)
            query.Where($"(select 1 from crm_last_touch l where l.record = {record}.id and l.tenant = {record}.tenant and l.touched_at < {since}) is not null");
    }

    private void AddSearch<T>(SqlQuery<T> query, SqlFragment record)
        where T : class, IRow
    {
        if (string.IsNullOrWhiteSpace(Filter.Search))
            return;
        var name = SqlDialect.Containing(PlainText.Key(Filter.Search));
        var address = SqlDialect.Containing(EmailAddress.Key(Filter.Search));
        var own = query.IsOwn("p");
        // Where few records are left, each is asked for its addresses; else all addresses are looked through once.
        if (IsNarrow)
            query.Where(
                $@"({record}.name_key like {name} escape '\' or (select 1 from crm_contact_point p where {own} and p.record = {record}.id and p.kind = 'Email' and p.normalized like {address} escape '\' limit 1) is not null)"
            );
        else
            query.Where(
                $@"({record}.name_key like {name} escape '\' or {record}.id in (select p.record from crm_contact_point p where {own} and p.kind = 'Email' and p.normalized like {address} escape '\'))"
            );
    }

    /// <summary>Whether an index leads to a small part of all records.</summary>
    private bool IsNarrow =>
        Filter is { Owner: not null } or { Company: not null } or { Records: not null } || lookups.Records is not null || Walked is not null;

    /// <summary>Looks up, in one round trip, the records of those conditions that few have.</summary>
    private static async Task<Lookups> LookUpAsync(
        StoreSession session,
        RecordFilter filter,
        Dictionary<string, string> custom,
        CancellationToken cancellationToken
    )
    {
        var asked = new List<(string? Field, SqlResult<Guid?> Found)>();
        // A list by last activity walks these anyway.
        if (filter.UntouchedSince is { } since && filter is not { SortByCustom: null, Sort: RecordSort.LastTouched or RecordSort.LongestUntouched })
        {
            var query = new SqlQuery<LastTouchRow>(session, "u").Where($"t.record_type = {filter.Type} and t.touched_at < {since}");
            asked.Add((null, FewOf(session, query.Columns("t.record", "t.touched_at, t.record", Few + 1))));
        }
        foreach (var (key, value) in custom)
        {
            var query = new SqlQuery<CustomValueRow>(session, $"c{asked.Count}_");
            query.Where($"t.record_type = {filter.Type} and t.field = {key} and t.value = {value}");
            asked.Add((key, FewOf(session, query.Columns("t.record", "t.value, t.record", Few + 1))));
        }
        if (asked.Count == 0)
            return Lookups.None;
        await session.ReadAsync([.. asked.Select(one => one.Found)], cancellationToken);
        var few = asked.Where(one => !one.Found.Rows.Contains(null)).ToList();
        if (few.Count == 0)
            return Lookups.None;
        var records = few.Select(one => one.Found.Rows.OfType<Guid>()).Aggregate((one, other) => one.Intersect(other)).ToList();
        return new Lookups(records, few.Exists(one => one.Field is null), [.. few.Select(one => one.Field).OfType<string>()]);
    }

    /// <summary>The ids that a statement finds, or one null where there are more than a few, which are then not sent.</summary>
    private static SqlResult<Guid?> FewOf(StoreSession session, SqlStatement found) =>
        new(
            new SqlStatement(
                $"""
                with found as {session.Dialect.Materialized}({found.Text})
                select record from found where (select count(*) from found) <= {Few} union all select null where (select count(*) from found) > {Few}
                """,
                found.Values
            ),
            row => row.IsDBNull(0) ? null : row.GetGuid(0)
        );

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

    /// <summary>Records that were looked up, and which conditions all of them meet.</summary>
    /// <param name="Records">The records; null where no condition is met by few.</param>
    /// <param name="IsTouch">Whether they had no activity for long enough.</param>
    /// <param name="Fields">Keys of the custom fields of which they have the values.</param>
    private sealed record Lookups(IReadOnlyList<Guid>? Records, bool IsTouch, IReadOnlyCollection<string> Fields)
    {
        public static Lookups None { get; } = new(null, IsTouch: false, []);
    }
}
