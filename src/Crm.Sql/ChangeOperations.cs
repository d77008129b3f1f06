using Crm.Records;
using Crm.Stores;

namespace Crm.Sql;

/// <summary>What is known of records that are written, before they are.</summary>
/// <param name="Indexed">Custom fields that are declared indexed.</param>
/// <param name="Present">Which of those to insert if absent are there already: they keep their contact points.</param>
internal sealed record StoredRecords(IReadOnlyList<CustomField> Indexed, IReadOnlySet<RecordId> Present)
{
    /// <summary>Where no records are written.</summary>
    public static StoredRecords None { get; } = new([], new HashSet<RecordId>());
}

/// <summary>Turns a change set into operations on tables.</summary>
internal static class ChangeOperations
{
    /// <summary>The operations in the order they are carried out: per table deletes, updates, inserts, so that a key that is given up can be taken again; then the updates of rows that these have written.</summary>
    /// <param name="changes">The change set.</param>
    /// <param name="tableOf">The table of a type of row.</param>
    /// <param name="known">What is known of records that are written.</param>
    /// <param name="tenant">The tenant that all rows must belong to; null for system work, where each row must have one.</param>
    /// <exception cref="ArgumentException">A row belongs to another tenant, or to none.</exception>
    public static IReadOnlyList<SqlOperation> Of(ChangeSet changes, Func<Type, SqlTable> tableOf, StoredRecords known, TenantId? tenant)
    {
        var operations = new List<SqlOperation>();
        foreach (var table in changes.Tables)
        {
            Check(table, tenant);
            var target = tableOf(table.RowType);
            var turns = TurnsOf(target, table);
            Add(operations, SqlOperationKind.Delete, target, table.Deletes);
            Add(operations, SqlOperationKind.Update, target, turns[0]);
            Add(operations, SqlOperationKind.Insert, target, table.Inserts);
            Add(operations, SqlOperationKind.InsertIfAbsent, target, table.InsertsIfAbsent);
            Add(operations, SqlOperationKind.Upsert, target, LastOf(target, table.Upserts));
            foreach (var again in turns.Skip(1))
                Add(operations, SqlOperationKind.Update, target, again);
            if (table.RowType == typeof(CrmRecord))
                AddParts(operations, table, tableOf, known);
        }
        return operations;
    }

    /// <summary>The updates by turns: a statement meets a row once, so one that the set writes already, by an insert or another update, waits for the next turn.</summary>
    private static List<List<IRow>> TurnsOf(SqlTable table, RowChanges changes)
    {
        if (changes.Updates.Count == 0 || changes.Updates.Count + changes.Inserts.Count + changes.InsertsIfAbsent.Count == 1)
            return [changes.Updates];
        var writes = new Dictionary<IRow, int>(changes.Updates.Count + changes.Inserts.Count + changes.InsertsIfAbsent.Count, new SameKey(table));
        foreach (var row in changes.Inserts.Concat(changes.InsertsIfAbsent))
            writes[row] = 1;
        var turns = new List<List<IRow>> { new(changes.Updates.Count) };
        foreach (var row in changes.Updates)
        {
            var turn = writes.GetValueOrDefault(row);
            writes[row] = turn + 1;
            while (turns.Count <= turn)
                turns.Add([]);
            turns[turn].Add(row);
        }
        return turns;
    }

    /// <summary>The last row of each key: a statement meets a row once.</summary>
    private static List<IRow> LastOf(SqlTable table, List<IRow> rows)
    {
        if (rows.Count < 2)
            return rows;
        var last = new Dictionary<IRow, IRow>(rows.Count, new SameKey(table));
        foreach (var row in rows)
            last[row] = row;
        return [.. last.Values];
    }

    /// <summary>The changes of records, or null.</summary>
    public static RowChanges? RecordsOf(ChangeSet changes) => changes.Tables.FirstOrDefault(table => table.RowType == typeof(CrmRecord));

    /// <summary>Contact points, words of names and indexed values are replaced with their record.</summary>
    private static void AddParts(List<SqlOperation> operations, RowChanges records, Func<Type, SqlTable> tableOf, StoredRecords known)
    {
        List<IRow> gone = [.. records.Updates, .. records.Deletes];
        List<CrmRecord> written =
        [
            .. records.Inserts.Cast<CrmRecord>(),
            .. records.InsertsIfAbsent.Cast<CrmRecord>().Where(record => !known.Present.Contains(record.Id)),
            .. records.Updates.Cast<CrmRecord>(),
        ];
        // Of a record that is written more than once, the last one's points and values stay.
        if (records.Updates.Count > 0)
            written = [.. written.GroupBy(record => record.Id).Select(versions => versions.Last())];
        var points = tableOf(typeof(ContactPointRow));
        Add(operations, SqlOperationKind.DeleteAny, OfRecord(points), gone);
        Add(operations, SqlOperationKind.InsertIfAbsent, points, [.. written.SelectMany(ContactPointRow.Of)]);
        var words = tableOf(typeof(NameWordRow));
        Add(operations, SqlOperationKind.DeleteAny, OfRecord(words), gone);
        Add(operations, SqlOperationKind.InsertIfAbsent, words, [.. written.SelectMany(NameWordRow.Of)]);
        if (known.Indexed.Count == 0)
            return;
        var values = tableOf(typeof(CustomValueRow));
        Add(operations, SqlOperationKind.DeleteAny, OfRecord(values), gone);
        Add(operations, SqlOperationKind.InsertIfAbsent, values, [.. written.SelectMany(record => CustomValueRow.Of(record, known.Indexed))]);
    }

    /// <summary>The same table, found by the record that its rows hang on.</summary>
    private static SqlTable OfRecord(SqlTable children)
    {
        var idType = children.Columns.First(column => column.Name == "record").StoreType;
        SqlColumn[] keys = [Key("record", idType, record => record.Id.Value), Key("tenant", idType, record => record.Tenant.Value)];
        return new SqlTable(children.Name, keys, keys);
    }

    private static SqlColumn Key(string name, string storeType, Func<CrmRecord, Guid> read) =>
        storeType == "uuid"
            ? new SqlColumn<Guid>(name, storeType, row => read((CrmRecord)row))
            : new SqlColumn<string>(name, storeType, row => read((CrmRecord)row).ToString());

    private static void Add(List<SqlOperation> operations, SqlOperationKind kind, SqlTable table, List<IRow> rows)
    {
        if (rows.Count > 0)
            operations.Add(new SqlOperation(kind, table, rows));
    }

    private static void Check(RowChanges changes, TenantId? tenant)
    {
        foreach (var rows in (ReadOnlySpan<List<IRow>>)[changes.Inserts, changes.InsertsIfAbsent, changes.Upserts, changes.Updates, changes.Deletes])
        {
            foreach (var row in rows)
            {
                if (row.Tenant == default || (tenant is { } own && row.Tenant != own))
                    throw new ArgumentException(
                        $"A row of {changes.RowType.Name} belongs to the tenant {row.Tenant}, not to that of this unit of work.",
                        nameof(changes)
                    );
            }
        }
    }

    /// <summary>Rows of the same key are the same row.</summary>
    private sealed class SameKey(SqlTable table) : IEqualityComparer<IRow>
    {
        public bool Equals(IRow? x, IRow? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && table.Keys.All(key => Equals(key.Read(x), key.Read(y))));

        /// <summary>Of the key that tells rows apart best; the others are looked at where it is the same.</summary>
        public int GetHashCode(IRow row) => table.Keys[0].Read(row)?.GetHashCode() ?? 0;
    }
}
