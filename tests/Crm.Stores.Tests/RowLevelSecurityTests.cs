using System.Data.Common;
using Crm.Records;
using Crm.Sql;
using Crm.Sql.Stores;
using Crm.Testing;
using Crm.Testing.Builders;
using Npgsql;

namespace Crm.Stores.Tests;

/// <summary>The second wall, with the first one taken away: statements without any condition on the tenant.</summary>
internal sealed class RowLevelSecurityTests
{
    private TestDatabase database = null!;
    private TenantId own;
    private TenantId foreign;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        if (!TestDatabase.Kinds.Contains("postgres"))
            Assert.Ignore($"{TestDatabase.PostgresVariable} is not set.");
        database = await TestDatabase.CreateAsync("postgres");
        (own, foreign) = (Sample.TenantId(), Sample.TenantId());
        await using var work = await database.SystemStore.BeginAsync(default);
        await work.ApplyAsync(Sample.Insert(Sample.Contact(own), Sample.Contact(foreign), Sample.Contact(foreign)), default);
        await work.CommitAsync(default);
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    [Test]
    public async Task Every_table_with_a_tenant_is_protected()
    {
        await using var connection = await database.ConnectAsync();
        var open = await ScalarAsync(
            connection,
            """
            select coalesce(string_agg(c.relname, ', '), '') from pg_class c
            where c.relkind = 'r' and c.relname like 'crm\_%' and c.relname <> 'crm_schema_journal'
            and not (c.relrowsecurity and c.relforcerowsecurity and (select count(*) from pg_policy p where p.polrelid = c.oid) = 2)
            """
        );
        Assert.That(open, Is.Empty);
    }

    [Test]
    public async Task Shows_a_tenant_its_own_rows_only()
    {
        Assert.That(await InTenantAsync(own, "select count(*) from crm_record"), Is.EqualTo(1));
        Assert.That(await InTenantAsync(foreign, "select count(*) from crm_record"), Is.EqualTo(2));
        Assert.That(
            await InTenantAsync(own, "select count(*) from crm_contact_point"),
            Is.EqualTo(await InTenantAsync(own, $"select count(*) from crm_contact_point where tenant = '{own}'"))
        );
        await using var work = await database.SystemStore.BeginAsync(default);
        Assert.That(await ScalarAsync(work, "select count(*) from crm_record"), Is.EqualTo(3));
    }

    [Test]
    public async Task Changes_a_tenants_own_rows_only()
    {
        Assert.That(await InTenantAsync(own, "with changed as (update crm_record set name = 'taken' returning 1) select count(*) from changed"), Is.EqualTo(1));
        Assert.That(await InTenantAsync(own, "with gone as (delete from crm_record returning 1) select count(*) from gone"), Is.EqualTo(1));
    }

    [Test]
    public void Refuses_rows_of_another_tenant()
    {
        var refused = Assert.ThrowsAsync<PostgresException>(() =>
            InTenantAsync(own, $"insert into crm_record_alias (old_id, tenant, record) values ('{Guid.Empty}', '{foreign}', '{Guid.Empty}') returning 1")
        );
        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    [Test]
    public void Keeps_a_tenant_out_of_everything_else()
    {
        var refused = Assert.ThrowsAsync<PostgresException>(() => InTenantAsync(own, "select count(*) from crm_schema_journal"));
        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    private static readonly (string Name, Func<StoreSession, CancellationToken, Task> Send)[] FirstStatements =
    [
        ("a read", (session, cancellation) => session.SelectAsync(new SqlStatement("select 1"), row => row.GetInt32(0), cancellation)),
        ("a write", (session, cancellation) => session.ExecuteAsync(new SqlStatement("update crm_record set name = name"), cancellation)),
        ("a lock", (session, cancellation) => session.LockKeyAsync(session.Tenant, "key", cancellation)),
        ("the mapper's read", (session, cancellation) => session.Sequences.FindAsync("none", cancellation)),
    ];

    [TestCaseSource(nameof(FirstStatementNames))]
    public async Task Confines_a_transaction_before_its_first_statement_whichever_that_is(string first)
    {
        await using var work = await database.TenantStore.BeginAsync(foreign, WorkKind.Write, default);
        var session = ((UnitOfWork)work).Session;
        var send = FirstStatements.Single(statement => statement.Name == first).Send;
        Assert.That(async () => await send(session, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        await send(session, default);
        Assert.That(
            await ScalarAsync(session.Transaction.Connection!, "select current_setting('role') || '/' || current_setting('crm.tenant')"),
            Is.EqualTo($"crm_app/{foreign}")
        );
    }

    private static IEnumerable<string> FirstStatementNames => FirstStatements.Select(statement => statement.Name);

    [Test]
    public async Task Leaves_nothing_on_pooled_connections()
    {
        for (var round = 0; round < 5; round++)
        {
            Assert.That(await InTenantAsync(own, "select count(*) from crm_record"), Is.EqualTo(1));
            await using var connection = await database.ConnectAsync();
            Assert.That(
                await ScalarAsync(connection, "select current_setting('role') || '/' || coalesce(current_setting('crm.tenant', true), '')"),
                Is.EqualTo("none/")
            );
        }
    }

    [Test]
    public async Task Shows_nothing_where_no_tenant_was_set()
    {
        await using var connection = await database.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ScalarAsync(connection, "select set_config('role', 'crm_app', true)");
        Assert.ThrowsAsync<PostgresException>(() => ScalarAsync(connection, "select count(*) from crm_record"));
    }

    [Test]
    public async Task Refuses_rows_of_another_tenant_before_they_are_sent()
    {
        await using var work = await database.TenantStore.BeginAsync(own, WorkKind.Write, default);
        Assert.ThrowsAsync<ArgumentException>(() => work.ApplyAsync(Sample.Insert(Sample.Contact(foreign)), default));
    }

    private async Task<object?> InTenantAsync(TenantId tenant, string statement)
    {
        await using var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        return await ScalarAsync(work, statement);
    }

    private static async Task<object?> ScalarAsync(ILookups work, string statement) =>
        await ScalarAsync(await ((UnitOfWork)work).Session.ConnectAsync(default), statement);

    private static async Task<object?> ScalarAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return await command.ExecuteScalarAsync();
    }
}
