using System.Globalization;
using System.Text;

namespace Crm.Records;

/// <summary>What is to be exported.</summary>
/// <param name="List">Which records, in which order. The page's cursor says where to go on; its size does not matter.</param>
public sealed record ExportRecordsInput(ListRecordsInput List)
{
    /// <summary>
    /// The columns in order: keys of standard and custom fields, and <c>id</c>, <c>owner_name</c>, <c>company_name</c>, <c>contact_name</c>, <c>created_at</c>, <c>updated_at</c>, <c>last_touched_at</c>. Null: all that the type has, with names instead of
    /// ids.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }
}

/// <summary>A portion of an export.</summary>
/// <param name="Csv">Lines of CSV (RFC 4180) as UTF-8 text; the first portion begins with the line of columns.</param>
/// <param name="Count">How many records stand in it, at most 1,000.</param>
/// <param name="Next">The cursor of the next portion; null where this is the last.</param>
public sealed record ExportedRecords(string Csv, int Count, string? Next);

/// <summary>
/// Exports what a list shows as CSV, portion by portion: those records only that the caller may see, with formulas defused. Every portion leaves an audit row.
/// </summary>
/// <remarks>Invalid: a column or a custom field is unknown (those that are there are named), or the cursor is of another list.</remarks>
public sealed class ExportRecords : UseCase<ExportRecordsInput, ExportedRecords>
{
    private const int MaxColumns = 200;
    private const int Pages = 5;

    internal ExportRecords(UseCaseExecutor executor)
        : base(executor, "records.export", Right.ReadRecords, WorkKind.Write) { }

    private protected override async Task<ExportedRecords> DecideAsync(Work work, ExportRecordsInput input)
    {
        var fields = (await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation)).Where(field => field.RecordType == input.List.Type).ToList();
        var columns = ExportColumns.Of(input.List.Type, fields, input.Columns);
        if (columns.Count > MaxColumns)
            throw CrmException.Invalid("columns", $"There may be {MaxColumns} columns at most, were {columns.Count}.");
        var filter = await ListRecords.FilterAsync(work, input.List);
        var csv = new StringBuilder();
        var (next, count) = (input.List.Page.After, 0);
        if (next is null)
            csv.Append(CsvText.Line(columns));
        for (var page = 0; page < Pages && (page == 0 || next is not null); page++)
        {
            var found = await work.Stores.Records.ListAsync(filter, new PageRequest(PageRequest.MaxSize, next), work.Cancellation);
            var names = await NamesAsync(work, columns, found.Rows);
            foreach (var record in await ListRecords.ViewAsync(work, found.Rows))
                csv.Append(CsvText.Line(columns.Select(column => Cell(work, column, record, names))));
            (next, count) = (found.Next, count + found.Rows.Count);
        }
        // Without what was asked for: a search is personal data.
        work.Audit(
            subject: null,
            after: new
            {
                type = input.List.Type,
                records = count,
                columns = columns.Count,
            }
        );
        return new ExportedRecords(csv.ToString(), count, next);
    }

    /// <summary>Names of companies and contacts that the caller may see.</summary>
    private static async Task<Dictionary<RecordId, string>> NamesAsync(Work work, IReadOnlyList<string> columns, IReadOnlyList<CrmRecord> records)
    {
        if (!columns.Any(column => column is ExportColumns.CompanyName or ExportColumns.ContactName))
            return [];
        var ids = records.SelectMany(RecordFields.LinksOf).Select(link => link.Linked).OfType<RecordId>().ToHashSet();
        var found = ids.Count == 0 ? [] : await work.Stores.Records.GetHeadersAsync(ids, work.Cancellation);
        return found.Where(header => work.Access.Sees(header.Owner)).ToDictionary(header => header.Ref.Id, header => header.Name);
    }

    private static string? Cell(Work work, string column, RecordView record, Dictionary<RecordId, string> names) =>
        column switch
        {
            ExportColumns.Id => record.Record.Id.ToString(),
            ExportColumns.OwnerName => work.Access.NameOf(record.Owner),
            ExportColumns.CompanyName => record.Link("company") is { } company ? names.GetValueOrDefault(company) : null,
            ExportColumns.ContactName => record.Link("contact") is { } contact ? names.GetValueOrDefault(contact) : null,
            ExportColumns.CreatedAt => Moment(record.CreatedAt),
            ExportColumns.UpdatedAt => Moment(record.UpdatedAt),
            ExportColumns.LastTouchedAt => record.LastTouchedAt is { } at ? Moment(at) : null,
            _ => record.Text(column),
        };

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
