using Crm.Records;
using Crm.Sql;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

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

    /// <summary>Checks the custom fields that the filter names.</summary>
    /// <exception cref="CrmException">One of them is not declared indexed, or a value is not of its kind.</exception>
    public static async Task<RecordList> CreateAsync(StoreSession session, RecordFilter filter, CancellationToken cancellationToken)
    {
        var custom = new Dictionary<string, string>();
        if (filter.Custom.Count > 0 || filter.SortByCustom is not null)
        {
            var fields = await session.Db.Rows<CustomField>().Where(row => row.RecordType == filter.Type && row.IsIndexed).ToListAsync(cancellationToken);
            foreach (var (key, value) in filter.Custom)
                custom[key] = CustomValueText.Of(Find(fields, key), value);
            if (filter.SortByCustom is { } sort)
                Find(fields, sort);
        }
        return new RecordList(session, filter, custom);
    }

    /// <summary>Reads a page.</summary>
    public Task<Page<CrmRecord>> PageAsync(PageRequest page, CancellationToken cancellationToken) =>
        filter.SortByCustom is { } field ? PageByCustomAsync(field, page, cancellationToken) : PageByColumnAsync(page, cancellationToken);

    private async Task<Page<CrmRecord>> PageByColumnAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(page);
        var rows = Filtered(cursor.Read<Position>(page.After) is { } after ? After(after) : session.Db.Rows<CrmRecord>());
        var ordered = filter.Sort switch
        {
            RecordSort.Newest => rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id),
            RecordSort.LastChanged => rows.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id),
            _ => rows.OrderBy(row => EF.Property<string>(row, RowMapping.NameKeyProperty)).ThenBy(row => row.Id),
        };
        var found = await ordered.Take(size + 1).ToListAsync(cancellationToken);
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

    private IQueryable<CrmRecord> After(Position after) =>
        filter.Sort switch
        {
            RecordSort.Newest => session.Db.RowsOf<CrmRecord>(
                "select * from crm_record where (created_at, id) < ({0}, {1})",
                session.Time(after.Time ?? default),
                session.Id(after.Id)
            ),
            RecordSort.LastChanged => session.Db.RowsOf<CrmRecord>(
                "select * from crm_record where (updated_at, id) < ({0}, {1})",
                session.Time(after.Time ?? default),
                session.Id(after.Id)
            ),
            _ => session.Db.RowsOf<CrmRecord>("select * from crm_record where (name_key, id) > ({0}, {1})", after.Text ?? "", session.Id(after.Id)),
        };

    /// <summary>By the field's value, then those that have none, each by id.</summary>
    private async Task<Page<CrmRecord>> PageByCustomAsync(string field, PageRequest page, CancellationToken cancellationToken)
    {
        var size = Cursor.Size(page);
        var after = cursor.Read<Position>(page.After);
        var positions = new List<(CrmRecord Record, string? Value)>();
        if (after is null or { Text: not null })
        {
            var values = after is null
                ? session.Db.Rows<CustomValueRow>()
                : session.Db.RowsOf<CustomValueRow>("select * from crm_custom_value where (value, record) > ({0}, {1})", after.Text!, session.Id(after.Id));
            var found = await values
                .Where(value => value.RecordType == filter.Type && value.Field == field)
                .Join(
                    Filtered(session.Db.Rows<CrmRecord>()),
                    value => value.Record,
                    record => record.Id,
                    (value, record) =>
                        new
                        {
                            record,
                            value.Value,
                            value.Record,
                        }
                )
                .OrderBy(row => row.Value)
                // The same as the record's id; by this one SQLite sees the order in the index.
                .ThenBy(row => row.Record)
                .Take(size + 1)
                .ToListAsync(cancellationToken);
            positions.AddRange(found.Select(row => (row.record, (string?)row.Value)));
        }
        if (positions.Count <= size)
        {
            var rest = after is { Text: null }
                ? session.Db.RowsOf<CrmRecord>("select * from crm_record where id > {0}", session.Id(after.Id))
                : session.Db.Rows<CrmRecord>();
            var without = Filtered(rest)
                .Where(row =>
                    !session.Db.Rows<CustomValueRow>().Any(value => value.Record == row.Id && value.RecordType == filter.Type && value.Field == field)
                );
            positions.AddRange(
                (await without.OrderBy(row => row.Id).Take(size + 1 - positions.Count).ToListAsync(cancellationToken)).Select(row => (row, (string?)null))
            );
        }
        var result = cursor.Page(positions, size, row => new Position(row.Value, null, row.Record.Id.Value));
        return new Page<CrmRecord>([.. result.Rows.Select(row => row.Record)], result.Next);
    }

    private IQueryable<CrmRecord> Filtered(IQueryable<CrmRecord> rows)
    {
        rows = RecordStore.Live(rows, filter.Type);
        if (filter.VisibleOwners is { } visible)
        {
            var owners = visible.Select(owner => (MemberId?)owner).ToList();
            rows = rows.Where(row => row.Owner == null || owners.Contains(row.Owner));
        }
        if (filter.Owner is { } owner)
            rows = rows.Where(row => row.Owner == owner);
        if (filter.Company is { } company)
            rows = filter.Type switch
            {
                RecordType.Contact => rows.Where(row => ((Contact)row).Company == company),
                RecordType.Deal => rows.Where(row => ((Deal)row).Company == company),
                _ => throw CrmException.Invalid("company", $"Only contacts and deals belong to a company, not a {filter.Type}."),
            };
        if (filter.Stages is { } stages)
            rows = rows.Where(row => stages.Contains(((Deal)row).Stage));
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var pattern = SqlDialect.Containing(filter.Search.Trim());
            var byEmail = session
                .Db.Rows<ContactPointRow>()
                .Where(point => point.Kind == ContactPointKind.Email && EF.Functions.Like(point.Normalized, pattern, @"\"));
            rows = rows.Where(row =>
                EF.Functions.Like(EF.Property<string>(row, RowMapping.NameKeyProperty), pattern, @"\") || byEmail.Select(point => point.Record).Contains(row.Id)
            );
        }
        foreach (var (key, value) in custom)
            rows = rows.Where(row =>
                session
                    .Db.Rows<CustomValueRow>()
                    .Where(stored => stored.RecordType == filter.Type && stored.Field == key && stored.Value == value)
                    .Select(stored => stored.Record)
                    .Contains(row.Id)
            );
        return rows;
    }

    private static CustomField Find(List<CustomField> fields, string key) =>
        fields.FirstOrDefault(field => field.Key == key)
        ?? throw CrmException.Invalid(
            $"custom.{key}",
            fields.Count == 0
                ? "No custom field of this type of record is declared indexed, so none can be filtered or sorted by."
                : $"Lists are filtered and sorted by custom fields that are declared indexed: {string.Join(", ", fields.Select(field => field.Key).Order())}."
        );

    private sealed record Position(string? Text, DateTimeOffset? Time, Guid Id);
}
