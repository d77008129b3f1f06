namespace Crm.Stores;

/// <summary>The database, as the engine sees it. One implementation per object-relational mapper.</summary>
public interface ICrmStore
{
    /// <summary>Opens a unit of work for one tenant.</summary>
    Task<IUnitOfWork> BeginAsync(TenantId tenant, WorkKind kind, CancellationToken cancellationToken);

    /// <summary>Opens a unit of work that sees all tenants: for runner, sender, relay and set-up only.</summary>
    Task<ISystemUnitOfWork> BeginSystemAsync(Durability durability, CancellationToken cancellationToken);

    /// <summary>Opens a unit of work that sees all tenants, with <see cref="Durability.Ordinary"/>.</summary>
    Task<ISystemUnitOfWork> BeginSystemAsync(CancellationToken cancellationToken) => BeginSystemAsync(Durability.Ordinary, cancellationToken);

    /// <summary>Whether the database has the schema that this version needs.</summary>
    Task<SchemaState> GetSchemaStateAsync(CancellationToken cancellationToken);

    /// <summary>Brings the schema up to date, under a lock; does nothing where it is.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>What <see cref="MigrateAsync"/> would run, for a DBA.</summary>
    string MigrationScript();
}
