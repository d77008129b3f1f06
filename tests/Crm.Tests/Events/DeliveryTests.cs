using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Events;

/// <summary>Each subscriber has its own tries, its own breaker and its own place for each tenant; on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class DeliveryTests(string kind)
{
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(30);
    private CrmHarness crm = null!;
    private RecordingBus bus = null!;
    private Board board = null!;
    private Archive archive = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        (bus, board, archive) = (new RecordingBus(), new Board(), new Archive());
        crm = await CrmHarness.StartAsync(
            new CrmHarnessOptions
            {
                Kind = kind,
                Parts = [board, archive],
                Compose = host => host.Services.AddSingleton<IEventBus>(bus),
            }
        );
    }

    [TearDown]
    public async Task CloseAsync() => await crm.DisposeAsync();

    [Test]
    public async Task The_bus_has_an_event_before_any_subscriber_is_asked()
    {
        var before = -1;
        board.Refuses = _ => (before = bus.Told.Count) < 0;
        await HappensAsync(3);
        await crm.RelayAllAsync();
        Assert.That((before, board.Told.Count), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task What_one_subscriber_fails_on_is_neither_late_for_the_others_nor_told_them_again()
    {
        board.Fails = int.MaxValue;
        await HappensAsync(4);
        await PassAsync(TimeSpan.FromHours(6), TimeSpan.FromMinutes(1));
        Assert.That((archive.Told.Count, board.Told.Count, bus.Told.Count), Is.EqualTo((4, 0, 4)));

        board.Fails = 0;
        await PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.That(board.Told.Select(told => told.Id), Is.EquivalentTo(archive.Told.Select(told => told.Id)));
        Assert.That(archive.Told, Has.Count.EqualTo(4));
    }

    [Test]
    public async Task An_event_that_fails_among_others_that_do_not_is_tried_for_its_time_and_then_parked()
    {
        crm.Options<RelayOptions>().RetryTime = TimeSpan.FromDays(1);
        var poison = (await HappensAsync(1))[0];
        board.Refuses = told => told.Id == poison;
        var tries = new List<DateTimeOffset>();
        var from = crm.Clock.GetUtcNow();
        for (var hours = 0; await ParkedAsync() is { Count: 0 } && hours < 24 * 30; hours++)
        {
            await HappensAsync(1);
            var before = board.Tries;
            await crm.RelayAllAsync();
            if (board.Tries > before + 1)
                tries.Add(crm.Clock.GetUtcNow());
            crm.Clock.Advance(TimeSpan.FromHours(1));
        }

        Assert.That(tries[^1] - from, Is.GreaterThan(TimeSpan.FromHours(22)));
        var parked = (await ParkedAsync()).Single();
        Assert.That((parked.Event, parked.Subscriber, parked.Type), Is.EqualTo((poison, "test.board", "deal.won")));
        Assert.That(parked.Error, Does.Contain(nameof(InvalidOperationException)).And.Not.Contain("secret"));
        Assert.That(parked.Attempts, Is.EqualTo(tries.Count + 1), "the first success of the process brought it forward");
        var audited = (await crm.Tenant.AuditAsync()).Single(row => row.Action == "event.park");
        Assert.That(audited.Subject, Is.EqualTo($"event:{poison}"));
        Assert.That(audited.After, Does.Contain("test.board").And.Not.Contain("secret"));
        Assert.That(board.Told.Select(told => told.Id), Does.Not.Contain(poison).And.Unique);
        Assert.That(archive.Told.Select(told => told.Id), Does.Contain(poison).And.Unique);
    }

    [Test]
    public async Task An_event_that_fails_is_tried_no_sooner_because_others_do_not()
    {
        var poison = (await HappensAsync(1))[0];
        board.Refuses = told => told.Id == poison;
        await crm.RelayAllAsync();
        await HappensAsync(40);
        await crm.RelayAllAsync();
        Assert.That((board.Tries, board.Told.Count), Is.EqualTo((41, 40)).Or.EqualTo((42, 40)), "the first success of a process may bring it forward, once");
    }

    [Test]
    public async Task Some_events_that_fail_among_others_that_do_not_keep_their_tries_for_their_time()
    {
        crm.Options<RelayOptions>().RetryTime = TimeSpan.FromHours(6);
        var poison = await HappensAsync(4);
        board.Refuses = told => poison.Contains(told.Id);
        var from = crm.Clock.GetUtcNow();
        while (await ParkedAsync() is { Count: 0 })
        {
            await HappensAsync(1);
            await PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30));
        }

        var took = crm.Clock.GetUtcNow() - from;
        Assert.That(took, Is.InRange(TimeSpan.FromHours(4.5), TimeSpan.FromHours(7)));
        Assert.That(board.Told, Has.Count.GreaterThan(took.TotalMinutes - 3), "the others were handled meanwhile");
    }

    [Test]
    public async Task A_single_event_that_a_subscriber_never_takes_is_parked_after_three_days_at_least()
    {
        board.Fails = int.MaxValue;
        await HappensAsync(1);
        var from = crm.Clock.GetUtcNow();
        while (await ParkedAsync() is { Count: 0 })
            await PassAsync(TimeSpan.FromHours(2), TimeSpan.FromMinutes(30));
        Assert.That(crm.Clock.GetUtcNow() - from, Is.InRange(TimeSpan.FromDays(3), TimeSpan.FromDays(20)));
    }

    [Test]
    public async Task An_outage_of_weeks_parks_nothing_and_everything_goes_on_within_a_minute_of_its_end()
    {
        board.Fails = int.MaxValue;
        var events = await HappensAsync(8);
        for (var day = 0; day < 21; day++)
        {
            events.AddRange(await HappensAsync(1));
            await PassAsync(TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        }
        Assert.That(await ParkedAsync(), Is.Empty);

        board.Fails = 0;
        await PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));
        Assert.That(board.Told.Select(told => told.Id), Is.EquivalentTo(events));
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task Few_events_go_on_within_a_minute_of_a_weekends_outage_too(int count)
    {
        board.Fails = int.MaxValue;
        await HappensAsync(count);
        await PassAsync(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(10));
        await PassAsync(TimeSpan.FromHours(62), TimeSpan.FromMinutes(20));
        board.Fails = 0;
        await PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));
        Assert.That(board.Told, Has.Count.EqualTo(count));
    }

    [Test]
    public async Task An_outage_soon_after_another_ends_within_a_minute_too()
    {
        for (var outage = 1; outage <= 3; outage++)
        {
            board.Fails = int.MaxValue;
            await HappensAsync(3);
            await PassAsync(TimeSpan.FromHours(3), TimeSpan.FromMinutes(1));
            board.Fails = 0;
            await PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(5));
            Assert.That(board.Told, Has.Count.EqualTo(3 * outage));
        }
    }

    [Test]
    public async Task Three_failures_in_a_row_leave_one_try_every_thirty_seconds()
    {
        board.Fails = int.MaxValue;
        await HappensAsync(50);
        await crm.RelayAllAsync();
        Assert.That(board.Tries, Is.EqualTo(LaneState.OpensAt));

        await PassAsync(BetweenProbes * 10, TimeSpan.FromSeconds(1));
        Assert.That(board.Tries, Is.EqualTo(LaneState.OpensAt + 10));
        await HappensAsync(50);
        await crm.RelayAllAsync();
        Assert.That(board.Tries, Is.InRange(LaneState.OpensAt + 10, LaneState.OpensAt + 11), "new ones wait as well");
    }

    [Test]
    public async Task Events_that_always_fail_do_not_keep_a_new_one_waiting_for_more_than_a_minute()
    {
        var poison = await HappensAsync(20);
        board.Refuses = told => poison.Contains(told.Id);
        await PassAsync(TimeSpan.FromHours(1), TimeSpan.FromSeconds(30));
        var good = (await HappensAsync(1))[0];
        await PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10));
        Assert.That(board.Told.Select(told => told.Id), Is.EqualTo(new[] { good }));
    }

    [Test]
    public async Task Good_events_behind_those_that_always_fail_are_all_reached()
    {
        var events = await HappensAsync(9);
        board.Refuses = told => told.Id == events[0] || told.Id == events[1] || told.Id == events[2] || told.Id == events[8];
        await PassAsync(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));
        Assert.That(board.Told.Select(told => told.Id), Is.EquivalentTo(events[3..8]));
    }

    [Test]
    public async Task Another_worker_goes_on_with_what_one_released_and_with_what_a_dead_one_put_off()
    {
        board.Fails = int.MaxValue;
        await HappensAsync(2);
        await PassAsync(TimeSpan.FromHours(20), TimeSpan.FromMinutes(10));
        board.Fails = 0;
        var fresh = crm.StartAnother();
        await HappensAsync(1);
        await fresh.RelayAllAsync();
        Assert.That(board.Told, Has.Count.EqualTo(3), "the first success of a process releases the rest");
    }

    [Test]
    public async Task A_slow_subscriber_of_one_tenant_keeps_neither_another_tenant_nor_another_subscriber_waiting()
    {
        var other = await crm.AddTenantAsync();
        await crm.RelayAllAsync();
        (board.SlowTenant, board.Gate) = (crm.Tenant.Id, new TaskCompletionSource());
        await HappensAsync(5);
        await other.StoreAsync([.. Enumerable.Range(0, 3).Select(_ => Sample.Event(other.Id, "deal.won"))]);

        var relayed = crm.RelayAllAsync();
        while (archive.ToldOf(crm.Tenant.Id) < 5 || board.ToldOf(other.Id) < 3)
            await Task.Yield();
        Assert.That((board.ToldOf(crm.Tenant.Id), relayed.IsCompleted), Is.EqualTo((0, false)));
        board.Gate.SetResult();
        await relayed;
        Assert.That(board.ToldOf(crm.Tenant.Id), Is.EqualTo(5));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_worker_tells_what_comes_later_while_a_slow_tenant_keeps_a_subscriber_busy_and_finishes_when_it_stops(CancellationToken late)
    {
        var other = await crm.AddTenantAsync();
        await crm.RelayAllAsync(late);
        (board.SlowTenant, board.Gate) = (crm.Tenant.Id, new TaskCompletionSource());
        await HappensAsync(2);
        await crm.StartWorkersAsync(late);
        await crm.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => board.Tries == 1, late);

        for (var count = 1; count <= 3; count++)
        {
            await other.StoreAsync(Sample.Event(other.Id, "deal.won"));
            await crm.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => board.ToldOf(other.Id) == count && archive.ToldOf(other.Id) == count, late);
        }

        Assert.That((board.ToldOf(crm.Tenant.Id), archive.ToldOf(crm.Tenant.Id)), Is.EqualTo((0, 2)));
        var stopped = crm.StopWorkersAsync(late);
        board.Gate.SetResult();
        await stopped;
        await crm.StartAnother().RelayAllAsync(late);
        Assert.That(board.ToldOf(crm.Tenant.Id), Is.EqualTo(2), "each once: the one that was being told finished");
    }

    [Test]
    public async Task Tenants_take_turns_where_there_are_more_than_places()
    {
        crm.Options<RelayOptions>().Tenants = 1;
        crm.Options<RelayOptions>().BatchSize = 3;
        var other = await crm.AddTenantAsync();
        await crm.RelayAllAsync();
        await HappensAsync(9);
        await crm.RelayBatchAsync(9);
        await other.StoreAsync(Sample.Event(other.Id, "deal.won"));
        crm.Options<RelayOptions>().Tenants = 2;
        await crm.RelayBatchAsync(9);
        Assert.That((board.ToldOf(crm.Tenant.Id), board.ToldOf(other.Id)), Is.EqualTo((6, 1)));
    }

    [Test]
    public async Task A_stopping_host_is_no_try_and_what_a_subscriber_finished_is_not_told_again()
    {
        var events = await HappensAsync(3);
        using var stop = new CancellationTokenSource();
        board.Refuses = told =>
        {
            if (told.Id != events[1])
                return false;
            stop.Cancel();
            return true;
        };
        await crm.RelayBatchAsync(cancellationToken: stop.Token);
        Assert.That(board.Told.Select(told => told.Id), Is.EqualTo(new[] { events[0] }));

        board.Refuses = _ => false;
        var next = crm.StartAnother();
        await next.RelayAllAsync();
        Assert.That(board.Told.Select(told => told.Id), Is.EqualTo(events), "at once, and each once");
    }

    [Test]
    public async Task What_cancels_a_subscriber_by_itself_is_its_failure_and_neither_the_engines_limit_nor_a_stop()
    {
        crm.Options<RelayOptions>().RetryTime = TimeSpan.FromHours(1);
        var events = await HappensAsync(2);
        (board.Refuses, board.Throws) = (told => told.Id == events[0], () => new TaskCanceledException("secret of a customer"));

        await crm.RelayBatchAsync();

        Assert.That((board.Tries, board.Told.Count), Is.EqualTo((2, 1)), "the turn goes on");
        while (await ParkedAsync() is { Count: 0 })
            await PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1));
        var parked = (await ParkedAsync()).Single();
        Assert.That((parked.Event, parked.Error), Is.EqualTo((events[0], (string?)"test.board: TaskCanceledException.")));
    }

    [Test]
    public async Task A_subscriber_that_finishes_though_the_host_stops_has_handled_its_event()
    {
        await HappensAsync(1);
        using var stop = new CancellationTokenSource();
        archive.Refuses = _ => false;
        board.Refuses = _ =>
        {
            stop.Cancel();
            return false;
        };
        await crm.RelayBatchAsync(cancellationToken: stop.Token);
        await crm.StartAnother().RelayAllAsync();
        Assert.That(board.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_worker_that_dies_half_way_is_followed_by_one_that_tells_it_again_and_nothing_that_was_handled()
    {
        var events = await HappensAsync(3);
        var dying = crm.StartAnother(same => same with { OnStoreCall = Seen });
        dying.Options<RelayOptions>().Tenants = 1;
        Assert.That(() => dying.RelayBatchAsync(), Throws.InvalidOperationException);
        var told = board.Told.Count;
        Assert.That(told, Is.EqualTo(2), "the second was handled, and nobody wrote it down");

        await EndLeasesAsync();
        await crm.RelayAllAsync();
        Assert.That(board.Told.Select(one => one.Id), Is.EqualTo(new[] { events[0], events[1], events[1], events[2] }));

        void Seen(StoreCall call)
        {
            if (board.Told.Count == 2 && call is { Member: nameof(IDeliveryClaims.ConfirmAsync), IsDone: false } && board.Told[^1].Id == events[1])
                throw new InvalidOperationException("The process dies.");
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task What_was_handled_while_the_database_was_away_is_written_when_it_is_back(CancellationToken late)
    {
        var events = await HappensAsync(2);
        var (isAway, tries) = (true, 0);
        var cut = crm.StartAnother(same => same with { OnStoreCall = Seen });
        var relayed = cut.RelayBatchAsync(cancellationToken: late);
        await cut.Clock.AdvanceUntilAsync(TimeSpan.FromHours(1), () => tries >= 5, late);
        Assert.That(board.Told, Has.Count.EqualTo(1), "it is not told again, nor the next one");
        isAway = false;
        await cut.Clock.AdvanceUntilAsync(TimeSpan.FromHours(1), relayed, late);
        await crm.RelayAllAsync(late);
        Assert.That(board.Told.Select(told => told.Id), Is.EqualTo(events));

        void Seen(StoreCall call)
        {
            if (!isAway || board.Told.Count == 0 || call is not { Member: nameof(IDeliveryClaims.ConfirmAsync), IsDone: false })
                return;
            tries++;
            throw new TransientStoreException("The database is away.", new IOException("Away."));
        }
    }

    [Test]
    public async Task A_bus_that_is_away_is_asked_every_thirty_seconds_and_told_all_when_it_is_back()
    {
        bus.IsDown = true;
        var events = await HappensAsync(5);
        for (var round = 0; round < 60; round++)
        {
            events.AddRange(await HappensAsync(1));
            await crm.RelayAllAsync();
            crm.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.That(bus.Tries, Is.EqualTo(20));
        Assert.That(board.Told.Select(told => told.Id), Is.EqualTo(events), "nobody waits for it");

        bus.IsDown = false;
        await PassAsync(BetweenProbes, TimeSpan.FromSeconds(10));
        Assert.That(bus.Told.Select(told => told.Id), Is.EquivalentTo(events));
        Assert.That(board.Told, Has.Count.EqualTo(events.Count));
    }

    private async Task<List<CrmEventId>> HappensAsync(int count)
    {
        var rows = Enumerable.Range(0, count).Select(_ => Sample.Event(crm.Tenant.Id, "deal.won") with { OccurredAt = crm.Clock.GetUtcNow() }).ToList();
        await crm.Tenant.StoreAsync(rows);
        return [.. rows.Select(row => row.Id)];
    }

    /// <summary>Time passes, and the worker looks in steps.</summary>
    private async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            await crm.RelayAllAsync();
            crm.Clock.Advance(step);
        }
        await crm.RelayAllAsync();
    }

    private async Task<IReadOnlyList<ParkedEventView>> ParkedAsync() =>
        (await crm.UseCase<ListParkedEvents>().ExecuteAsync(crm.Tenant.Administrator, new ListParkedEventsInput(), default)).Rows;

    /// <summary>As if the leases of a dead worker had ended.</summary>
    private async Task EndLeasesAsync()
    {
        await using var connection = await crm.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "update crm_inbox_entry set lease_until = null";
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Board() : RecordingSubscriber("test.board", "deal.won");

    private sealed class Archive() : RecordingSubscriber("test.archive", "deal.won");
}
