using System.Collections.Concurrent;

namespace Crm.Sequences.Engine;

/// <summary>Handlers and rules whose code did not come to an end. Kept until the host starts again; safe for all threads.</summary>
internal sealed class Quarantine
{
    /// <summary>An abandoned thread cannot be ended and burns a core: after this many a plugin is off.</summary>
    public const int MaxAbandoned = 4;

    private readonly ConcurrentDictionary<string, string> keys = new();
    private readonly ConcurrentDictionary<string, int> abandoned = new();

    /// <summary>Why a handler or rule may not run, in words; null where it may.</summary>
    /// <param name="key">The handler's or rule's key.</param>
    /// <param name="plugin">The plugin's id.</param>
    public string? WhyNot(string key, string plugin)
    {
        if (keys.IsEmpty)
            return null;
        if (keys.TryGetValue(key, out var why))
            return why;
        return abandoned.TryGetValue(plugin, out var count) && count >= MaxAbandoned
            ? $"The plugin {plugin} is off until the host starts again: its code did not come to an end {count} times."
            : null;
    }

    /// <summary>Takes a handler or rule out of use.</summary>
    public void Add(string key, string plugin)
    {
        keys[key] = $"{key} did not come to an end in time; it is quarantined until its plugin is mended and the host starts again.";
        abandoned.AddOrUpdate(plugin, 1, (_, count) => count + 1);
    }
}
