using System.Data.Common;

namespace Crm.Sql.Stores;

/// <summary>A statement and what it gives.</summary>
internal abstract class SqlResult(SqlStatement statement)
{
    /// <summary>The statement.</summary>
    public SqlStatement Statement { get; } = statement;

    /// <summary>Takes the row that the result stands at.</summary>
    public abstract void Add(DbDataReader row);
}

/// <summary>A statement and the rows that it gives.</summary>
internal sealed class SqlResult<T>(SqlStatement statement, Func<DbDataReader, T> read) : SqlResult(statement)
{
    /// <summary>The rows; empty until it was read.</summary>
    public List<T> Rows { get; } = [];

    /// <inheritdoc/>
    public override void Add(DbDataReader row) => Rows.Add(read(row));
}
