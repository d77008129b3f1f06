#pragma warning disable CS1591, CA1707 // A test's name is its sentence.
using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the store of tenants, members, teams and settings.</summary>
[Proves(typeof(ITenancyStore))]
public abstract class TenancyStoreSuite : StoreSuite
{
    [Test]
    public async Task Gives_back_all_that_a_tenant_has_set()
    {
        var tenant = Sample.Tenant();
        var member = Sample.Member(tenant.Id);
        var inactive = Sample.Member(tenant.Id, "Ina Inactive") with { IsActive = false };
        var team = Sample.Team(tenant.Id, member.Id);
        var pipeline = Sample.Pipeline(tenant.Id);
        var field = (CustomField)SampleRow.Complete(typeof(CustomField), tenant.Id) with { IsRetired = true };
        var outcome = (OutcomeOption)SampleRow.Complete(typeof(OutcomeOption), tenant.Id) with { IsRetired = true };
        await StoreAsync(tenant, member, inactive, team, pipeline, field, outcome);

        await using var work = await Store.BeginAsync(tenant.Id, WorkKind.Read, default);
        AssertSame([tenant], await work.Tenancy.GetTenantsAsync(default));
        AssertSameSet([member, inactive], await work.Tenancy.GetMembersAsync(default));
        AssertSame([tenant], await work.Tenancy.GetTenantsAsync([tenant.Id], default));
        AssertSameSet([member, inactive], await work.Tenancy.GetMembersAsync([tenant.Id], default));
        AssertSame([team], await work.Tenancy.GetTeamsAsync(default));
        AssertSame([pipeline], await work.Tenancy.GetPipelinesAsync(default));
        AssertSame([field], await work.Tenancy.GetCustomFieldsAsync(default));
        AssertSame([outcome], await work.Tenancy.GetOutcomesAsync(default));
        AssertSame([pipeline], await work.Tenancy.GetPipelinesAsync([tenant.Id], default));
        AssertSame([field], await work.Tenancy.GetCustomFieldsAsync([tenant.Id], default));
        AssertSame([outcome], await work.Tenancy.GetOutcomesAsync([tenant.Id], default));
    }

    [Test]
    public async Task Shows_the_system_all_tenants()
    {
        var (one, other) = (Sample.Tenant("One"), Sample.Tenant("Other"));
        var (member, stranger) = (Sample.Member(one.Id), Sample.Member(other.Id));
        await StoreAsync(one, other, member, stranger);
        await using var work = await Store.BeginSystemAsync(default);
        AssertSame([member], await work.Tenancy.GetMembersAsync([one.Id], default));
        var all = await work.Tenancy.GetTenantsAsync(default);
        Assert.That(all.Select(tenant => tenant.Id), Is.SupersetOf(new[] { one.Id, other.Id }));
        AssertSame([one], await work.Tenancy.GetTenantsAsync([one.Id], default));
    }

    [Test]
    public async Task Keeps_member_addresses_unique_within_the_tenant_only()
    {
        var (one, other) = (Sample.TenantId(), Sample.TenantId());
        var member = Sample.Member(one) with { Email = "same@acme.example" };
        await StoreAsync(member);
        await StoreAsync(Sample.Member(other) with { Email = "same@acme.example" });
        Assert.That(() => StoreAsync(Sample.Member(one) with { Email = "same@acme.example" }), Throws.TypeOf<UniqueViolationException>());
    }
}
