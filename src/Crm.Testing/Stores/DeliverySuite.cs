using Crm.Events;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves what deliveries rely on: each subscriber has its own attempts for an event, tenants take turns, and what a subscriber handled stays handled.</summary>
[Proves(typeof(IDeliveryClaims))]
[Proves(typeof(IEventStore))]
public abstract class DeliverySuite : StoreSuite
{
    private const string Board = "test.board";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly TenantId tenant = Sample.TenantId();

    [SetUp]
    public Task StartEmptyAsync() => Database.ClearAsync();

    [Test]
    public async Task Claims_a_subscribers_own_in_the_order_of_due_moment_and_event()
    {
        var entries = Enumerable.Range(0, 4).Select(number => Entry() with { NextAttemptAt = Sample.Now.AddSeconds(-number / 2) }).ToList();
        await StoreAsync([
            .. Enumerable.Reverse(entries),
            Entry() with
            {
                Subscriber = "test.other",
            },
            Entry() with
            {
                NextAttemptAt = Sample.Now.AddMicroseconds(1),
            },
            Entry() with
            {
                NextAttemptAt = null,
                HandledAt = Sample.Now,
            },
            Entry() with
            {
                NextAttemptAt = null,
                ParkedAt = Sample.Now,
            },
        ]);
        InboxEntry[] order = [entries[2], entries[3], entries[0], entries[1]];

        var first = await ClaimAsync(share: 3);
        AssertSame(order.Take(3).Select((entry, index) => entry with { Fence = 1, LeaseUntil = first[index].LeaseUntil }), first);
        Assert.That((await ClaimAsync()).Select(entry => entry.Event), Is.EqualTo(new[] { entries[1].Event }));
        Assert.That(await ClaimAsync(), Is.Empty, "all are held");
        Assert.That(await ClaimAsync("test.other"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Takes_the_tenants_that_wait_longest_and_leaves_some_out()
    {
        var (busy, slow, late) = (Sample.TenantId(), Sample.TenantId(), Sample.TenantId());
        var waiting = Enumerable.Range(0, 9).Select(_ => Entry() with { Tenant = busy, NextAttemptAt = Sample.Now.AddHours(-1) }).ToList();
        var others = new[] { slow, late }.Select(other => Entry() with { Tenant = other }).ToList();
        await StoreAsync([.. waiting, .. others]);

        var claimed = await ClaimAsync(tenants: 2, share: 2, without: [slow]);
        Assert.That(
            claimed.Select(entry => entry.Event),
            Is.EquivalentTo(new[] { waiting[0].Event, waiting[1].Event, others[1].Event }),
            "two of the busy one, and the one that may be asked"
        );
        Assert.That((await ClaimAsync(tenants: 1, share: 1)).Select(entry => entry.Event), Is.EqualTo(new[] { waiting[2].Event }));
    }

    [Test]
    public async Task Gives_no_entry_to_two_workers()
    {
        await StoreAsync(Enumerable.Range(0, 200).Select(number => Entry() with { Tenant = number % 2 == 0 ? tenant : Sample.TenantId() }));
        var claimed = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var mine = new List<InboxEntry>();
                        for (var round = 0; round < 40; round++)
                            mine.AddRange(await ClaimAsync(tenants: 3, share: 4));
                        return mine;
                    })
                )
        );
        Assert.That(claimed.SelectMany(mine => mine).Select(entry => entry.Event).ToList(), Is.Unique.And.Count.EqualTo(200));
    }

    [Test]
    public async Task Claims_again_when_the_lease_ended_and_heeds_no_older_claim()
    {
        var entry = Entry();
        await StoreAsync(entry);
        var stale = (await ClaimAsync(lease: TimeSpan.Zero)).Single();
        var current = (await ClaimAsync(lease: Minute)).Single();
        Assert.That(current.Fence, Is.EqualTo(stale.Fence + 1));

        await WriteAsync(claims => claims.PutOffAsync(stale with { Attempts = 9, NextAttemptAt = Sample.Now.AddHours(1) }, default));
        await WriteAsync(claims => claims.GiveBackAsync([stale], default));
        AssertSame([current], await StoredAsync());

        await WriteAsync(claims => claims.GiveBackAsync([current], default));
        AssertSame([entry with { Fence = current.Fence }], await StoredAsync());
    }

    [Test]
    public async Task Puts_an_entry_off_or_parks_it_with_its_error()
    {
        await StoreAsync(Entry());
        var claimed = (await ClaimAsync()).Single();
        var put = claimed with { Attempts = 3, LastError = "It threw.", NextAttemptAt = Sample.Now.AddHours(1) };
        await WriteAsync(claims => claims.PutOffAsync(put, default));
        AssertSame([put with { LeaseUntil = null }], await StoredAsync());
        Assert.That(await ClaimAsync(), Is.Empty);

        await WriteAsync(claims => claims.ReleaseAsync(tenant, Board, Sample.Now, default));
        claimed = (await ClaimAsync()).Single();
        var parked = claimed with { Attempts = 4, ParkedAt = Sample.Now, NextAttemptAt = null };
        await WriteAsync(claims => claims.PutOffAsync(parked, default));
        AssertSame([parked with { LeaseUntil = null }], await StoredAsync());
        await WriteAsync(claims => claims.ReleaseAsync(tenant, Board, Sample.Now, default));
        Assert.That(await ClaimAsync(), Is.Empty, "only a person brings it back");
    }

    [Test]
    public async Task Releases_what_waits_for_one_subscriber_of_one_tenant()
    {
        var later = Sample.Now.AddHours(1);
        InboxEntry[] entries = [Entry(), Entry() with { Tenant = Sample.TenantId() }, Entry() with { Subscriber = "test.other" }];
        await StoreAsync(entries.Select(entry => entry with { NextAttemptAt = later }));
        await WriteAsync(claims => claims.ReleaseAsync(tenant, Board, Sample.Now, default));
        Assert.That((await ClaimAsync(tenants: 9)).Select(entry => entry.Event), Is.EqualTo(new[] { entries[0].Event }));
        Assert.That(await ClaimAsync("test.other"), Is.Empty);
    }

    [Test]
    public async Task Releases_some_events_of_those_that_wait()
    {
        var later = Sample.Now.AddHours(1);
        InboxEntry[] entries = [.. Enumerable.Range(0, 3).Select(_ => Entry() with { NextAttemptAt = later })];
        await StoreAsync([.. entries, entries[1] with { Subscriber = "test.other" }]);
        var parked = Parked();
        await StoreAsync(parked);
        await WriteAsync(claims => claims.ReleaseAsync(tenant, Board, [entries[1].Event, parked.Event, new CrmEventId(Sample.Id())], Sample.Now, default));
        Assert.That((await ClaimAsync()).Select(entry => entry.Event), Is.EqualTo(new[] { entries[1].Event }));
        Assert.That(await ClaimAsync("test.other"), Is.Empty);
    }

    [Test]
    public async Task Drops_what_waits_for_one_subscriber_of_every_tenant_and_keeps_what_it_handled()
    {
        var handled = Entry() with { NextAttemptAt = null, HandledAt = Sample.Now };
        var others = new[] { Entry(), Parked() }.Select(entry => entry with { Subscriber = "test.other" }).ToList();
        await StoreAsync(
            Enumerable
                .Range(0, 5)
                .Select(_ => Entry())
                .Concat(Enumerable.Range(0, 4).Select(_ => Entry() with { Tenant = Sample.TenantId(), NextAttemptAt = Sample.Now.AddHours(1) }))
                .Append(Parked())
                .Append(Parked() with { Tenant = Sample.TenantId() })
                .Append(handled)
                .Concat(others)
        );
        var dropped = new List<int>();
        do dropped.Add(await WorkAsync(work => work.DeliveryClaims.DropAsync(Board, 4, default)));
        while (dropped[^1] == 4);

        Assert.That(dropped, Is.EqualTo(new[] { 4, 4, 3 }));
        AssertSameSet([handled, .. others], await StoredAsync());
    }

    [Test]
    public async Task What_a_subscriber_handled_stays_handled_whoever_holds_it_by_now()
    {
        await StoreAsync(Entry());
        var early = (await ClaimAsync(lease: TimeSpan.Zero)).Single();
        var late = (await ClaimAsync(lease: Minute)).Single();
        await WriteAsync(claims => claims.ConfirmAsync(early, Sample.Now, default));
        await WriteAsync(claims => claims.PutOffAsync(late with { Attempts = 1 }, default));
        var stored = (await StoredAsync()).Single();
        Assert.That((stored.HandledAt, stored.NextAttemptAt, stored.Attempts), Is.EqualTo(((DateTimeOffset?)Sample.Now, (DateTimeOffset?)null, 0)));
        Assert.That(await ClaimAsync(), Is.Empty);
    }

    [Test]
    public async Task Finds_the_next_to_ask_due_or_not_and_the_newest_that_is_due()
    {
        var entries = new[] { -2, -1, 5 }.Select(minutes => Entry() with { NextAttemptAt = Sample.Now.AddMinutes(minutes) }).ToList();
        await StoreAsync(entries);
        InboxEntry? after = null;
        foreach (var expected in entries)
        {
            after = (await WorkAsync(work => work.DeliveryClaims.ClaimAfterAsync(tenant, Board, after, TimeSpan.Zero, default))).Single();
            Assert.That(after.Event, Is.EqualTo(expected.Event));
        }
        Assert.That(await WorkAsync(work => work.DeliveryClaims.ClaimAfterAsync(tenant, Board, after, Minute, default)), Is.Empty);
        var newest = await WorkAsync(work => work.DeliveryClaims.ClaimNewestAsync(tenant, Board, Sample.Now, Minute, default));
        Assert.That(newest.Single().Event, Is.EqualTo(entries[1].Event));
    }

    [Test]
    public async Task Says_when_the_next_delivery_is_due_and_counts_those_that_are()
    {
        await StoreAsync(
            Entry() with
            {
                NextAttemptAt = Sample.Now.AddHours(3),
            },
            Entry() with
            {
                Subscriber = "test.other",
                NextAttemptAt = Sample.Now.AddHours(2),
            },
            Entry() with
            {
                NextAttemptAt = null,
                ParkedAt = Sample.Now,
            }
        );
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.EqualTo(Sample.Now.AddHours(2)));
        Assert.That((await WorkAsync(work => work.CountDueAsync(Sample.Now.AddHours(2), default))).Events, Is.EqualTo(1));
    }

    [Test]
    public async Task Gives_events_by_id_of_any_tenant()
    {
        var (one, other) = (Sample.Event(tenant), Sample.Event(Sample.TenantId()));
        await StoreAsync(one, other, Sample.Event(tenant));
        AssertSameSet([one, other], await WorkAsync(work => work.DeliveryClaims.GetEventsAsync([one.Id, other.Id], default)));
        AssertSame([one], await ReadAsync(tenant, work => work.Events.GetAsync([one.Id, other.Id], default)));
    }

    [Test]
    public async Task Lists_parked_ones_in_pages_narrowed_by_subscriber_and_event()
    {
        var parked = Enumerable
            .Range(0, 6)
            .Select(number => Parked() with { Subscriber = number % 2 == 0 ? Board : "test.other" })
            .OrderBy(entry => entry.Event.Value)
            .ToList();
        await StoreAsync([.. parked, Entry(), Parked() with { Tenant = Sample.TenantId() }]);
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        AssertSame(parked, await AllPagesAsync(2, page => work.Events.ListParkedAsync(new ParkedFilter(), page, default)));
        var own = new ParkedFilter { Subscriber = Board };
        AssertSame(parked.Where(entry => entry.Subscriber == Board), await AllPagesAsync(2, page => work.Events.ListParkedAsync(own, page, default)));
        var named = new ParkedFilter { Events = [parked[4].Event, new CrmEventId(Sample.Id())] };
        AssertSame([parked[4]], await AllPagesAsync(2, page => work.Events.ListParkedAsync(named, page, default)));
    }

    [Test]
    public async Task Counts_what_each_subscriber_has_parked_and_what_waits_for_long()
    {
        await StoreAsync(
            Parked(),
            Parked(),
            Parked() with
            {
                Subscriber = "test.other",
            },
            Entry(Sample.Now.AddDays(-2)),
            Entry(Sample.Now.AddHours(-2)),
            Entry(Sample.Now.AddDays(-2)) with
            {
                NextAttemptAt = null,
                HandledAt = Sample.Now,
            },
            Parked() with
            {
                Tenant = Sample.TenantId(),
            }
        );
        Assert.That(
            await ReadAsync(tenant, work => work.Events.CountBacklogAsync(Sample.Now.AddDays(-1), default)),
            Is.EqualTo(new[] { new SubscriberBacklog(Board, 2, 1), new SubscriberBacklog("test.other", 1, 0) })
        );
    }

    [Test]
    public async Task An_entry_needs_no_audit_row()
    {
        var entry = Entry();
        var changes = new ChangeSet();
        changes.InsertIfAbsent(entry);
        changes.InsertIfAbsent(entry with { Attempts = 5 });
        await WorkAsync(async work =>
        {
            await work.ApplyAsync(changes, default);
            return true;
        });
        AssertSame([entry], await StoredAsync());
    }

    private InboxEntry Entry(DateTimeOffset? occurred = null) =>
        new()
        {
            Tenant = tenant,
            Event = new CrmEventId(occurred is { } moment ? Guid.CreateVersion7(moment) : Sample.Id()),
            Subscriber = Board,
            NextAttemptAt = Sample.Now,
        };

    private InboxEntry Parked() => Entry() with { NextAttemptAt = null, ParkedAt = Sample.Now, LastError = "It threw." };

    private async Task<IReadOnlyList<InboxEntry>> StoredAsync() => [.. (await Database.ReadAllAsync(typeof(InboxEntry))).Cast<InboxEntry>()];

    private Task<bool> WriteAsync(Func<IDeliveryClaims, Task> write) =>
        WorkAsync(async work =>
        {
            await write(work.DeliveryClaims);
            return true;
        });

    private Task<IReadOnlyList<InboxEntry>> ClaimAsync(
        string subscriber = Board,
        int tenants = 1,
        int share = 100,
        TimeSpan? lease = null,
        IReadOnlyCollection<TenantId>? without = null
    ) =>
        WorkAsync(work =>
            work.DeliveryClaims.ClaimAsync(
                new DeliveryClaim(subscriber, Sample.Now, lease ?? Minute)
                {
                    Tenants = tenants,
                    Share = share,
                    Without = without ?? [],
                },
                default
            )
        );
}
