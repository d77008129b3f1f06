using Microsoft.Data.Sqlite;

namespace Crm.Tests.Hosts;

/// <summary>Parked events by the command line.</summary>
public sealed class ConsoleEventTests
{
    private ConsoleHarness crm = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        crm = await ConsoleHarness.CreateAsync();
        await crm.OkAsync("members", "add", "Rita Rep", "--email", "rita@acme.test", "--role", "rep");
        await crm.OkAsync("run", "--once");
    }

    [TearDown]
    public void TearDown() => crm.Dispose();

    [Test]
    public async Task Doctor_counts_parked_events_and_ends_with_one_until_they_are_replayed()
    {
        Assert.That(await crm.OkAsync("events", "parked"), Does.Contain("No event is parked."));
        await crm.OkAsync("doctor");
        await ParkAsync("acme.board", 2);
        await ParkAsync("acme.ledger", 1);

        var doctor = await crm.RunAsync("doctor");
        Assert.That(doctor.Code, Is.EqualTo(1));
        Assert.That(doctor.Output, Does.Contain("2 event(s) for the subscriber acme.board are parked.").And.Contain("crm events replay"));

        var list = await crm.OkAsync("events", "parked", "--subscriber", "acme.board");
        Assert.That(list, Does.Contain("acme.board").And.Contain("tenant.set-up").And.Contain("It threw.").And.Not.Contain("acme.ledger"));
        var first = (await crm.JsonAsync("events", "parked")).GetProperty("parked")[0];
        var id = first.GetProperty("event").GetString()!;

        Assert.That((await crm.JsonAsync("events", "replay", id, "--subscriber", "acme.board")).GetProperty("count").GetInt32(), Is.EqualTo(1));
        Assert.That(await crm.OkAsync("events", "replay", "--subscriber", "acme.board"), Does.Contain("1 event(s) will be delivered again."));
        Assert.That(await crm.OkAsync("events", "replay", "--all"), Does.Contain("1 event(s)"));
        Assert.That(await crm.OkAsync("events", "replay", "--all"), Does.Contain("No event is parked."));
        await crm.OkAsync("doctor");
    }

    [Test]
    public async Task A_replay_says_which_and_names_what_is_not_parked()
    {
        Assert.That((await crm.RunAsync("events", "replay")).ErrorLine, Does.Contain("Give ID, --subscriber or --all"));
        var unknown = await crm.RunAsync("events", "replay", Guid.NewGuid().ToString());
        Assert.That(unknown.Code, Is.EqualTo(1));
        Assert.That((await crm.RunAsync("events", "replay", "x")).ErrorLine, Does.Contain("is not an id"));
    }

    private async Task ParkAsync(string subscriber, int count)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(crm.Folder, "crm.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            insert into crm_inbox_entry (event, subscriber, tenant, attempts, parked_at, last_error, fence)
            select id, $subscriber, tenant, 140, occurred_at, 'It threw.', 9 from crm_outbox_event order by type = 'tenant.set-up' desc, id limit $count
            """;
        command.Parameters.AddWithValue("$subscriber", subscriber);
        command.Parameters.AddWithValue("$count", count);
        Assert.That(await command.ExecuteNonQueryAsync(), Is.EqualTo(count));
    }
}
