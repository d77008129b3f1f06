using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the system's unit of work: it reads and writes for many tenants at once, and for one as that tenant would.</summary>
[Proves(typeof(ISystemStore))]
[Proves(typeof(ISystemUnitOfWork))]
[Proves(typeof(ILookups))]
public abstract class SystemUnitOfWorkSuite : StoreSuite
{
    private static readonly string[] UsedKeys = ["a.draft", "b.live"];

    [Test]
    public async Task Reads_rows_of_several_tenants_at_once()
    {
        var (one, other, third) = (Sample.Contact(Sample.TenantId()), Sample.Contact(Sample.TenantId()), Sample.Contact(Sample.TenantId()));
        await StoreAsync(one, other, third);
        await using var system = await SystemStore.BeginAsync(default);
        AssertSameSet([one, other], await system.Records.GetAsync([one.Id, other.Id], default));
    }

    [Test]
    public async Task Names_the_tenants_where_ids_do_not()
    {
        var (one, other, third) = (Sample.Sequence(Sample.TenantId()), Sample.Sequence(Sample.TenantId()), Sample.Sequence(Sample.TenantId()));
        (other, third) = (other with { Key = one.Key }, third with { Key = one.Key });
        var (contact, hash) = (new RecordId(Sample.Id()), "same-address");
        var enrollments = new[] { one, other, third }.Select(sequence => Sample.Enrollment(sequence) with { AddressHash = hash }).ToList();
        await StoreAsync([one, other, third, .. enrollments]);
        await using var system = await SystemStore.BeginAsync(default);
        AssertSameSet([one, other], await system.Sequences.FindAsync([one.Tenant, other.Tenant], [one.Key], default));
        AssertSameSet(enrollments.Take(2), await system.Sequences.FindEnrollmentsAsync([one.Tenant, other.Tenant], [contact], [hash], liveOnly: true, default));
    }

    [Test]
    public async Task Is_a_tenants_for_one_of_them()
    {
        var (mine, foreign) = (Sample.Contact(Sample.TenantId()), Sample.Contact(Sample.TenantId()));
        await StoreAsync(mine, foreign);
        await using var system = await SystemStore.BeginAsync(default);
        var stores = system.For(mine.Tenant);
        AssertSame([mine], await stores.Records.GetAsync([mine.Id, foreign.Id], default));
        Assert.That(system.For(mine.Tenant), Is.SameAs(stores));
        Assert.That(() => system.For(default), Throws.InstanceOf<ArgumentException>());
        AssertSame([foreign], await system.For(foreign.Tenant).Records.GetAsync([mine.Id, foreign.Id], default));
    }

    [Test]
    public async Task Writes_for_one_of_them_what_is_its_own()
    {
        var (mine, foreign) = (Sample.Contact(Sample.TenantId()), Sample.Contact(Sample.TenantId()));
        await using (var system = await SystemStore.BeginAsync(default))
        {
            var stores = system.For(mine.Tenant);
            await stores.ApplyAsync(Sample.Insert(mine), default);
            AssertSame([mine], await system.Records.GetAsync([mine.Id], default));
            await system.CommitAsync(default);
        }

        await using (var system = await SystemStore.BeginAsync(default))
            Assert.That(async () => await system.For(mine.Tenant).ApplyAsync(Sample.Insert(foreign), default), Throws.InstanceOf<ArgumentException>());

        AssertSame([mine], await ReadAsync(mine.Tenant, work => work.Records.GetAsync([mine.Id], default)));
        Assert.That(await ReadAsync(foreign.Tenant, work => work.Records.GetAsync([foreign.Id], default)), Is.Empty);
    }

    [Test]
    public async Task Waits_for_the_name_of_one_of_them_only()
    {
        var (one, other) = (Sample.TenantId(), Sample.TenantId());
        await using var system = await SystemStore.BeginAsync(default);
        await system.For(one).LockAsync("enroll", default);
        await system.For(other).LockAsync("enroll", default);
        await system.For(one).LockAsync("enroll", default);
    }

    [Test]
    public async Task Names_the_handlers_that_are_still_needed()
    {
        var tenant = Sample.TenantId();
        var sequence = Sample.Sequence(tenant) with { Draft = Sample.Definition(type: "a.draft").ToJson() };
        var live = Sample.Version(sequence) with { Definition = Sample.Definition(type: "b.live").ToJson() };
        var done = Sample.Version(sequence, 2) with { Definition = Sample.Definition(type: "c.done").ToJson() };
        IRow[] rows =
        [
            sequence,
            Sample.Sequence(tenant) with
            {
                Draft = "{}",
            },
            live,
            done,
            Sample.Enrollment(sequence, live.Id),
            Sample.Enrollment(sequence, done.Id) with
            {
                State = EnrollmentState.Finished,
            },
        ];
        await Database.ClearAsync();
        await StoreAsync(rows);
        Assert.That(await WorkAsync(work => work.GetUsedHandlerKeysAsync(default)), Is.EqualTo(UsedKeys));
    }
}
