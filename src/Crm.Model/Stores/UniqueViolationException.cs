namespace Crm.Stores;

/// <summary>A row with the same unique key is there already. Nothing was written.</summary>
public sealed class UniqueViolationException(string key, Exception? inner = null) : Exception($"The unique key {key} is taken.", inner)
{
    /// <summary>Name of the constraint or index.</summary>
    public string Key { get; } = key;
}
