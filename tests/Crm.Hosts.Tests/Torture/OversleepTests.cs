using Crm.Messages;

namespace Crm.Tests.Hosts.Torture;

/// <summary>
/// A worker sleeps (SIGSTOP) while it speaks, for longer than its leases last; another one takes over; the first wakes and goes on where it was. What it had claimed is refused at the
/// gate, and the answer that it brings for the one that it spoke settles it. That the sleep bites is shown by the naive policy: it sends twice.
/// </summary>
internal sealed class OversleepTests
{
    [SetUp]
    public void RequireServers()
    {
        Servers.Require(Servers.SmtpLog);
        Servers.Require(Servers.Postgres);
    }

    [Test]
    public Task A_worker_that_sleeps_past_its_leases_writes_nothing_stale() => OversleepAsync("postgres", SmtpTap.MidPayload);

    [TestCase("postgres", SmtpTap.AfterFinalDot), Category("Long")]
    [TestCase("sqlite", SmtpTap.MidPayload)]
    [TestCase("sqlite", SmtpTap.AfterFinalDot)]
    public Task Nothing_is_lost_and_nothing_is_sent_twice_wherever_it_sleeps(string kind, string site) => OversleepAsync(kind, site);

    [TestCase("postgres"), Category("Long")]
    [TestCase("sqlite")]
    public async Task The_naive_policy_sends_twice_when_a_worker_oversleeps(string kind)
    {
        await using var run = await TortureRun.OpenAsync(kind, UnknownPolicy.Resend);
        await run.OversleepAsync(SmtpTap.AfterFinalDot);
        Assert.That((await run.AcceptedAsync()).Values, Has.Some.GreaterThan(1));
    }

    private static async Task OversleepAsync(string kind, string site)
    {
        await using var run = await TortureRun.OpenAsync(kind, UnknownPolicy.Ask);
        var report = await run.OversleepAsync(site);
        Assert.That(report.Held, Is.GreaterThan(0), "the sleeper held messages that another one then sent");
        Assert.That(report.Unknown, Is.EqualTo(1), "nobody could know what became of the one that it spoke");
        Assert.That((await run.AcceptedAsync()).Values, Has.All.EqualTo(1), "nothing lost, nothing twice");
        await run.AssertCompleteAsync();
    }
}
