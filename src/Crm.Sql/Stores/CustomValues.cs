using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>
/// Keeps <c>crm_custom_value</c> in step with records and with what is declared indexed. Whoever writes records shares a key of their tenant; whoever declares fields has it alone, and so sees all records
/// that were written without knowing of the field, and none is written meanwhile.
/// </summary>
internal sealed class CustomValues(StoreSession session)
{
    private const int BatchSize = 1000;
    private const string Key = "custom-fields";

    private readonly HashSet<TenantId> known = [];
    private readonly List<CustomField> fields = [];

    /// <summary>Before anything is written: waits for those who write records of tenants whose fields are declared or changed.</summary>
    public async Task LockAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        foreach (var tenant in DeclaredIn(changes).Select(field => field.Tenant).Distinct().OrderBy(tenant => tenant.Value))
            await session.LockKeyAsync(tenant, Key, cancellationToken);
    }

    /// <summary>What must be known before records are written. The fields that are declared indexed are read once per tenant and unit of work.</summary>
    public async Task<StoredRecords> GetKnownAsync(RowChanges records, CancellationToken cancellationToken)
    {
        await KnowAsync(records.Inserts.Concat(records.InsertsIfAbsent).Concat(records.Updates).Concat(records.Deletes), cancellationToken);
        if (records.InsertsIfAbsent.Count == 0)
            return StoredRecords.None with { Indexed = fields };
        var query = new SqlQuery<CrmRecord>(session);
        query.Where($"{query.In("t.id", records.InsertsIfAbsent.Cast<CrmRecord>().Select(record => record.Id.Value))}");
        var present = await session.SelectAsync(query.Columns("t.id"), row => new RecordId(row.GetGuid(0)), cancellationToken);
        return new StoredRecords(fields, present.ToHashSet());
    }

    /// <summary>After fields were declared or changed: takes out their values and, where indexed, puts in those of all records.</summary>
    public async Task RebuildAsync(ChangeSet changes, CancellationToken cancellationToken)
    {
        foreach (var field in DeclaredIn(changes))
        {
            known.Clear();
            fields.Clear();
            var values = new SqlQuery<CustomValueRow>(session).Where(
                $"t.tenant = {field.Tenant} and t.record_type = {field.RecordType} and t.field = {field.Key}"
            );
            await session.ExecuteAsync(values.Delete(), cancellationToken);
            if (field.IsIndexed && !changes.Tables.Any(table => table.Deletes.Contains(field)))
                await FillAsync(field, cancellationToken);
        }
    }

    private static IEnumerable<CustomField> DeclaredIn(ChangeSet changes) =>
        changes
            .Tables.Where(table => table.RowType == typeof(CustomField))
            .SelectMany(table => table.Inserts.Concat(table.InsertsIfAbsent).Concat(table.Upserts).Concat(table.Updates).Concat(table.Deletes))
            .Cast<CustomField>();

    private async Task KnowAsync(IEnumerable<IRow> rows, CancellationToken cancellationToken)
    {
        var unknown = rows.Select(row => row.Tenant).Where(known.Add).ToList();
        if (unknown.Count == 0)
            return;
        await session.ShareKeyAsync(unknown.Select(tenant => (TenantId?)tenant), Key, cancellationToken);
        var query = new SqlQuery<CustomField>(session);
        query.Where($"t.is_indexed and {query.In("t.tenant", unknown.Select(tenant => tenant.Value))}");
        fields.AddRange(await session.RowsAsync<CustomField>(query.Rows(), cancellationToken));
    }

    private async Task FillAsync(CustomField field, CancellationToken cancellationToken)
    {
        var table = RowTables.For(session.Dialect).Of(typeof(CustomValueRow));
        var last = Guid.Empty;
        List<CrmRecord> records;
        do
        {
            var query = new SqlQuery<CrmRecord>(session).Where($"t.id > {last} and t.tenant = {field.Tenant} and t.type = {field.RecordType}");
            records = await session.RowsAsync<CrmRecord>(query.Rows("t.id", BatchSize), cancellationToken);
            if (records.Count == 0)
                return;
            last = records[^1].Id.Value;
            List<IRow> values = [.. records.SelectMany(record => CustomValueRow.Of(record, [field]))];
            if (values.Count > 0)
                await session.WriteAsync([new SqlOperation(SqlOperationKind.Insert, table, values)], last: [], cancellationToken);
        } while (records.Count == BatchSize);
    }
}
