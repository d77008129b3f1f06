using Crm.Tenancy;

namespace Crm.Records;

/// <summary>Lists records of one type, page by page.</summary>
public sealed class ListRecords(UseCaseExecutor executor)
{
    /// <summary>A page of what the caller may see.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="filter">Which records; its <see cref="RecordFilter.VisibleOwners"/> is set here, to what the caller may see.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="CrmException">Invalid: the page's size, or a custom field that is not declared indexed (those that are are named).</exception>
    public Task<Page<CrmRecord>> ExecuteAsync(Caller caller, RecordFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        executor.ReadAsync(
            caller,
            Right.ReadRecords,
            async context =>
            {
                if (page.Size is < 1 or > 200)
                    throw CrmException.Invalid("size", $"It must be 1–200, was {page.Size}.");
                string[] asked = filter.SortByCustom is { } sort ? [.. filter.Custom.Keys, sort] : [.. filter.Custom.Keys];
                if (asked.Length > 0)
                    CheckIndexed(asked, filter.Type, await context.Stores.Tenancy.GetCustomFieldsAsync(cancellationToken));
                return await context.Stores.Records.ListAsync(filter with { VisibleOwners = context.Access.VisibleOwners }, page, cancellationToken);
            },
            cancellationToken
        );

    private static void CheckIndexed(IEnumerable<string> asked, RecordType type, IReadOnlyList<CustomField> fields)
    {
        var indexed = fields.Where(field => field.RecordType == type && field.IsIndexed).Select(field => field.Key).Order(StringComparer.Ordinal).ToList();
        if (asked.FirstOrDefault(key => !indexed.Contains(key)) is { } wrong)
            throw CrmException.Invalid(
                wrong,
                $"Lists are filtered and sorted by indexed fields only: {(indexed.Count > 0 ? string.Join(", ", indexed) : "there are none")}."
            );
    }
}
