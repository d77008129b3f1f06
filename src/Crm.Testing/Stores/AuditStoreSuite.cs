using Crm.Audit;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the audit and the promise of idempotency keys.</summary>
[Proves(typeof(IAuditStore))]
public abstract class AuditStoreSuite : StoreSuite
{
    [Test]
    public async Task Finds_a_batch()
    {
        var batch = Sample.Batch(Sample.TenantId()) with { Undo = """{"records":[]}""" };
        await StoreAsync(batch);
        AssertSame(batch, await ReadAsync(batch.Tenant, work => work.Audit.FindBatchAsync(batch.Id, default)));
        Assert.That(await ReadAsync(batch.Tenant, work => work.Audit.FindBatchAsync(Sample.Id(), default)), Is.Null);
    }

    [Test]
    public async Task Lists_the_audit_of_a_subject_newest_first()
    {
        var tenant = Sample.TenantId();
        var entries = Enumerable.Range(0, 7).Select(number => Sample.Audit(tenant, $"step.{number}") with { Subject = "contact:7" }).ToList();
        var other = Sample.Audit(tenant) with { Subject = "contact:8" };
        var set = new ChangeSet();
        foreach (var entry in entries.Append(other))
        {
            set.Insert(entry);
        }

        await CommitAsync(set);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        AssertSame(Enumerable.Reverse(entries), await AllPagesAsync(3, page => work.Audit.ListAsync("contact:7", page, default)));
        Assert.That(await AllPagesAsync(3, page => work.Audit.ListAsync(null, page, default)), Has.Count.EqualTo(8));
    }

    [Test]
    public async Task Remembers_what_was_carried_out_under_a_key()
    {
        var tenant = Sample.TenantId();
        var request = (IdempotencyEntry)SampleRow.Complete(typeof(IdempotencyEntry), tenant);
        await StoreAsync(request);
        AssertSame(request, await ReadAsync(tenant, work => work.Audit.FindRequestAsync(request.Key, default)));
        Assert.That(await ReadAsync(tenant, work => work.Audit.FindRequestAsync("other", default)), Is.Null);
        Assert.That(await ReadAsync(Sample.TenantId(), work => work.Audit.FindRequestAsync(request.Key, default)), Is.Null);
    }

    [Test]
    public async Task Carries_out_fifty_simultaneous_requests_of_one_key_once()
    {
        var tenant = Sample.TenantId();
        var effects = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => CarryOutAsync(tenant, "pay:1"))));
        Assert.That(effects.Count(isCarriedOut => isCarriedOut), Is.EqualTo(1));
        Assert.That((await Database.ReadAllAsync(typeof(Contact))).Count(contact => contact.Tenant == tenant), Is.EqualTo(1));
    }

    [Test]
    public async Task Does_not_let_requests_of_other_keys_wait_for_ever()
    {
        var tenant = Sample.TenantId();
        var effects = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => CarryOutAsync(tenant, $"pay:{number}"))));
        Assert.That(effects, Is.All.True);
    }

    [Test]
    public async Task Finds_no_breach_where_there_is_nothing()
    {
        var breaches = await ReadAsync(Sample.TenantId(), work => work.Audit.VerifyAsync(default));
        Assert.That(breaches.Where(breach => breach.Count > 0), Is.Empty);
    }

    private async Task<bool> CarryOutAsync(TenantId tenant, string key)
    {
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        if (await work.Audit.FindRequestAsync(key, default) is not null)
        {
            return false;
        }

        await work.ApplyAsync(Sample.Insert(Sample.Contact(tenant), Sample.Request(tenant, key)), default);
        await work.CommitAsync(default);
        return true;
    }
}
