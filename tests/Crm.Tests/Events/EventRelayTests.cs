using Crm.Kernel;
using Crm.Plugins;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Events;

/// <summary>What was committed is told, to each subscriber once, whatever breaks; on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class EventRelayTests(string kind)
{
    private CrmHarness crm = null!;
    private RecordingBus bus = null!;
    private FirstSubscriber first = null!;
    private SecondSubscriber second = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        (first, second, bus) = (new FirstSubscriber(), new SecondSubscriber(), new RecordingBus());
        crm = await CrmHarness.StartAsync(
            new CrmHarnessOptions
            {
                Kind = kind,
                SetsTenantUp = false,
                Parts = [first, second],
                Compose = host => host.Services.AddSingleton<IEventBus>(bus),
            }
        );
    }

    [TearDown]
    public async Task CloseAsync() => await crm.DisposeAsync();

    [Test]
    public async Task An_event_is_told_once_to_each_subscriber_that_wants_its_type_and_to_the_bus()
    {
        var (call, deal) = (Sample.Event(crm.Tenant.Id, "activity.logged"), Sample.Event(crm.Tenant.Id, "deal.won") with { Payload = """{"amount":7}""" });
        await crm.Tenant.StoreAsync(call, deal);

        Assert.That(await RelayAsync(), Is.EqualTo(2));
        Assert.That(await RelayAsync(), Is.Zero);

        Assert.That(first.Told.Select(told => told.Id), Is.EqualTo(new[] { call.Id, deal.Id }), "in their order");
        Assert.That(second.Told.Select(told => told.Id), Is.EqualTo(new[] { deal.Id }));
        Assert.That(bus.Told.Select(told => told.Id), Is.EqualTo(new[] { call.Id, deal.Id }));
        Assert.That(second.Told[0].Payload.GetProperty("amount").GetInt32(), Is.EqualTo(7));
    }

    [Test]
    public async Task A_subscriber_that_fails_is_told_again_later_and_the_other_one_is_not()
    {
        var deal = Sample.Event(crm.Tenant.Id, "deal.won");
        await crm.Tenant.StoreAsync(deal);
        second.Fails = 1;

        await RelayAsync();
        Assert.That((first.Told.Count, second.Tries, bus.Told.Count), Is.EqualTo((1, 1, 1)), "the bus waits for nobody");
        Assert.That(await RelayAsync(), Is.Zero, "not at once");
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        await RelayAsync();

        Assert.That((first.Told.Count, second.Told.Count, bus.Told.Count), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public async Task A_subscriber_that_does_not_come_back_keeps_nobody_waiting_and_is_not_called_again()
    {
        var deal = Sample.Event(crm.Tenant.Id, "deal.won");
        await crm.Tenant.StoreAsync(deal);
        first.Blocks = new TaskCompletionSource();
        crm.Options<RelayOptions>().SubscriberTime = TimeSpan.FromSeconds(1);

        await RelayAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        await RelayAsync();
        Assert.That((first.Tries, second.Told.Count), Is.EqualTo((1, 1)));

        first.Blocks.SetResult();
        while (first.Told.Count == 0)
            await Task.Yield();
        first.Blocks = null;
        crm.Clock.Advance(TimeSpan.FromMinutes(10));
        await RelayAsync();
        Assert.That((first.Tries, second.Told.Count), Is.EqualTo((2, 1)), "what it was given up on is told again");
    }

    [Test]
    public async Task A_bus_that_is_down_delays_news_and_never_work()
    {
        bus.IsDown = true;
        await crm.Tenant.StoreAsync(Sample.Event(crm.Tenant.Id, "deal.won"));

        for (var count = 0; count < 20; count++)
        {
            await RelayAsync();
            crm.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.That((first.Told.Count, second.Told.Count), Is.EqualTo((1, 1)), "subscribers do not wait for the bus");

        bus.IsDown = false;
        await RelayAsync();
        Assert.That(bus.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_relay_that_dies_after_publishing_tells_no_subscriber_twice()
    {
        await crm.Tenant.StoreAsync(Sample.Event(crm.Tenant.Id, "deal.won"));
        var dying = crm.StartAnother(same => same with { OnStoreCall = Seen });
        dying.Options<RelayOptions>().Lease = TimeSpan.Zero;

        Assert.That(() => dying.RelayBatchAsync(10), Throws.InvalidOperationException);
        await RelayAsync();

        Assert.That((first.Told.Count, second.Told.Count, bus.Told.Count), Is.EqualTo((1, 1, 2)), "the bus may hear it twice");

        void Seen(StoreCall call)
        {
            if (bus.Told.Count > 0 && !call.IsDone)
                throw new InvalidOperationException("The process dies.");
        }
    }

    [Test]
    public async Task Many_relays_tell_each_event_once()
    {
        await crm.Tenant.StoreAsync([.. Enumerable.Range(0, 60).Select(_ => Sample.Event(crm.Tenant.Id, "deal.won"))]);

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => crm.StartAnother())
                .Select(relay =>
                    Task.Run(async () =>
                    {
                        while (await relay.RelayBatchAsync(7) > 0) { }
                    })
                )
        );

        Assert.That(first.Told.Select(told => told.Id).ToList(), Is.Unique.And.Count.EqualTo(60));
    }

    [Test]
    public async Task A_feed_hands_on_what_its_tenant_is_told_and_drops_the_oldest_for_a_slow_listener()
    {
        var process = crm.StartAnother(same => same with { Compose = null });
        var feed = process.UseCase<EventFeed>();
        using var listening = feed.Listen(crm.Tenant.Id, capacity: 3);
        using var foreign = feed.Listen(Sample.TenantId());
        var events = Enumerable.Range(0, 5).Select(_ => Sample.Event(crm.Tenant.Id, "deal.won")).ToArray();
        await crm.Tenant.StoreAsync(events);

        await process.RelayAllAsync();

        var heard = new List<CrmEventId>();
        while (listening.Events.TryRead(out var told))
            heard.Add(told.Id);
        Assert.That(heard, Is.EqualTo(events[2..].Select(row => row.Id)));
        Assert.That(foreign.Events.TryRead(out _), Is.False);
    }

    private Task<int> RelayAsync() => crm.RelayBatchAsync();

    private sealed class FirstSubscriber() : RecordingSubscriber("test.first", "*");

    private sealed class SecondSubscriber() : RecordingSubscriber("test.second", "deal.*");
}
