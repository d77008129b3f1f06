using Crm.EntityFrameworkCore;
using Crm.Testing;
using Crm.Testing.Stores;

namespace Crm.Stores.Tests;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class UnitOfWorkConformance(string kind) : UnitOfWorkSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ClaimConformance(string kind) : ClaimSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SenderConformance(string kind) : SenderSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class EventConformance(string kind) : EventSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class DeliveryConformance(string kind) : DeliverySuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class RetentionConformance(string kind) : RetentionSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class TenancyStoreConformance(string kind) : TenancyStoreSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class RecordStoreConformance(string kind) : RecordStoreSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ActivityStoreConformance(string kind) : ActivityStoreSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SequenceStoreConformance(string kind) : SequenceStoreSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class MessageStoreConformance(string kind) : MessageStoreSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class AuditStoreConformance(string kind) : AuditStoreSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class TenantIsolationConformance(string kind) : TenantIsolationSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SystemUnitOfWorkConformance(string kind) : SystemUnitOfWorkSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SchemaConformance(string kind) : SchemaSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class InstallationStoreConformance(string kind) : InstallationStoreSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class AccountStoreConformance(string kind) : AccountStoreSuite
{
    protected override Task<StoreDatabase> CreateDatabaseAsync() => SqlStoreDatabase.CreateAsync(kind, options => new EntityFrameworkStore(options, []));
}
