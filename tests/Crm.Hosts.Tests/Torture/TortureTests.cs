using System.Globalization;
using Crm.Messages;
using Crm.Testing;

namespace Crm.Tests.Hosts.Torture;

/// <summary>
/// Real worker processes against a real SMTP server, killed (-9) at named points: nothing is lost, nothing is sent twice, nothing is unknown but what died while it spoke. That the
/// kills bite is shown by the naive policy, which sends again when a lease ends: on the same seeds it sends twice.
/// </summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class TortureTests(string kind)
{
    private const int Seed = 20261122;

    /// <summary>Where a worker dies, in the order of a message's way.</summary>
    private static readonly string[] Sites =
    [
        "runner.claimed",
        "runner.decided",
        "runner.applied",
        "runner.committed",
        "sender.claimed",
        "sender.gate",
        "sender.gated",
        SmtpTap.MidPayload,
        SmtpTap.AfterFinalDot,
        "sender.answered",
        "sender.applied",
        "sender.recorded",
        "relay.published",
    ];

    /// <summary>Between them a message may have left the house and nobody has written so.</summary>
    private static readonly string[] Open = ["sender.gated", SmtpTap.MidPayload, SmtpTap.AfterFinalDot, "sender.answered", "sender.applied"];

    [SetUp]
    public void RequireServers() => Servers.Require(Servers.SmtpLog);

    [Test]
    public Task Four_kills_lose_nothing_and_send_nothing_twice() =>
        TortureAsync([("runner.applied", 1), ("sender.gated", 2), (SmtpTap.AfterFinalDot, 1), ("sender.applied", 1)]);

    [Test, Category("Long")]
    public Task Twenty_kills_lose_nothing_and_send_nothing_twice() => TortureAsync(Twenty());

    [Test, Category("Long")]
    public async Task The_naive_policy_sends_twice_on_the_same_seeds()
    {
        await using var run = await TortureRun.OpenAsync(kind, UnknownPolicy.Resend);
        var reports = new List<KillReport>();
        foreach (var (site, count) in Twenty())
            reports.Add(await run.KillAsync(site, count));
        var accepted = await run.AcceptedAsync();
        Print("naive", reports, accepted);
        Assert.That(accepted.Values, Has.Some.GreaterThan(1));
    }

    [Test]
    public async Task A_worker_that_is_asked_to_stop_leaves_nothing_unknown()
    {
        await using var run = await TortureRun.OpenAsync(kind, UnknownPolicy.Ask);
        await run.StopInBetweenAsync();
        await run.FinishAsync();
        await run.AssertCompleteAsync();
        Assert.That((await run.AcceptedAsync()).Values, Has.All.EqualTo(1));
    }

    private async Task TortureAsync(IReadOnlyList<(string Site, int Count)> kills)
    {
        await using var run = await TortureRun.OpenAsync(kind, UnknownPolicy.Ask);
        var reports = new List<KillReport>();
        foreach (var (site, count) in kills)
        {
            var report = await run.KillAsync(site, count);
            reports.Add(report);
            if (Open.Contains(site))
                Assert.That(report.Unknown, Is.GreaterThan(0), $"nobody can know what became of the message at {site}");
        }
        var accepted = await run.AcceptedAsync();
        Print("ask", reports, accepted);
        Assert.That(accepted.Values, Has.All.EqualTo(1), "nothing lost, nothing twice");
        await run.AssertCompleteAsync();
    }

    /// <summary>Each site once and some again, in an order and at counts that the seed gives. In how many batches a worker publishes what there is depends on how fast it is, so it dies at the first.</summary>
    private static IReadOnlyList<(string Site, int Count)> Twenty()
    {
        var random = new Random(Seed);
        var sites = Sites.Concat(Open).Append("runner.committed").Append("sender.recorded").ToArray();
        random.Shuffle(sites);
        return [.. sites.Select(site => (site, random.Next(1, 4))).Select(kill => kill.site == "relay.published" ? (kill.site, 1) : kill)];
    }

    private void Print(string policy, List<KillReport> reports, IReadOnlyDictionary<string, int> accepted)
    {
        TestContext.Out.WriteLine($"{kind}, unknown: {policy}, {reports.Count} kills, {accepted.Count} messages");
        TestContext.Out.WriteLine("| site | kills | unknown | recovery, s at most |");
        TestContext.Out.WriteLine("| --- | --- | --- | --- |");
        foreach (var site in reports.GroupBy(report => report.Site).OrderBy(site => Array.IndexOf(Sites, site.Key)))
        {
            var slowest = site.Max(report => report.Recovery).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            TestContext.Out.WriteLine($"| {site.Key} | {site.Count()} | {site.Sum(report => report.Unknown)} | {slowest} |");
        }
        TestContext.Out.WriteLine($"lost: {accepted.Values.Count(count => count == 0)}, sent twice: {accepted.Values.Count(count => count > 1)}");
    }
}
