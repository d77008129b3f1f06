namespace Crm.Stores;

/// <summary>A stored row is not the one that the change was made from. Nothing was written.</summary>
public sealed class ConcurrencyConflictException(string table, Exception? inner = null) : Exception($"A row of {table} was changed meanwhile.", inner)
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;
}
