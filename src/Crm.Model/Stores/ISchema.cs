namespace Crm.Stores;

/// <summary>The schema of the database: for set-up and health. Singleton.</summary>
public interface ISchema
{
    /// <summary>Whether the database has the schema that this version needs.</summary>
    Task<SchemaState> GetStateAsync(CancellationToken cancellationToken);

    /// <summary>Brings the schema up to date, under a lock; does nothing where it is.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>What <see cref="MigrateAsync"/> would run on an empty database, for a DBA.</summary>
    string Script();
}
