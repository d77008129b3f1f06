using System.Data;
using Crm.EntityFrameworkCore;
using Crm.Records;
using Crm.Sql;
using Crm.Sql.Stores;
using Crm.Testing;
using Crm.Testing.Builders;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Stores.Tests;

/// <summary>What SQLite's connections keep from one transaction to the next, and what they must not.</summary>
internal sealed class SqlitePoolTests
{
    private const string Text = "select * from shop where id >= @id";

    /// <summary>SQLITE_STMTSTATUS_RUN.</summary>
    private const int StatusRun = 6;

    private readonly TenantId tenant = Sample.TenantId();
    private TestDatabase database = null!;
    private EntityFrameworkStore store = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        database = await TestDatabase.CreateAsync("sqlite");
        store = new EntityFrameworkStore(database.Options, []);
        await ElsewhereAsync("create table shop (id integer primary key, name text); insert into shop values (1, 'one'), (2, 'two')");
    }

    [TearDown]
    public async Task DropAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_statement_is_prepared_once_for_many_transactions()
    {
        var connection = await ConnectionAsync();
        connection.Handle!.enable_sqlite3_next_stmt(true);
        for (var id = 1; id <= 3; id++)
            Assert.That(await NamesAsync(id), Has.Count.EqualTo(Math.Max(0, 3 - id)), "each time with the values of now");
        for (var count = 0; count < 3; count++)
            await WriteAsync(Sample.Contact(tenant));
        Assert.That(Runs(connection, text => text == Text), Is.EqualTo([3]));
        // The table's triggers count as runs of it.
        var inserts = Runs(connection, text => text.StartsWith("insert into crm_record ", StringComparison.Ordinal));
        Assert.That(inserts, Has.Count.EqualTo(1));
        Assert.That(inserts[0], Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public async Task A_table_that_another_process_changes_is_read_and_written_as_it_is_then()
    {
        Assert.That(await NamesAsync(1), Is.EqualTo(["one", "two"]));
        await WriteAsync(Sample.Contact(tenant));
        var before = await ConnectionAsync();

        await ElsewhereAsync(
            """
            alter table shop add column place text not null default 'here';
            alter table crm_record add column more text not null default 'more';
            create index shop_place on shop (place)
            """
        );
        Assert.That(await RowsAsync(1), Is.EqualTo(["id=1 name=one place=here", "id=2 name=two place=here"]));
        await WriteAsync(Sample.Contact(tenant));

        await ElsewhereAsync("drop table shop; create table shop (name text, id integer); insert into shop values ('three', 3)");
        Assert.That(await RowsAsync(1), Is.EqualTo(["name=three id=3"]));
        Assert.That(await ConnectionAsync(), Is.SameAs(before), "on the connection that had prepared it");
    }

    [Test]
    public async Task A_connection_on_which_something_failed_is_not_used_again()
    {
        var contact = Sample.Contact(tenant);
        await WriteAsync(contact);
        var first = await ConnectionAsync();
        Assert.ThrowsAsync<UniqueViolationException>(() => WriteAsync(contact));
        var second = await ConnectionAsync();
        Assert.That((second, first.State), Is.Not.EqualTo((first, ConnectionState.Open)));

        await using (var work = await store.BeginAsync(tenant, WorkKind.Read, default))
            Assert.CatchAsync(() => SessionOf(work).SelectAsync(new SqlStatement("select nothing"), row => row.GetString(0), default));
        var third = await ConnectionAsync();
        Assert.That((third, second.State), Is.Not.EqualTo((second, ConnectionState.Open)));
        Assert.That((first.State, second.State, third.State), Is.EqualTo((ConnectionState.Closed, ConnectionState.Closed, ConnectionState.Open)));
        await WriteAsync(Sample.Contact(tenant));
    }

    [Test]
    public async Task A_transaction_that_is_given_up_leaves_nothing_to_the_next_one()
    {
        await using (var work = await store.BeginAsync(tenant, WorkKind.Write, default))
            await work.ApplyAsync(Sample.Insert(Sample.Contact(tenant)), default);
        await using var next = await store.BeginAsync(tenant, WorkKind.Read, default);
        Assert.That(await SessionOf(next).SelectAsync(new SqlStatement("select count(*) from crm_record"), row => row.GetInt64(0), default), Is.EqualTo([0]));
    }

    [Test]
    public async Task Each_commit_is_as_durable_as_it_promises()
    {
        var seen = new List<long>();
        foreach (var durability in new[] { Durability.Durable, Durability.Ordinary, Durability.Ordinary, Durability.Durable })
        {
            await using var work = await store.BeginAsync(durability, default);
            seen.AddRange(await SessionOf(work).SelectAsync(new SqlStatement("pragma synchronous"), row => row.GetInt64(0), default));
            await work.CommitAsync(default);
        }
        Assert.That(seen, Is.EqualTo([2, 1, 1, 2]), "2 is full, 1 is normal");
    }

    [Test]
    public async Task Between_transactions_a_connection_holds_no_lock()
    {
        await NamesAsync(1);
        await WriteAsync(Sample.Contact(tenant));
        await using var other = await OtherAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        Assert.That(await command.ExecuteScalarAsync(), Is.Zero, "1: a reader was in the way");
    }

    [Test]
    public async Task It_keeps_so_many_statements_and_no_large_values()
    {
        var connection = await ConnectionAsync();
        connection.Handle!.enable_sqlite3_next_stmt(true);
        for (var number = 0; number < SqliteOwnConnection.MaxStatements + 20; number++)
        {
            await using var work = await store.BeginAsync(tenant, WorkKind.Read, default);
            await SessionOf(work).SelectAsync(new SqlStatement($"select {number}"), row => row.GetInt64(0), default);
        }
        Assert.That(Runs(connection, _ => true), Has.Count.EqualTo(SqliteOwnConnection.MaxStatements));
        Assert.That(Runs(connection, text => text == "select 19"), Is.Empty);
        Assert.That(Runs(connection, text => text == "select 20"), Is.EqualTo([1]));

        await using (var work = await store.BeginAsync(tenant, WorkKind.Read, default))
            await SessionOf(work)
                .SelectAsync(new SqlStatement("select length(@large)", new SqlValue("large", new string('x', 100_000))), row => row.GetInt64(0), default);
        Assert.That(Runs(connection, text => text.StartsWith("select length", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task It_keeps_so_many_connections()
    {
        var units = new List<IUnitOfWork>();
        for (var number = 0; number < SqlitePool.MaxIdle + 3; number++)
            units.Add(await store.BeginAsync(tenant, WorkKind.Read, default));
        var connections = new List<SqliteConnection>();
        foreach (var unit in units)
        {
            connections.Add((SqliteConnection)await SessionOf(unit).ConnectAsync(default));
            await unit.DisposeAsync();
        }
        Assert.That(connections.Count(connection => connection.State == ConnectionState.Open), Is.EqualTo(SqlitePool.MaxIdle));
    }

    [Test]
    public async Task Nothing_stays_open_when_the_store_is_disposed()
    {
        await WriteAsync(Sample.Contact(tenant));
        var file = new SqliteConnectionStringBuilder(database.Options.Connection).DataSource;
        SqliteConnection.ClearAllPools();
        Assert.That(File.Exists($"{file}-wal"), Is.True);
        var late = await store.BeginAsync(tenant, WorkKind.Read, default);
        var waiting = await ConnectionAsync();
        await store.DisposeAsync();
        Assert.That(waiting.State, Is.EqualTo(ConnectionState.Closed));
        await late.DisposeAsync();
        Assert.That(File.Exists($"{file}-wal"), Is.False, "the last connection that closes moves the log into the file");
    }

    [Test]
    public async Task The_connection_of_a_host_keeps_nothing_of_ours()
    {
        await using var host = await OtherAsync();
        await using (var transaction = host.BeginTransaction())
        {
            await using (var work = await store.BeginWithinAsync(transaction, tenant, WorkKind.Write, default))
            {
                await SessionOf(work).SelectAsync(new SqlStatement(Text, new SqlValue("id", 1L)), row => row.GetInt64(0), default);
                await work.ApplyAsync(Sample.Insert(Sample.Contact(tenant)), default);
                await work.CommitAsync(default);
            }
            Assert.That(Runs(host, _ => true), Is.Empty);
            await transaction.CommitAsync();
        }
        Assert.That(host.State, Is.EqualTo(ConnectionState.Open));
        Assert.That(await ConnectionAsync(), Is.Not.SameAs(host));
    }

    [Test]
    public async Task A_file_that_takes_the_place_of_another_is_noticed()
    {
        var folder = Directory.CreateTempSubdirectory("crm-pool-");
        try
        {
            var (file, copy) = (Path.Combine(folder.FullName, "crm.db"), Path.Combine(folder.FullName, "copy.db"));
            await ExecuteAsync($"Data Source={file};Pooling=False", "create table shop (name text); insert into shop values ('old')");
            await ExecuteAsync($"Data Source={copy};Pooling=False", "create table shop (name text); insert into shop values ('new')");
            var clock = new TestClock(Sample.Now);
            using var pool = new SqlitePool($"Data Source={file}", _ => { }, clock);
            var first = await pool.TakeAsync(default);
            Assert.That(await NameAsync(first), Is.EqualTo("old"));
            await pool.GiveBackAsync(first);

            File.Move(copy, file, overwrite: true);
            clock.Advance(SqlitePool.MaxAge);
            var second = await pool.TakeAsync(default);
            Assert.That(await NameAsync(second), Is.EqualTo("new"));
            clock.Advance(SqlitePool.MaxAge);
            await pool.GiveBackAsync(second);
            Assert.That((first.State, second.State), Is.EqualTo((ConnectionState.Closed, ConnectionState.Closed)), "also one that is never idle");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static async Task<object?> NameAsync(SqliteOwnConnection connection)
        {
            await using var command = connection.CommandFor("select name from shop");
            return await command.ExecuteScalarAsync();
        }
    }

    /// <summary>How often each prepared statement of a connection has run, of those whose text fits.</summary>
    private static List<int> Runs(SqliteConnection connection, Func<string, bool> fits)
    {
        var runs = new List<int>();
        for (var at = raw.sqlite3_next_stmt(connection.Handle, null); at is { IsInvalid: false }; at = raw.sqlite3_next_stmt(connection.Handle, at))
            if (fits(raw.sqlite3_sql(at).utf8_to_string()))
                runs.Add(raw.sqlite3_stmt_status(at, StatusRun, 0));
        return runs;
    }

    private static StoreSession SessionOf(ILookups work) => ((UnitOfWork)work).Session;

    /// <summary>The connection that the next transaction is given.</summary>
    private async Task<SqliteConnection> ConnectionAsync()
    {
        await using var work = await store.BeginAsync(tenant, WorkKind.Read, default);
        return (SqliteConnection)await SessionOf(work).ConnectAsync(default);
    }

    private Task<List<string>> NamesAsync(long from) => SelectAsync(from, row => row.GetString(row.GetOrdinal("name")));

    private Task<List<string>> RowsAsync(long from) =>
        SelectAsync(from, row => string.Join(' ', Enumerable.Range(0, row.FieldCount).Select(column => $"{row.GetName(column)}={row.GetValue(column)}")));

    private async Task<List<string>> SelectAsync(long from, Func<System.Data.Common.DbDataReader, string> read)
    {
        await using var work = await store.BeginAsync(tenant, WorkKind.Read, default);
        return await SessionOf(work).SelectAsync(new SqlStatement(Text, new SqlValue("id", from)), read, default);
    }

    private async Task WriteAsync(Contact contact)
    {
        await using var work = await store.BeginAsync(tenant, WorkKind.Write, default);
        await work.ApplyAsync(Sample.Insert(contact), default);
        await work.CommitAsync(default);
    }

    /// <summary>A connection such as another process has.</summary>
    private async Task<SqliteConnection> OtherAsync()
    {
        var other = new SqliteConnection($"{database.Options.Connection};Pooling=False");
        await other.OpenAsync();
        return other;
    }

    private Task ElsewhereAsync(string statements) => ExecuteAsync($"{database.Options.Connection};Pooling=False", statements);

    private static async Task ExecuteAsync(string connection, string statements)
    {
        await using var other = new SqliteConnection(connection);
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync();
    }
}
