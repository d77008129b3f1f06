using System.Net;
using System.Net.Sockets;
using Crm.EntityFrameworkCore;
using Crm.EntityFrameworkCore.Stores;
using Crm.Kernel;
using Crm.Records;
using Crm.Sql;
using Crm.Sql.Stores;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Testing.Builders;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Crm.Stores.Tests;

/// <summary>What the engine is told when the database fails.</summary>
internal sealed class FailureTests
{
    private readonly TenantId tenant = Sample.TenantId();

    [Test]
    public async Task A_connection_that_PostgreSQL_ends_is_transient_and_the_next_one_works()
    {
        await using var database = await PostgresAsync();
        await using (var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default))
        {
            await EndAsync(database, ((NpgsqlConnection)await ((UnitOfWork)work).Session.ConnectAsync(default)).ProcessID);
            Assert.ThrowsAsync<TransientStoreException>(() => work.ApplyAsync(Sample.Insert(Sample.Contact(tenant)), default));
        }
        await using (var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Read, default))
        {
            await EndAsync(database, ((NpgsqlConnection)await ((UnitOfWork)work).Session.ConnectAsync(default)).ProcessID);
            Assert.ThrowsAsync<TransientStoreException>(() => work.Tenancy.GetMembersAsync(default));
        }
        Assert.That(await CountAsync(database.TenantStore), Is.Zero);
    }

    /// <summary>Rows that end their own connection: more than the buffers between the server and us hold, so that some have come before.</summary>
    private const string Ending = """
        select repeat('x', 1000000) || case when n = 150 then cast(pg_terminate_backend(pg_backend_pid()) as text) else '' end as "Value"
        from generate_series(1, 200) n
        """;

    [Test]
    public async Task A_connection_that_ends_while_rows_are_read_is_transient()
    {
        await using var database = await PostgresAsync();
        await using (var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Read, default))
        {
            var session = ((UnitOfWork)work).Session;
            await LogInAsOwnerAsync(session);
            Assert.ThrowsAsync<TransientStoreException>(() => session.SelectAsync(new SqlStatement(Ending), row => row.GetString(0), default));
        }
        await using (var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Read, default))
        {
            var session = (EntityFrameworkSession)((UnitOfWork)work).Session;
            await LogInAsOwnerAsync(session);
            var rows = session.Context.Database.SqlQueryRaw<string>(Ending);
            Assert.ThrowsAsync<TransientStoreException>(() => session.ListAsync(rows, default));
        }
        Assert.That(await CountAsync(database.TenantStore), Is.Zero);
    }

    [Test]
    public async Task A_lock_that_is_waited_for_on_a_connection_that_ends_is_transient()
    {
        await using var database = await PostgresAsync();
        await using var holder = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await using var waiter = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await holder.LockAsync("one", default);
        var session = ((NpgsqlConnection)await ((UnitOfWork)waiter).Session.ConnectAsync(default)).ProcessID;
        var waiting = waiter.LockAsync("one", default);
        await EndAsync(database, session);
        Assert.ThrowsAsync<TransientStoreException>(() => waiting);
    }

    [Test]
    public async Task A_use_case_reads_again_when_its_connection_ends_and_says_so_when_it_always_does()
    {
        await using var database = await PostgresAsync();
        var executor = new UseCaseExecutor(database.TenantStore, TimeProvider.System);
        var caller = new Caller(tenant, Actor.System("test"));
        var reads = 0;
        Assert.That(await executor.ReadAsync(caller, Right.ReadRecords, context => ReadAsync(context, failures: 1), default), Is.Empty);
        Assert.That(reads, Is.EqualTo(2));
        var thrown = Assert.ThrowsAsync<CrmException>(() =>
            executor.ReadAsync(caller, Right.ReadRecords, context => ReadAsync(context, failures: int.MaxValue), default)
        );
        Assert.That(thrown.Error, Is.InstanceOf<CrmError.Unavailable>());

        async Task<IReadOnlyList<Member>> ReadAsync(Work context, int failures)
        {
            if (++reads <= failures)
                await EndAsync(database, ((NpgsqlConnection)await ((UnitOfWork)context.Stores).Session.ConnectAsync(default)).ProcessID);
            return await context.Stores.Tenancy.GetMembersAsync(default);
        }
    }

    [Test]
    public async Task A_deadlock_is_transient()
    {
        await using var database = await PostgresAsync();
        var (first, second) = (Sample.Contact(tenant), Sample.Contact(tenant));
        await WriteAsync(database.SystemStore, Sample.Insert(first, second));
        await using var left = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await using var right = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await left.ApplyAsync(Sample.Update(first with { Revision = 2 }), default);
        await right.ApplyAsync(Sample.Update(second with { Revision = 2 }), default);
        var endings = await Task.WhenAll(
            EndingAsync(left.ApplyAsync(Sample.Update(second with { Revision = 2 }), default)),
            EndingAsync(right.ApplyAsync(Sample.Update(first with { Revision = 2 }), default))
        );
        Assert.That(endings.Where(ending => ending is not null), Is.All.InstanceOf<TransientStoreException>().And.Exactly(1).Items);
        var survivor = endings[0] is null ? left : right;
        await survivor.CommitAsync(default);
    }

    [Test]
    public async Task A_commit_without_answer_is_unknown()
    {
        await using var database = await PostgresAsync();
        var server = new NpgsqlConnectionStringBuilder(database.Options.Connection);
        using var proxy = new CuttingProxy(server.Host!, server.Port);
        (server.Host, server.Port, server.Pooling) = ("127.0.0.1", proxy.Port, false);
        await using var store = new EntityFrameworkStore(new DatabaseOptions { Provider = "postgres", Connection = server.ConnectionString }, []);
        await using (var work = await store.BeginAsync(tenant, WorkKind.Write, default))
        {
            await work.ApplyAsync(Sample.Insert(Sample.Contact(tenant)), default);
            proxy.SwallowAnswers();
            Assert.ThrowsAsync<CommitUnknownException>(() => work.CommitAsync(default));
        }
        Assert.That(await CountAsync(database.TenantStore), Is.EqualTo(1), "it was committed, only the answer was lost");
    }

    [Test]
    public async Task A_server_that_is_not_there_is_transient()
    {
        await using var store = new EntityFrameworkStore(
            new DatabaseOptions { Provider = "postgres", Connection = "Host=127.0.0.1;Port=1;Database=none;Username=none" },
            []
        );
        Assert.ThrowsAsync<TransientStoreException>(() => store.BeginAsync(tenant, WorkKind.Read, default));
    }

    [Test]
    public async Task Another_process_that_writes_to_the_file_is_waited_for_and_then_transient()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        await using var impatient = new EntityFrameworkStore(
            new DatabaseOptions { Provider = "sqlite", Connection = $"{database.Options.Connection};Default Timeout=1" },
            []
        );
        await using var other = new SqliteConnection($"{database.Options.Connection};Pooling=False");
        await other.OpenAsync();
        await using (var held = other.BeginTransaction(deferred: false))
        {
            Assert.ThrowsAsync<TransientStoreException>(() => WriteAsync(impatient, Sample.Insert(Sample.Contact(tenant))));
            Assert.That(await CountAsync(impatient), Is.Zero, "readers do not wait");
            var patient = Task.Run(() => WriteAsync(database.SystemStore, Sample.Insert(Sample.Contact(tenant))));
            await HasTurnAsync(((EntityFrameworkStore)database.SystemStore).Database);
            Assert.That(patient.IsCompleted, Is.False);
            await held.RollbackAsync();
            await patient;
        }
        Assert.That(await CountAsync(impatient), Is.EqualTo(1));
    }

    [TestCase("pragma query_only = on", "read-only")]
    [TestCase("pragma max_page_count = 1", "full")]
    public async Task A_file_that_cannot_be_written_now_is_transient(string state, string why)
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        await using var work = await database.SystemStore.BeginAsync(default);
        var connection = await ((UnitOfWork)work).Session.ConnectAsync(default);
        var rows = Enumerable.Range(0, 500).Select(number => Sample.Contact(tenant, $"{number} {new string('x', 150)}")).ToArray();
        await ExecuteAsync(connection, state);
        var thrown = Assert.ThrowsAsync<TransientStoreException>(() => work.ApplyAsync(Sample.Insert(rows), default))!;
        Assert.That(thrown.Message, Does.Contain(why));
    }

    [Test]
    public void A_file_that_cannot_be_opened_now_is_transient()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var store = new EntityFrameworkStore(new DatabaseOptions { Provider = "sqlite", Connection = $"Data Source={Path.Combine(folder, "crm.db")}" }, []);
        Assert.ThrowsAsync<TransientStoreException>(() => store.BeginAsync(tenant, WorkKind.Write, default));
    }

    [Test]
    public async Task A_standby_is_transient()
    {
        await using var database = await PostgresAsync();
        await using var work = await database.SystemStore.BeginAsync(default);
        await ((UnitOfWork)work).Session.ExecuteAsync(new SqlStatement("set transaction read only"), default);
        Assert.ThrowsAsync<TransientStoreException>(() => work.ApplyAsync(Sample.Insert(Sample.Contact(tenant)), default));
    }

    [Test]
    public async Task A_right_that_was_taken_away_is_transient_and_a_row_of_another_tenant_is_not()
    {
        await using var database = await PostgresAsync();
        await using (var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default))
            Assert.ThrowsAsync<TransientStoreException>(() =>
                ((UnitOfWork)work).Session.ExecuteAsync(new SqlStatement("select count(*) from pg_authid"), default)
            );
        await using (var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default))
            Assert.That(
                async () => await work.ApplyAsync(Sample.Insert(Sample.Contact(Sample.TenantId())), default),
                Throws.Exception.Not.InstanceOf<TransientStoreException>()
            );
    }

    [TestCase("Username", "nobody-of-this-name")]
    [TestCase("Database", "no-database-of-this-name")]
    public async Task A_server_that_does_not_let_the_engine_in_now_is_transient(string what, string value)
    {
        await using var database = await PostgresAsync();
        var server = new NpgsqlConnectionStringBuilder(database.Options.Connection) { [what] = value };
        await using var store = new EntityFrameworkStore(new DatabaseOptions { Provider = "postgres", Connection = server.ConnectionString }, []);
        Assert.ThrowsAsync<TransientStoreException>(() => store.BeginAsync(tenant, WorkKind.Read, default));
    }

    private static async Task ExecuteAsync(System.Data.Common.DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<TestDatabase> PostgresAsync()
    {
        if (!TestDatabase.Kinds.Contains("postgres"))
            Assert.Ignore($"{TestDatabase.PostgresVariable} is not set.");
        return await TestDatabase.CreateAsync("postgres");
    }

    /// <summary>What a task ended with; null where it succeeded.</summary>
    private static async Task<Exception?> EndingAsync(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static async Task WriteAsync(ISystemStore store, ChangeSet changes)
    {
        await using var work = await store.BeginAsync(default);
        await work.ApplyAsync(changes, default);
        await work.CommitAsync(default);
    }

    private async Task<int> CountAsync(ITenantStore store)
    {
        await using var work = await store.BeginAsync(tenant, WorkKind.Read, default);
        return (await work.Records.ListAsync(new RecordFilter { Type = RecordType.Contact }, new PageRequest(), default)).Rows.Count;
    }

    /// <summary>Waits until somebody else has the turn to write: whoever asks then has to queue.</summary>
    private static async Task HasTurnAsync(SqlDatabase file)
    {
        using var asking = new CancellationTokenSource();
        while (true)
        {
            var turn = file.EnterAsync(new TransactionScope(null, WorkKind.Write, Durability.Ordinary), asking.Token);
            if (!turn.IsCompleted)
            {
                await asking.CancelAsync();
                Assert.CatchAsync<OperationCanceledException>(() => turn);
                return;
            }
            (await turn)!.Dispose();
            await Task.Yield();
        }
    }

    /// <summary>A tenant's role may not end a connection, not even its own.</summary>
    private static Task<int> LogInAsOwnerAsync(StoreSession session) =>
        session.ExecuteAsync(new SqlStatement("select set_config('role', 'none', true)"), default);

    private static async Task EndAsync(TestDatabase database, int process)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select pg_terminate_backend({process}, 5000)";
        await command.ExecuteScalarAsync();
    }

    /// <summary>Passes bytes on to a server; when told, hands on one more request and cuts the line where its answer should come.</summary>
    private sealed class CuttingProxy : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private volatile bool swallows;

        public CuttingProxy(string host, int port)
        {
            listener.Start();
            _ = AcceptAsync(host, port);
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public void SwallowAnswers() => swallows = true;

        public void Dispose() => listener.Dispose();

        private async Task AcceptAsync(string host, int port)
        {
            try
            {
                while (true)
                {
                    var client = await listener.AcceptTcpClientAsync();
                    var server = new TcpClient();
                    await server.ConnectAsync(host, port);
                    _ = PumpAsync(client, server, isAnswer: false);
                    _ = PumpAsync(server, client, isAnswer: true);
                }
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                // The test is over.
            }
        }

        private async Task PumpAsync(TcpClient from, TcpClient to, bool isAnswer)
        {
            var buffer = new byte[65536];
            try
            {
                int read;
                while ((read = await from.GetStream().ReadAsync(buffer)) > 0)
                {
                    if (isAnswer && swallows)
                        break;
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // The line is cut.
            }
            to.Dispose();
        }
    }
}
