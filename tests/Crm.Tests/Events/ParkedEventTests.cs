using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Events;

/// <summary>Parked events are listed and told again when a person says so, to the subscriber that failed on them only.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ParkedEventTests(string kind)
{
    private CrmHarness crm = null!;
    private Ledger ledger = null!;
    private Mirror mirror = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        (ledger, mirror) = (new Ledger(), new Mirror());
        crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind, Parts = [ledger, mirror] });
    }

    [TearDown]
    public async Task CloseAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_parked_event_is_listed_with_subscriber_type_record_times_and_error()
    {
        var occurred = (await ParkAsync(1, ledger.Key))[0];
        var parked = (await ListAsync()).Rows.Single();
        Assert.That(
            (parked.Event, parked.Subscriber, parked.Type, parked.Record, parked.OccurredAt, parked.ParkedAt),
            Is.EqualTo(
                (occurred.Id, ledger.Key, "deal.won", (RecordRef?)new RecordRef(RecordType.Deal, occurred.Record!.Value), Sample.Now, Sample.Now.AddDays(6))
            )
        );
        Assert.That((parked.Attempts, parked.Error), Is.EqualTo((140, "It threw.")));
        Assert.That((await ListAsync(mirror.Key)).Rows, Is.Empty);
    }

    [Test]
    public async Task A_replayed_event_is_told_at_once_to_the_one_that_failed_on_it_and_has_all_its_tries_again()
    {
        var events = await ParkAsync(3, ledger.Key);
        await crm.RelayAllAsync();
        Assert.That(ledger.Tries, Is.Zero);
        ledger.Fails = 1;

        Assert.That(await ReplayAsync(new ReplayEventsInput { Events = [events[1].Id] }), Is.EqualTo(new ReplayedEvents(1, false)));
        await crm.RelayAllAsync();
        Assert.That((await ListAsync()).Rows.Select(row => row.Event), Is.EqualTo(new[] { events[0].Id, events[2].Id }), "one failure does not park it");
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        await crm.RelayAllAsync();

        Assert.That(ledger.Told.Select(told => told.Id), Is.EqualTo(new[] { events[1].Id }));
        Assert.That(mirror.Tries, Is.Zero);
        var audited = (await crm.Tenant.AuditAsync()).Single(row => row.Action == "events.replay");
        Assert.That(audited.Subject, Is.EqualTo($"event:{events[1].Id}"));
    }

    [Test]
    public async Task They_are_replayed_for_one_subscriber_or_all_two_hundred_at_a_time()
    {
        await ParkAsync(230, ledger.Key);
        await ParkAsync(2, mirror.Key);
        Assert.That(await ReplayAsync(new ReplayEventsInput { Subscriber = mirror.Key }), Is.EqualTo(new ReplayedEvents(2, false)));
        Assert.That(await ReplayAsync(new ReplayEventsInput { All = true }), Is.EqualTo(new ReplayedEvents(200, true)));
        Assert.That(await ReplayAsync(new ReplayEventsInput { All = true }), Is.EqualTo(new ReplayedEvents(30, false)));
        Assert.That(await ReplayAsync(new ReplayEventsInput { All = true }), Is.EqualTo(new ReplayedEvents(0, false)));
        await crm.RelayAllAsync();
        Assert.That((ledger.Told.Count, mirror.Told.Count), Is.EqualTo((230, 2)));
    }

    [Test]
    public async Task A_replay_says_which_and_names_what_is_not_parked()
    {
        var events = await ParkAsync(1, ledger.Key);
        Assert.That(() => ReplayAsync(new ReplayEventsInput()), Throws.TypeOf<CrmException>().With.Property("Error").TypeOf<CrmError.Invalid>());
        Assert.That(() => ReplayAsync(new ReplayEventsInput { Events = [] }), Throws.TypeOf<CrmException>().With.Property("Error").TypeOf<CrmError.Invalid>());
        var unknown = new ReplayEventsInput { Events = [events[0].Id, new CrmEventId(Sample.Id())] };
        Assert.That(() => ReplayAsync(unknown), Throws.TypeOf<CrmException>().With.Property("Error").TypeOf<CrmError.NotFound>());
        var others = new ReplayEventsInput { Events = [events[0].Id], Subscriber = mirror.Key };
        Assert.That(() => ReplayAsync(others), Throws.TypeOf<CrmException>().With.Property("Error").TypeOf<CrmError.NotFound>());
        Assert.That((await ListAsync()).Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Two_people_who_replay_the_same_at_once_have_it_told_once()
    {
        await ParkAsync(20, ledger.Key);
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        await ReplayAsync(new ReplayEventsInput { All = true });
                        await crm.RelayAllAsync();
                    })
                )
        );
        await crm.RelayAllAsync();
        Assert.That(ledger.Told.Select(told => told.Id).ToList(), Is.Unique.And.Count.EqualTo(20));
    }

    [Test]
    public async Task Another_tenants_are_neither_seen_nor_replayed()
    {
        var events = await ParkAsync(1, ledger.Key);
        var other = await crm.AddTenantAsync();
        var list = await crm.UseCase<ListParkedEvents>().ExecuteAsync(other.Administrator, new ListParkedEventsInput(), default);
        Assert.That(list.Rows, Is.Empty);
        var replay = new ReplayEventsInput { Events = [events[0].Id] };
        Assert.That(
            () => crm.UseCase<ReplayEvents>().ExecuteAsync(other.Administrator, replay, default),
            Throws.TypeOf<CrmException>().With.Property("Error").TypeOf<CrmError.NotFound>()
        );
    }

    private async Task<IReadOnlyList<OutboxEvent>> ParkAsync(int count, string subscriber)
    {
        var events = Enumerable
            .Range(0, count)
            .Select(_ =>
                Sample.Event(crm.Tenant.Id, "deal.won") with
                {
                    Record = new RecordId(Sample.Id()),
                    RecordType = RecordType.Deal,
                    RelayedAt = Sample.Now,
                }
            )
            .ToList();
        var inbox = events.Select(row => new InboxEntry
        {
            Tenant = row.Tenant,
            Event = row.Id,
            Subscriber = subscriber,
            Attempts = 140,
            LastError = "It threw.",
            ParkedAt = Sample.Now.AddDays(6),
        });
        await crm.Tenant.StoreAsync([.. events, .. inbox]);
        return events;
    }

    private Task<Page<ParkedEventView>> ListAsync(string? subscriber = null) =>
        crm.UseCase<ListParkedEvents>().ExecuteAsync(crm.Tenant.Administrator, new ListParkedEventsInput { Subscriber = subscriber }, default);

    private Task<ReplayedEvents> ReplayAsync(ReplayEventsInput input) => crm.UseCase<ReplayEvents>().ExecuteAsync(crm.Tenant.Administrator, input, default);

    private sealed class Ledger() : RecordingSubscriber("test.ledger", "deal.won");

    private sealed class Mirror() : RecordingSubscriber("test.mirror", "deal.won");
}
