using Crm.Stores;
using Microsoft.Data.Sqlite;

namespace Crm.Sql;

/// <summary>What SQLite's errors mean to the engine.</summary>
internal static class SqliteErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;
    private const int ConstraintRowId = 2579;

    /// <summary>The engine's own exception, or null where the error is not one that it tells apart.</summary>
    public static Exception? Translate(SqliteException exception, SqliteConnection? connection) =>
        exception.SqliteErrorCode switch
        {
            Busy or Locked or Protocol => new TransientStoreException("Another writer has locked the SQLite file.", exception),
            Full => new TransientStoreException("The disk that holds the SQLite file is full.", exception),
            ReadOnly => new TransientStoreException("The SQLite file is read-only now.", exception),
            InputOutput => new TransientStoreException("The disk that holds the SQLite file reported an error.", exception),
            CannotOpen => new TransientStoreException("The SQLite file cannot be opened now.", exception),
            _ => Constraint(exception, connection),
        };

    /// <summary>Whether an error of a commit leaves open whether it is on the disk.</summary>
    public static bool LeavesCommitOpen(SqliteException exception) => exception.SqliteErrorCode == InputOutput;

    private static UniqueViolationException? Constraint(SqliteException exception, SqliteConnection? connection) =>
        connection is not null && exception.SqliteExtendedErrorCode is ConstraintPrimaryKey or ConstraintUnique or ConstraintRowId
            ? new UniqueViolationException(KeyOf(exception.Message, connection), exception)
            : null;

    /// <summary>SQLite names the columns (<c>UNIQUE constraint failed: crm_team.tenant, crm_team.name</c>); the engine wants the index's name, as PostgreSQL gives it.</summary>
    private static string KeyOf(string message, SqliteConnection connection)
    {
        const string Mark = "constraint failed: ";
        var start = message.IndexOf(Mark, StringComparison.Ordinal);
        var columns = start < 0 ? [] : message[(start + Mark.Length)..].TrimEnd('.', '\'').Split(", ").Select(column => column.Split('.')).ToArray();
        if (columns.Length == 0 || columns.Any(column => column.Length != 2))
            return message;
        using var command = connection.CreateCommand();
        command.CommandText = """
            select case when l.origin = 'pk' then $table || '_pkey' else l.name end
            from pragma_index_list($table) l
            where l."unique" = 1 and (select group_concat(name, ', ') from pragma_index_info(l.name)) = $columns
            """;
        command.Parameters.AddWithValue("$table", columns[0][0]);
        command.Parameters.AddWithValue("$columns", string.Join(", ", columns.Select(column => column[1])));
        return command.ExecuteScalar() as string ?? columns[0][0];
    }
}
