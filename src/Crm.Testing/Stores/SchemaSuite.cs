using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves what set-up and health ask of the schema, on a database that is migrated.</summary>
[Proves(typeof(ISchema))]
public abstract class SchemaSuite : StoreSuite
{
    [Test]
    public async Task Is_up_to_date_after_migrating_twice()
    {
        Assert.That((await Database.Schema.GetStateAsync(default)).IsCurrent, Is.True);
        var member = Sample.Member(Sample.TenantId());
        await StoreAsync(member);
        await Database.Schema.MigrateAsync(default);
        Assert.That((await Database.Schema.GetStateAsync(default)).IsCurrent, Is.True);
        AssertSame([member], await ReadAsync(member.Tenant, work => work.Tenancy.GetMembersAsync(default)));
    }

    [Test]
    public void Says_what_a_person_would_run() => Assert.That(Database.Schema.Script(), Does.Contain("create table").IgnoreCase);
}
