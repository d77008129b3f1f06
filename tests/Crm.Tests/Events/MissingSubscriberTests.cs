using Crm.Hosting;
using Crm.Installation;
using Crm.Records;
using Crm.Testing.Builders;

namespace Crm.Events;

/// <summary>Events wait for a subscriber whose plugin is refused or gone, whoever publishes them, until it is back or forgotten.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class MissingSubscriberTests(string kind)
{
    private const string Plugin = "acme.board";
    private CrmHarness crm = null!;
    private CrmHarness plugged = null!;
    private Board board = null!;
    private Archive archive = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        (board, archive) = (new Board(), new Archive());
        crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind, Parts = [archive] });
        plugged = crm.StartAnother(same => same with { Parts = [archive, board] });
        // A host that loaded the plugin has looked once.
        await plugged.RunUntilIdleAsync();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await plugged.DisposeAsync();
        await crm.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_happens_while_its_plugin_is_refused_or_gone_is_told_when_it_is_back(bool isRefused)
    {
        var without = crm.StartAnother(same => isRefused ? same with { Settings = new Dictionary<string, string?> { ["Plugins:Enabled:0"] = Plugin } } : same);
        var wanted = await HappensAsync(3, "deal.won");
        await HappensAsync(2, "contact.created");
        await without.RelayAllAsync();
        Assert.That((archive.Told.Count, await WaitingAsync()), Is.EqualTo((5, 3)));

        await plugged.RelayAllAsync();

        Assert.That(board.Told.Select(told => told.Id), Is.EqualTo(wanted));
        Assert.That((archive.Told.Count, await WaitingAsync()), Is.EqualTo((5, 0)));
    }

    [Test]
    public async Task What_its_author_removed_from_a_plugin_that_is_loaded_is_waited_for_no_more()
    {
        var newer = crm.StartAnother(same => same with { Parts = [archive, new Pins()] });
        await HappensAsync(1, "deal.won");
        await newer.RelayAllAsync();
        Assert.That((archive.Told.Count, await WaitingAsync()), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Forgetting_its_plugin_drops_what_waits_for_it_and_no_relay_adds_more()
    {
        var handled = await HappensAsync(1, "deal.won");
        await plugged.RelayAllAsync();
        await crm.Tenant.StoreAsync(Parked(new CrmEventId(Sample.Id()), board.Key), Parked(handled[0], "test.other"));
        await HappensAsync(1100, "deal.won");
        await crm.RelayAllAsync();
        Assert.That(await WaitingAsync(), Is.EqualTo(1100));

        var forgotten = await crm.UseCase<PluginRemoval>().ForgetAsync(Plugin, default);

        Assert.That((forgotten.Brought.Single().Key, forgotten.DroppedEvents), Is.EqualTo((board.Key, 1101)));
        await HappensAsync(2, "deal.won");
        await crm.RelayAllAsync();
        Assert.That(await WaitingAsync(), Is.Zero);
        var left = (await InboxAsync()).Where(entry => entry.Subscriber != archive.Key).ToList();
        Assert.That(
            left.Select(entry => (entry.Subscriber, entry.Event)),
            Is.EquivalentTo(new[] { (board.Key, handled[0]), ("test.other", handled[0]) }),
            "what it handled, and another one's"
        );

        await plugged.RunUntilIdleAsync();
        var next = await HappensAsync(1, "deal.won");
        await crm.RelayAllAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await HappensAsync(1, "deal.won");
        await crm.RelayAllAsync();
        await plugged.RelayAllAsync();
        Assert.That(board.Told.Select(told => told.Id), Is.SupersetOf(handled.Concat(later)).And.SubsetOf(handled.Concat(next).Concat(later)));
    }

    [Test]
    public async Task An_inspection_names_its_plugin_where_events_have_waited_for_more_than_a_day()
    {
        await HappensAsync(4, "deal.won");
        await crm.RelayAllAsync();
        Assert.That(await ProblemsAsync(), Is.Empty);

        crm.Clock.Advance(TimeSpan.FromDays(1.1));

        Assert.That(
            await ProblemsAsync(),
            Is.EqualTo(
                new[]
                {
                    "The plugin acme.board is not loaded here: it brought the subscriber acme.board.orders, so 4 event(s) have waited for more than a day.",
                }
            )
        );
        await plugged.RelayAllAsync();
        Assert.That(await ProblemsAsync(), Is.Empty);
    }

    private async Task<List<CrmEventId>> HappensAsync(int count, string type)
    {
        var rows = Enumerable
            .Range(0, count)
            .Select(_ =>
                Sample.Event(crm.Tenant.Id, type) with
                {
                    Id = new CrmEventId(Kernel.OrderedId.At(crm.Clock.GetUtcNow())),
                    OccurredAt = crm.Clock.GetUtcNow(),
                }
            )
            .ToList();
        await crm.Tenant.StoreAsync(rows);
        return [.. rows.Select(row => row.Id)];
    }

    private async Task<IEnumerable<string>> ProblemsAsync()
    {
        var inspection = await crm.UseCase<InspectInstallation>().ExecuteAsync(crm.Tenant.Administrator, new InspectInstallationInput(), default);
        Assert.That(inspection.Waits, Is.Empty);
        return inspection.Problems.Where(problem => problem.Code == "plugin-lacking").Select(problem => problem.Message);
    }

    private async Task<int> WaitingAsync() => (await InboxAsync()).Count(entry => entry.Subscriber == board.Key && entry.Waits);

    private async Task<IReadOnlyList<(string Subscriber, CrmEventId Event, bool Waits)>> InboxAsync()
    {
        await using var connection = await crm.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select subscriber, event, next_attempt_at is not null from crm_inbox_entry";
        await using var row = await command.ExecuteReaderAsync();
        var entries = new List<(string, CrmEventId, bool)>();
        while (await row.ReadAsync())
            entries.Add((row.GetString(0), new CrmEventId(row.GetGuid(1)), row.GetBoolean(2)));
        return entries;
    }

    private InboxEntry Parked(CrmEventId id, string subscriber) =>
        new()
        {
            Tenant = crm.Tenant.Id,
            Event = id,
            Subscriber = subscriber,
            ParkedAt = crm.Clock.GetUtcNow(),
        };

    private sealed class Board() : RecordingSubscriber("acme.board.orders", "deal.*");

    private sealed class Pins() : RecordingSubscriber("acme.board.pins", "deal.lost");

    private sealed class Archive() : RecordingSubscriber("test.archive", "deal.won", "contact.created");
}
