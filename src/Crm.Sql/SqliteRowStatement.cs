using Crm.Stores;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Sql;

/// <summary>A prepared statement that is run for each row of an operation.</summary>
internal sealed class SqliteRowStatement : IDisposable
{
    private readonly Form form;
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly int[] indexes;

    private SqliteRowStatement(Form form, sqlite3 connection, sqlite3_stmt statement)
    {
        (this.form, this.connection, this.statement) = (form, connection, statement);
        indexes = [.. form.Columns.Select(column => raw.sqlite3_bind_parameter_index(statement, column.Parameter))];
    }

    /// <summary>The statement's text.</summary>
    public string Text => form.Text;

    /// <summary>Prepares a statement on an open connection.</summary>
    public static SqliteRowStatement Prepare(Form form, SqliteConnection connection)
    {
        var handle = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(handle, form.Text, out var statement), handle);
        return new SqliteRowStatement(form, handle, statement);
    }

    /// <summary>Runs it for each row. Nothing of the rows is kept.</summary>
    /// <returns>The number of rows that were changed.</returns>
    public int Run(IReadOnlyList<IRow> rows)
    {
        try
        {
            var affected = 0;
            foreach (var row in rows)
            {
                for (var column = 0; column < indexes.Length; column++)
                    form.Columns[column].Binder.Bind(statement, indexes[column], row);
                var result = raw.sqlite3_step(statement);
                if (result != raw.SQLITE_DONE)
                    SqliteException.ThrowExceptionForRC(result, connection);
                affected += raw.sqlite3_changes(connection);
                raw.sqlite3_reset(statement);
            }
            return affected;
        }
        finally
        {
            raw.sqlite3_reset(statement);
            raw.sqlite3_clear_bindings(statement);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => statement.Dispose();

    /// <summary>A statement's text and what is bound to it.</summary>
    internal sealed record Form(string Text, IReadOnlyList<(string Parameter, SqliteBinder Binder)> Columns);
}
