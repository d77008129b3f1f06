using System.Data.Common;
using Crm.Stores;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Sql;

/// <summary>
/// A connection of the engine's own that outlives its transactions, with its settings and the statements that it has prepared: to parse and plan a statement takes longer than to run most of them.
/// SQLite prepares them anew by itself where another connection has changed the schema.
/// </summary>
internal sealed class SqliteOwnConnection : SqliteConnection
{
    /// <summary>The sender and the runner use some forty each; lists and searches make texts of their own, and push one another out.</summary>
    public const int MaxStatements = 100;

    /// <summary>
    /// A writer keeps 6 MiB of pages, where 2 MiB are read anew for each batch of a large file, and moves the log into the file every 16 MiB instead of every 4. Memory stays bounded: one writer at a time,
    /// and few connections are kept. The file is not mapped: a read error of the disk would then end the process.
    /// </summary>
    private const string WriterSettings = "pragma cache_size = -6144; pragma wal_autocheckpoint = 4000";

    private readonly RecentStatements<Command> commands = new(MaxStatements);
    private readonly RecentStatements<SqliteRowStatement> rows = new(MaxStatements);
    private Durability? durability;
    private bool hasWriterSettings;
    private bool hasFailed;

    /// <summary>A closed one.</summary>
    /// <param name="connectionString">To what.</param>
    /// <param name="openedAt">The pool's clock.</param>
    public SqliteOwnConnection(string connectionString, long openedAt)
        : base(connectionString) => OpenedAt = openedAt;

    /// <summary>When it was opened, by the pool's clock.</summary>
    public long OpenedAt { get; }

    /// <summary>Whether another transaction may begin on it: nothing has failed on it, and none is open.</summary>
    public bool IsSound => !hasFailed && State == System.Data.ConnectionState.Open && raw.sqlite3_get_autocommit(Handle!) != 0;

    /// <summary>It is not to be used again after this transaction.</summary>
    public void GiveUp() => hasFailed = true;

    /// <summary>Sets what a transaction needs. Settings outlive transactions, so what is set already is not sent again.</summary>
    public void Prepare(TransactionScope scope)
    {
        if (scope.Kind == WorkKind.Read)
            return;
        if (durability != scope.Durability)
        {
            durability = null;
            Execute(scope.Durability == Durability.Durable ? "pragma synchronous = full" : "pragma synchronous = normal");
            durability = scope.Durability;
        }
        if (hasWriterSettings)
            return;
        Execute(WriterSettings);
        hasWriterSettings = true;
    }

    /// <summary>A command for a statement, prepared already where it was used lately. Disposing it gives it back.</summary>
    public SqliteCommand CommandFor(string text)
    {
        var command = commands.Take(text) ?? new Command(text, this);
        command.Begin();
        return command;
    }

    /// <summary>A statement for the writer of rows, prepared already where it was used lately. Give it back with <see cref="Keep"/>.</summary>
    public SqliteRowStatement RowsFor(SqliteRowStatement.Form form) => rows.Take(form.Text) ?? SqliteRowStatement.Prepare(form, this);

    /// <summary>Takes a statement back.</summary>
    public void Keep(SqliteRowStatement statement) => rows.Keep(statement.Text, statement);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            commands.Dispose();
            rows.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Execute(string statement)
    {
        using var command = CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    /// <summary>A command that keeps what it has prepared: whoever disposes it gives it back.</summary>
    private sealed class Command(string text, SqliteOwnConnection connection) : SqliteCommand(text, connection)
    {
        /// <summary>SQLite keeps what was bound last. A set of many ids is not to stay in memory with it.</summary>
        private const int MaxValueLength = 16 * 1024;

        private bool isInUse;

        /// <summary>It is handed out.</summary>
        public void Begin() => isInUse = true;

        protected override void Dispose(bool disposing)
        {
            if (disposing && isInUse)
            {
                isInUse = false;
                var isLarge = Parameters.Cast<DbParameter>().Any(parameter => parameter.Value is string { Length: > MaxValueLength });
                Parameters.Clear();
                Transaction = null;
                if (!isLarge)
                {
                    connection.commands.Keep(CommandText, this);
                    return;
                }
            }
            base.Dispose(disposing);
        }
    }
}
