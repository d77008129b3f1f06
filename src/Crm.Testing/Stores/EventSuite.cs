using Crm.Events;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves what the relay relies on: events are published in order, tenant by tenant, under a lease.</summary>
[Proves(typeof(IEventClaims))]
public abstract class EventSuite : StoreSuite
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [SetUp]
    public Task StartEmptyAsync() => Database.ClearAsync();

    [Test]
    public async Task Claims_untold_events_in_their_order()
    {
        var tenant = Sample.TenantId();
        var events = Enumerable.Range(0, 5).Select(_ => Sample.Event(tenant)).ToList();
        await StoreAsync([
            .. Enumerable.Reverse(events),
            Sample.Event(tenant) with
            {
                RelayedAt = Sample.Now,
            },
            Sample.Event(tenant) with
            {
                NextAttemptAt = Sample.Now.AddMicroseconds(1),
            },
        ]);

        var first = await ClaimAsync(3, Minute);
        AssertSame(events.Take(3).Select((row, index) => row with { Fence = 1, LeaseUntil = first[index].LeaseUntil }), first);
        Assert.That((await ClaimAsync(10, Minute)).Select(row => row.Id), Is.EqualTo(events.Skip(3).Select(row => row.Id)));
        Assert.That(await ClaimAsync(10, Minute), Is.Empty);
    }

    [Test]
    public async Task Claims_again_when_the_lease_ended()
    {
        await StoreAsync(Sample.Event(Sample.TenantId()));
        Assert.That((await ClaimAsync(1, TimeSpan.Zero)).Single().Fence, Is.EqualTo(1));
        Assert.That((await ClaimAsync(1, Minute)).Single().Fence, Is.EqualTo(2));
    }

    [Test]
    public async Task Lets_eight_relays_claim_without_overlap()
    {
        var tenant = Sample.TenantId();
        await StoreAsync(Enumerable.Range(0, 300).Select(_ => Sample.Event(tenant)));
        var claimed = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var mine = new List<OutboxEvent>();
                        for (var round = 0; round < 20; round++)
                        {
                            mine.AddRange(await ClaimAsync(10, Minute));
                        }

                        return mine;
                    })
                )
        );
        Assert.That(claimed.Sum(mine => mine.Count), Is.EqualTo(300));
        Assert.That(claimed.SelectMany(mine => mine).Select(row => row.Id).Distinct().Count(), Is.EqualTo(300));
    }

    [Test]
    public async Task Claims_in_fair_share_of_the_tenants()
    {
        var (big, small) = (Sample.TenantId(), Sample.TenantId());
        var many = Enumerable.Range(0, 30).Select(_ => Sample.Event(big)).ToList();
        var one = Sample.Event(small) with { OccurredAt = Sample.Now.AddMicroseconds(-1) };
        await StoreAsync([.. many, one]);
        Assert.That((await ClaimAsync(4, Minute)).Select(row => row.Id), Is.EquivalentTo(new[] { many[0].Id, many[1].Id, one.Id }));
        Assert.That((await ClaimAsync(4, Minute)).Select(row => row.Id), Is.EqualTo(many.Skip(2).Take(4).Select(row => row.Id)));
    }

    [Test]
    public async Task Releases_what_was_put_off()
    {
        var (later, told) = (Sample.Event(Sample.TenantId()), Sample.Event(Sample.TenantId()));
        await StoreAsync(later with { NextAttemptAt = Sample.Now.AddHours(1) }, told with { NextAttemptAt = Sample.Now.AddHours(1), RelayedAt = Sample.Now });
        Assert.That(await ClaimAsync(10, Minute), Is.Empty);
        Assert.That(await WorkAsync(work => work.EventClaims.ReleaseAsync(Sample.Now, default)), Is.EqualTo(1));
        Assert.That((await ClaimAsync(10, Minute)).Select(row => row.Id), Is.EqualTo(new[] { later.Id }));
    }

    [Test]
    public async Task Tells_no_event_again_that_is_confirmed()
    {
        var (told, untold) = (Sample.Event(Sample.TenantId()), Sample.Event(Sample.TenantId()));
        await StoreAsync(told, untold);
        await ClaimAsync(10, TimeSpan.Zero);
        await WorkAsync(async work =>
        {
            await work.EventClaims.ConfirmAsync([told.Id], Sample.Now, default);
            return true;
        });
        Assert.That((await ClaimAsync(10, TimeSpan.Zero)).Select(row => row.Id), Is.EqualTo(new[] { untold.Id }));
    }

    [Test]
    public async Task Puts_an_event_off_for_whoever_claimed_it_last()
    {
        await StoreAsync(Sample.Event(Sample.TenantId()));
        var stale = (await ClaimAsync(1, TimeSpan.Zero)).Single();
        var current = (await ClaimAsync(1, TimeSpan.Zero)).Single();
        await PutOffAsync(stale, Sample.Now.AddHours(1));
        var again = (await ClaimAsync(1, TimeSpan.Zero)).Single();
        Assert.That((again.Fence, again.Attempts), Is.EqualTo((current.Fence + 1, 0)), "the older fence changed nothing");

        await PutOffAsync(again, Sample.Now);
        Assert.That((await ClaimAsync(1, TimeSpan.Zero)).Single().Attempts, Is.EqualTo(7));

        Task<bool> PutOffAsync(OutboxEvent row, DateTimeOffset until) =>
            WorkAsync(async work =>
            {
                await work.EventClaims.PutOffAsync(row, 7, until, default);
                return true;
            });
    }

    private Task<IReadOnlyList<OutboxEvent>> ClaimAsync(int max, TimeSpan lease) =>
        WorkAsync(work => work.EventClaims.ClaimAsync(Sample.Now, max, lease, default));
}
