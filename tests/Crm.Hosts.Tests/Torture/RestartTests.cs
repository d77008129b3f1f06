using Crm.Messages;
using Crm.Testing;

namespace Crm.Tests.Hosts.Torture;

/// <summary>The servers behind a worker are ended while it works, as a power cut does, and come back: nothing is lost, nothing is sent twice, the worker goes on by itself.</summary>
[Category("Long")]
internal sealed class RestartTests
{
    [SetUp]
    public void RequireServers()
    {
        Servers.Require(Servers.SmtpLog);
        Servers.Require(Servers.Postgres);
    }

    [Test]
    public async Task A_database_that_is_restarted_loses_nothing_and_sends_nothing_twice()
    {
        await using var servers = await OwnServers.StartAsync("postgres");
        await using var run = await TortureRun.OpenAsync(await TestDatabase.CreateOnAsync(servers.Postgres), UnknownPolicy.Ask);
        var unknown = await run.RestartAsync(() => servers.RestartAsync("postgres"));
        await AssertCompleteAsync(run, unknown);
    }

    [Test]
    public async Task A_broker_that_is_restarted_loses_nothing_and_sends_nothing_twice()
    {
        await using var servers = await OwnServers.StartAsync("rabbitmq");
        await using var run = await TortureRun.OpenAsync("postgres", UnknownPolicy.Ask);
        var unknown = await run.RestartAsync(
            () => servers.RestartAsync("rabbitmq"),
            ("Crm__Bus__Provider", "rabbitmq"),
            ("Crm__Bus__Connection", servers.RabbitMq)
        );
        Assert.That(unknown, Is.Zero, "the bus carries news, never work");
        await AssertCompleteAsync(run, unknown);
    }

    private static async Task AssertCompleteAsync(TortureRun run, int unknown)
    {
        TestContext.Out.WriteLine($"unknown: {unknown}");
        Assert.That((await run.AcceptedAsync()).Values, Has.All.EqualTo(1), "nothing lost, nothing twice");
        await run.AssertCompleteAsync();
    }
}
