using Crm.Records;
using Crm.Sql;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <summary>Keeps <c>crm_custom_value</c> in step with records and with what is declared indexed.</summary>
internal sealed class CustomValues(StoreSession session, RowTables tables)
{
    private const int BatchSize = 1000;

    private IReadOnlyList<CustomField>? fields;

    /// <summary>What must be known before records are written. The fields that are declared indexed are read once per unit of work.</summary>
    public async Task<StoredRecords> GetKnownAsync(RowChanges records, CancellationToken cancellationToken)
    {
        fields ??= await session.Db.Rows<CustomField>().Where(field => field.IsIndexed).ToListAsync(cancellationToken);
        if (records.InsertsIfAbsent.Count == 0)
            return StoredRecords.None with { Indexed = fields };
        var ids = records.InsertsIfAbsent.Cast<CrmRecord>().Select(record => record.Id).ToList();
        var present = await session.Db.Rows<CrmRecord>().Where(record => ids.Contains(record.Id)).Select(record => record.Id).ToListAsync(cancellationToken);
        return new StoredRecords(fields, present.ToHashSet());
    }

    /// <summary>After fields were declared or changed: takes out their values and, where indexed, puts in those of all records.</summary>
    public async Task RebuildAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        if (changes.Tables.FirstOrDefault(table => table.RowType == typeof(CustomField)) is not { } declared)
            return;
        fields = null;
        foreach (var field in declared.Inserts.Concat(declared.Updates).Concat(declared.Deletes).Cast<CustomField>())
        {
            await session
                .Db.Rows<CustomValueRow>()
                .Where(value => value.Tenant == field.Tenant && value.RecordType == field.RecordType && value.Field == field.Key)
                .ExecuteDeleteAsync(cancellationToken);
            if (field.IsIndexed && !declared.Deletes.Contains(field))
                await FillAsync(field, cancellationToken);
        }
    }

    private async Task FillAsync(CustomField field, CancellationToken cancellationToken)
    {
        var type = field.RecordType.ToString();
        var last = Guid.Empty;
        List<CrmRecord> records;
        do
        {
            records = await session
                .Db.RowsOf<CrmRecord>("select * from crm_record where id > {0}", session.Id(last))
                .Where(record => record.Tenant == field.Tenant && EF.Property<string>(record, RowMapping.RecordTypeProperty) == type)
                .OrderBy(record => record.Id)
                .Take(BatchSize)
                .ToListAsync(cancellationToken);
            if (records.Count == 0)
                return;
            last = records[^1].Id.Value;
            List<IRow> values = [.. records.SelectMany(record => CustomValueRow.Of(record, [field]))];
            if (values.Count > 0)
                await session.WriteAsync([new SqlOperation(SqlOperationKind.Insert, tables.Of(typeof(CustomValueRow)), values)], cancellationToken);
        } while (records.Count == BatchSize);
    }
}
