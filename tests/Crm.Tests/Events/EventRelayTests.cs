using Crm.Audit;
using Crm.Kernel;
using Crm.Plugins;
using Crm.Records;
using Crm.Stores;
using Crm.Testing;
using Crm.Testing.Builders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Events;

/// <summary>What was committed is told, to each subscriber once, whatever breaks; on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class EventRelayTests(string kind)
{
    private readonly FakeTimeProvider clock = new(Sample.Now);
    private TestDatabase database = null!;
    private ServiceProvider services = null!;
    private PluginCatalog plugins = null!;
    private FirstSubscriber first = null!;
    private SecondSubscriber second = null!;
    private TenantId tenant;

    [SetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        (first, second, tenant) = (new FirstSubscriber(), new SecondSubscriber(), Sample.TenantId());
        services = new ServiceCollection().AddSingleton(first).AddSingleton(second).BuildServiceProvider();
        plugins = new PluginCatalog([], [first, second]);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        plugins.Dispose();
        await services.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task An_event_is_told_once_to_each_subscriber_that_wants_its_type_and_to_the_bus()
    {
        var bus = new RecordingBus();
        var (call, deal) = (Sample.Event(tenant, "activity.logged"), Sample.Event(tenant, "deal.won") with { Payload = """{"amount":7}""" });
        await StoreAsync(call, deal);

        Assert.That(await RelayAsync(bus), Is.EqualTo(2));
        Assert.That(await RelayAsync(bus), Is.Zero);

        Assert.That(first.Told.Select(told => told.Id), Is.EqualTo(new[] { call.Id, deal.Id }), "in their order");
        Assert.That(second.Told.Select(told => told.Id), Is.EqualTo(new[] { deal.Id }));
        Assert.That(bus.Told.Select(told => told.Id), Is.EqualTo(new[] { call.Id, deal.Id }));
        Assert.That(second.Told[0].Payload.GetProperty("amount").GetInt32(), Is.EqualTo(7));
    }

    [Test]
    public async Task A_subscriber_that_fails_is_told_again_later_and_the_other_one_is_not()
    {
        var bus = new RecordingBus();
        var deal = Sample.Event(tenant, "deal.won");
        await StoreAsync(deal);
        second.Fails = 1;

        await RelayAsync(bus);
        Assert.That((first.Told.Count, second.Tries, bus.Told.Count), Is.EqualTo((1, 1, 0)));
        Assert.That(await RelayAsync(bus), Is.Zero, "not at once");
        clock.Advance(TimeSpan.FromMinutes(1));
        await RelayAsync(bus);

        Assert.That((first.Told.Count, second.Told.Count, bus.Told.Count), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public async Task A_subscriber_that_does_not_come_back_keeps_nobody_waiting_and_is_not_called_again()
    {
        var deal = Sample.Event(tenant, "deal.won");
        await StoreAsync(deal);
        first.Blocks = new TaskCompletionSource();
        var relay = Relay(new RecordingBus());

        await relay.RunOnceAsync(100, default);
        clock.Advance(TimeSpan.FromMinutes(1));
        await relay.RunOnceAsync(100, default);
        Assert.That((first.Tries, second.Told.Count), Is.EqualTo((1, 1)));

        first.Blocks.SetResult();
        while (first.Told.Count == 0)
            await Task.Yield();
        first.Blocks = null;
        clock.Advance(TimeSpan.FromMinutes(10));
        await relay.RunOnceAsync(100, default);
        Assert.That((first.Tries, second.Told.Count), Is.EqualTo((2, 1)), "what it was given up on is told again");
    }

    [Test]
    public async Task An_event_that_a_subscriber_never_takes_is_parked_with_its_reason()
    {
        var deal = Sample.Event(tenant, "deal.won");
        await StoreAsync(deal);
        second.Fails = int.MaxValue;

        for (var day = 0; day < 30; day++)
        {
            await RelayAsync(new RecordingBus());
            clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.That(second.Tries, Is.EqualTo(new RelayOptions().MaxTries));
        var parked = (await AuditAsync()).Single(row => row.Action == "event.park");
        Assert.That(parked.Subject, Is.EqualTo($"event:{deal.Id}"));
        Assert.That(parked.After, Does.Contain("test.second").And.Contain(nameof(InvalidOperationException)).And.Not.Contain("secret"));
        Assert.That(first.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_bus_that_is_down_delays_news_and_never_work()
    {
        var bus = new RecordingBus { IsDown = true };
        await StoreAsync(Sample.Event(tenant, "deal.won"));

        for (var count = 0; count < 20; count++)
        {
            await RelayAsync(bus);
            clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.That((first.Told.Count, second.Told.Count), Is.EqualTo((1, 1)), "subscribers do not wait for the bus");

        bus.IsDown = false;
        await RelayAsync(bus);
        Assert.That(bus.Told, Has.Count.EqualTo(1));
        Assert.That((await AuditAsync()).Where(row => row.Action == "event.park"), Is.Empty);
    }

    [Test]
    public async Task A_relay_that_dies_after_publishing_tells_no_subscriber_twice()
    {
        var bus = new RecordingBus();
        await StoreAsync(Sample.Event(tenant, "deal.won"));
        var dying = new Waypoints(point =>
        {
            if (point == "relay.published")
                throw new InvalidOperationException("The process dies.");
        });

        Assert.That(() => Relay(bus, dying, TimeSpan.Zero).RunOnceAsync(10, default), Throws.InvalidOperationException);
        await RelayAsync(bus);

        Assert.That((first.Told.Count, second.Told.Count, bus.Told.Count), Is.EqualTo((1, 1, 2)), "the bus may hear it twice");
    }

    [Test]
    public async Task Many_relays_tell_each_event_once()
    {
        await StoreAsync([.. Enumerable.Range(0, 60).Select(_ => Sample.Event(tenant, "deal.won"))]);

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (await Relay(new RecordingBus()).RunOnceAsync(7, default) > 0) { }
                    })
                )
        );

        Assert.That(first.Told.Select(told => told.Id).ToList(), Is.Unique.And.Count.EqualTo(60));
    }

    [Test]
    public async Task A_feed_hands_on_what_its_tenant_is_told_and_drops_the_oldest_for_a_slow_listener()
    {
        var feed = new EventFeed();
        using var listening = feed.Listen(tenant, capacity: 3);
        using var foreign = feed.Listen(Sample.TenantId());
        var events = Enumerable.Range(0, 5).Select(_ => Sample.Event(tenant, "deal.won")).ToArray();
        await StoreAsync(events);

        await RelayAsync(feed);

        var heard = new List<CrmEventId>();
        while (listening.Events.TryRead(out var told))
            heard.Add(told.Id);
        Assert.That(heard, Is.EqualTo(events[2..].Select(row => row.Id)));
        Assert.That(foreign.Events.TryRead(out _), Is.False);
    }

    private Task<int> RelayAsync(IEventBus bus) => Relay(bus).RunOnceAsync(100, default);

    private EventRelay Relay(IEventBus bus, Waypoints? waypoints = null, TimeSpan? lease = null)
    {
        var options = Options.Create(
            new RelayOptions { Lease = lease ?? TimeSpan.FromMinutes(5), SubscriberTime = TimeSpan.FromSeconds(first.Blocks is null ? 30 : 1) }
        );
        return new EventRelay(
            new EventClaims(database.Store, options, clock, NullLogger<EventClaims>.Instance),
            new EventDelivery(plugins, services.GetRequiredService<IServiceScopeFactory>(), options, NullLogger<EventDelivery>.Instance),
            new EventPublisher(bus, options, waypoints ?? Waypoints.Silent, NullLogger<EventPublisher>.Instance),
            options,
            clock
        );
    }

    private async Task StoreAsync(params IRow[] rows)
    {
        await using var unit = await database.Store.BeginSystemAsync(default);
        await unit.ApplyAsync(Sample.Insert(rows), default);
        await unit.CommitAsync(default);
    }

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync()
    {
        await using var unit = await database.Store.BeginAsync(tenant, WorkKind.Read, default);
        return (await unit.Audit.ListAsync(null, new PageRequest(200), default)).Rows;
    }

    private abstract class Subscriber(string key, params string[] types) : IEventSubscriber
    {
        private readonly Lock gate = new();

        public List<CrmEvent> Told { get; } = [];

        public int Tries { get; private set; }

        public int Fails { get; set; }

        public TaskCompletionSource? Blocks { get; set; }

        public string Key => key;

        public IReadOnlyList<string> EventTypes => types;

        public Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                if (++Tries <= Fails)
                    throw new InvalidOperationException("secret of a customer");
                Blocks?.Task.Wait(CancellationToken.None);
                Told.Add(occurred);
                return Task.CompletedTask;
            }
        }
    }

    private sealed class FirstSubscriber() : Subscriber("test.first", "*");

    private sealed class SecondSubscriber() : Subscriber("test.second", "deal.*");

    private sealed class RecordingBus : IEventBus
    {
        public List<CrmEvent> Told { get; } = [];

        public bool IsDown { get; set; }

        public Task PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken)
        {
            if (IsDown)
                throw new IOException("The broker is away.");
            lock (Told)
                Told.AddRange(events);
            return Task.CompletedTask;
        }
    }
}
