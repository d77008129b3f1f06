using Crm.Activities;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the store of tenants, members, teams and settings.</summary>
[Proves(typeof(ITenancyStore))]
[Proves(typeof(ITenancyLookup))]
public abstract class TenancyStoreSuite : StoreSuite
{
    [Test]
    public async Task Gives_a_member_the_own_views_and_settings()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var views = new[] { "B", "A" }.Select(name => View(mine, name)).ToList();
        var settings = (MemberSettings)SampleRow.Complete(typeof(MemberSettings), tenant) with { Member = mine };
        await StoreAsync([.. views, View(other, "C"), settings, (MemberSettings)SampleRow.Complete(typeof(MemberSettings), tenant)]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);

        AssertSame([views[1], views[0]], await work.Tenancy.GetSavedViewsAsync(mine, default));
        AssertSame(settings, await work.Tenancy.FindMemberSettingsAsync(mine, default));
        Assert.That(await work.Tenancy.FindMemberSettingsAsync(other, default), Is.Null);

        SavedView View(MemberId member, string name) => (SavedView)SampleRow.Complete(typeof(SavedView), tenant) with { Member = member, Name = name };
    }

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

        await using var work = await TenantStore.BeginAsync(tenant.Id, WorkKind.Read, default);
        AssertSame([tenant], await work.Tenancy.GetTenantsAsync(default));
        AssertSameSet([member, inactive], await work.Tenancy.GetMembersAsync(default));
        AssertSame([tenant], await work.Tenancy.GetTenantsAsync([tenant.Id], default));
        AssertSameSet([member, inactive], await work.Tenancy.GetMembersAsync([tenant.Id], default));
        Assert.That(await work.Tenancy.GetLedMembersAsync(default), Is.EquivalentTo(new LedMember[] { new(member, null), new(inactive, null) }));
        AssertSame([team], await work.Tenancy.GetTeamsAsync(default));
        AssertSame([pipeline], await work.Tenancy.GetPipelinesAsync(default));
        AssertSame([field], await work.Tenancy.GetCustomFieldsAsync(default));
        AssertSame([outcome], await work.Tenancy.GetOutcomesAsync(default));
    }

    [Test]
    public async Task Settings_come_together_and_each_once()
    {
        var tenant = Sample.Tenant();
        string[] keys = ["buying", "renewal", "sales"];
        var pipelines = keys.Select(key => Sample.Pipeline(tenant.Id) with { Key = key }).ToList();
        var sample = (OutcomeOption)SampleRow.Complete(typeof(OutcomeOption), tenant.Id);
        var outcomes = new[] { ("crm.call", "busy"), ("crm.call", "moved"), ("crm.meeting", "held") }
            .Select(key => sample with { TypeKey = key.Item1, Key = key.Item2 })
            .ToList();
        var field = (CustomField)SampleRow.Complete(typeof(CustomField), tenant.Id);
        var (mine, theirs) = ((SavedView)SampleRow.Complete(typeof(SavedView), tenant.Id), (SavedView)SampleRow.Complete(typeof(SavedView), tenant.Id));
        var bare = Sample.Tenant();
        await StoreAsync([tenant, bare, .. pipelines, .. outcomes, field, mine, theirs]);

        var found = await FindSettingsAsync(tenant.Id, mine.Member);
        var none = await FindSettingsAsync(bare.Id);

        AssertSame([tenant], [found!.Tenant]);
        AssertSame(pipelines, found.Pipelines);
        AssertSame(outcomes, found.Outcomes);
        AssertSame([field], found.CustomFields);
        AssertSame([mine], found.Views);
        Assert.That((await FindSettingsAsync(tenant.Id))!.Views, Is.Empty);
        Assert.That((none!.Pipelines.Count, none.Outcomes.Count), Is.EqualTo((0, 0)));
        Assert.That(await FindSettingsAsync(Sample.TenantId()), Is.Null);
    }

    [Test]
    public async Task Says_who_leads_the_team_of_a_member()
    {
        var tenant = Sample.TenantId();
        var manager = Sample.Member(tenant);
        var (led, leaderless) = (
            Sample.Team(tenant, manager.Id),
            Sample.Team(tenant, manager.Id) with
            {
                Id = new TeamId(Sample.Id()),
                Name = "South",
                Manager = null,
            }
        );
        var (one, other) = (Sample.Member(tenant, "One") with { Team = led.Id }, Sample.Member(tenant, "Other") with { Team = leaderless.Id });
        await StoreAsync(manager, led, leaderless, one, other);
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        Assert.That(
            await work.Tenancy.GetLedMembersAsync(default),
            Is.EquivalentTo(new LedMember[] { new(manager, null), new(one, manager.Id), new(other, null) })
        );
    }

    [Test]
    public async Task Shows_the_system_the_tenants_that_it_names()
    {
        var (one, other) = (Sample.Tenant("One"), Sample.Tenant("Other"));
        var (member, stranger) = (Sample.Member(one.Id), Sample.Member(other.Id));
        await StoreAsync(one, other, member, stranger);
        await using var work = await SystemStore.BeginAsync(default);
        AssertSame([member], await work.Tenancy.GetMembersAsync([one.Id], default));
        AssertSameSet([one, other], await work.Tenancy.GetTenantsAsync([one.Id, other.Id], default));
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

    private async Task<TenantSettings?> FindSettingsAsync(TenantId tenant, MemberId? member = null)
    {
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        return await work.Tenancy.FindSettingsAsync(member, default);
    }
}
