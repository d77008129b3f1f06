using Crm.Stores;

namespace Crm.Sql;

/// <summary>A table as the bulk writers see it: its name and how each column is read from a row.</summary>
/// <param name="name">The table's name.</param>
/// <param name="columns">All columns, in the order of the statements.</param>
/// <param name="keys">Those of the columns that find a row. The first one tells rows apart best (an id, never the tenant): PostgreSQL's writer sends it as an array even where other columns hold one value for all rows, so that it drives the join.</param>
internal sealed class SqlTable(string name, IReadOnlyList<SqlColumn> columns, IReadOnlyList<SqlColumn> keys)
{
    /// <summary>The table's name.</summary>
    public string Name { get; } = name;

    /// <summary>All columns, in the order of the statements.</summary>
    public IReadOnlyList<SqlColumn> Columns { get; } = columns;

    /// <summary>The columns that find a row, the one that tells rows apart best first.</summary>
    public IReadOnlyList<SqlColumn> Keys { get; } = keys;

    /// <summary>The other columns.</summary>
    public IReadOnlyList<SqlColumn> Values { get; } = [.. columns.Except(keys)];

    /// <summary>Whether an update must find the revision before.</summary>
    public bool IsRevisioned { get; } = columns.Any(column => column.Name == Revision);

    /// <summary>Name of the column of the optimistic number.</summary>
    public const string Revision = "revision";
}

/// <summary>A column and how it is read from a row, in the provider's own types.</summary>
internal abstract class SqlColumn(string name, string storeType)
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;

    /// <summary>The database's type of it.</summary>
    public string StoreType { get; } = storeType;

    /// <summary>The value of a row, or null.</summary>
    public abstract object? Read(IRow row);

    /// <summary>The values of rows as a typed array.</summary>
    public abstract Array ReadAll(IReadOnlyList<IRow> rows);

    /// <summary>The values of rows as a typed array; where all are the same, null and that value.</summary>
    /// <param name="rows">At least one.</param>
    /// <param name="shared">The one value, perhaps null.</param>
    public abstract Array? ReadAll(IReadOnlyList<IRow> rows, out object? shared);
}

/// <summary>A column of a type of value.</summary>
internal sealed class SqlColumn<T>(string name, string storeType, Func<IRow, T> read) : SqlColumn(name, storeType)
{
    /// <summary>The value of a row.</summary>
    public T Value(IRow row) => read(row);

    /// <inheritdoc/>
    public override object? Read(IRow row) => read(row);

    /// <inheritdoc/>
    public override Array ReadAll(IReadOnlyList<IRow> rows)
    {
        var values = new T[rows.Count];
        for (var index = 0; index < values.Length; index++)
            values[index] = read(rows[index]);
        return values;
    }

    /// <inheritdoc/>
    public override Array? ReadAll(IReadOnlyList<IRow> rows, out object? shared)
    {
        var first = read(rows[0]);
        for (var index = 1; index < rows.Count; index++)
        {
            var value = read(rows[index]);
            if (EqualityComparer<T>.Default.Equals(value, first))
                continue;
            shared = null;
            var values = new T[rows.Count];
            Array.Fill(values, first, 0, index);
            values[index] = value;
            while (++index < values.Length)
                values[index] = read(rows[index]);
            return values;
        }
        shared = first;
        return null;
    }
}

/// <summary>What one statement does to rows of a table.</summary>
/// <param name="Kind">Insert, update, …</param>
/// <param name="Table">The table.</param>
/// <param name="Rows">The rows; never empty.</param>
internal sealed record SqlOperation(SqlOperationKind Kind, SqlTable Table, IReadOnlyList<IRow> Rows);

/// <summary>What is done to rows.</summary>
internal enum SqlOperationKind
{
    /// <summary>Deletes what the keys find, however many rows that is.</summary>
    DeleteAny,

    /// <summary>Deletes one row for each key; one that is not there is a conflict.</summary>
    Delete,

    /// <summary>Replaces one row for each key; one that is not there or has another revision is a conflict.</summary>
    Update,

    /// <summary>Inserts.</summary>
    Insert,

    /// <summary>Inserts unless a row of the key is there.</summary>
    InsertIfAbsent,

    /// <summary>Inserts, or replaces the row of the key.</summary>
    Upsert,
}
