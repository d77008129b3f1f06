namespace Crm.Stores;

/// <summary>Something that a plugin brought to the installation when a host last loaded it.</summary>
/// <param name="Plugin">The plugin's id.</param>
/// <param name="Kind">What it is, such as <c>stop rule</c> or <c>step handler</c>.</param>
/// <param name="Key">Its key.</param>
public sealed record PluginPart(string Plugin, string Kind, string Key)
{
    /// <summary>The types of event that a subscriber wants, as it declares them; empty for every other kind of part.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>Whether both are the same part, for the same types of event.</summary>
    public bool Equals(PluginPart? other) =>
        other is not null && (Plugin, Kind, Key) == (other.Plugin, other.Kind, other.Key) && EventTypes.SequenceEqual(other.EventTypes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Plugin, Kind, Key);
}
