using Crm.EntityFrameworkCore;
using Crm.Records;
using Crm.Testing;
using Crm.Testing.Builders;

namespace Crm.Stores.Tests;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class MigrationTests(string kind)
{
    private TestDatabase database = null!;

    [SetUp]
    public async Task CreateAsync() => database = await TestDatabase.CreateEmptyAsync(kind);

    [TearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task Names_what_an_empty_database_lacks()
    {
        var state = await database.Schema.GetStateAsync(default);
        Assert.That(state.Missing, Does.Contain("crm/001"));
        Assert.That(state.IsCurrent, Is.False);
    }

    [Test]
    public async Task Lets_several_hosts_migrate_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new EntityFrameworkStore(database.Options, []).Schema.MigrateAsync(default))));
        Assert.That((await database.Schema.GetStateAsync(default)).IsCurrent, Is.True);
        await WriteAsync();
    }

    [Test]
    public async Task Refuses_a_database_that_is_newer()
    {
        await database.Schema.MigrateAsync(default);
        await ExecuteAsync(
            "insert into crm_schema_journal (plugin, number, applied_at) values ('crm', 999, 'later'), ('other', 1, 'of a plugin that is not loaded here')"
        );
        var state = await database.Schema.GetStateAsync(default);
        Assert.That(state.Unknown, Is.EqualTo(new[] { "crm/999" }));
        Assert.That(state.IsCurrent, Is.False);
    }

    [Test]
    public async Task Gives_a_script_that_a_person_can_run()
    {
        await ExecuteAsync(database.Schema.Script());
        Assert.That((await database.Schema.GetStateAsync(default)).IsCurrent, Is.True);
        await database.Schema.MigrateAsync(default);
        await WriteAsync();
    }

    [Test]
    public async Task A_host_goes_on_while_another_one_migrates()
    {
        await database.Schema.MigrateAsync(default);
        await ClaimAsync(times: 20); // its statements are prepared by now
        await ExecuteAsync("alter table crm_message add column added_later text");
        await ExecuteAsync("alter table crm_contact_point add column added_later text");

        var failed = 0;
        for (var turn = 0; turn < 5; turn++)
        {
            try
            {
                await ClaimAsync(times: 1);
            }
            catch (TransientStoreException)
            {
                failed++;
            }
        }

        Assert.That(failed, Is.LessThanOrEqualTo(1), "it is tried again, and prepared anew");
    }

    private async Task ClaimAsync(int times)
    {
        for (var turn = 0; turn < times; turn++)
        {
            await using var unit = await database.SystemStore.BeginAsync(default);
            await unit.MessageClaims.LockAsync(new MessageId(Guid.CreateVersion7()), fence: null, default);
            await unit.CommitAsync(default);
        }
    }

    private async Task WriteAsync()
    {
        var tenant = Sample.TenantId();
        var contact = Sample.Contact(tenant);
        await using var work = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await work.ApplyAsync(Sample.Insert(contact), default);
        Assert.That(await work.Records.GetAsync([contact.Id], default), Has.Count.EqualTo(1));
        await work.CommitAsync(default);
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
