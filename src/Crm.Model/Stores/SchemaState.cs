namespace Crm.Stores;

/// <summary>Whether the database has the schema that this version needs.</summary>
/// <param name="Missing">Names of migrations that have not run, in order; empty where all is well.</param>
/// <param name="Unknown">Names of migrations that ran and that this version does not know: the database is newer.</param>
public sealed record SchemaState(IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>Whether hosts may work on it.</summary>
    public bool IsCurrent => Missing.Count == 0 && Unknown.Count == 0;
}
