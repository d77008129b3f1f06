using System.Collections.Concurrent;
using Crm.Plugins;
using Crm.Sequences.Running;

namespace Crm.Sequences.Steps;

/// <summary>Guards against plugins' code that does not finish: which handlers and rules are out of use until the host starts again. One per host; safe for all threads.</summary>
internal sealed class PluginGuard(PluginCatalog catalog, PluginMemory memory)
{
    /// <summary>An abandoned thread cannot be ended and burns a core: after this many a plugin is off.</summary>
    public const int MaxAbandoned = 4;

    private readonly ConcurrentDictionary<string, string> keys = new();
    private readonly ConcurrentDictionary<string, int> abandoned = new();

    /// <summary>What the loaded plugins bring.</summary>
    public PluginCatalog Catalog { get; } = catalog;

    /// <summary>What plugins brought that are not loaded now.</summary>
    public PluginMemory Memory { get; } = memory;

    /// <summary>Whether there may be a stop rule to evaluate.</summary>
    public bool HasStopRules => Catalog.StopRules.Count > 0 || Memory.MayHold;

    /// <summary>How long rules may take in a use case: as long as a batch has in all, see <see cref="RunnerOptions"/>.</summary>
    public TimeSpan UseCaseLimit { get; init; } = LimitOf(new RunnerOptions());

    /// <summary>The limit of a use case: a late batch has that long too before its code counts as endless.</summary>
    public static TimeSpan LimitOf(RunnerOptions options) => options.DecisionTimeout * PluginRun.LateFactor;

    /// <summary>Why a handler or rule may not run, in words; null where it may.</summary>
    public string? WhyNot(string key)
    {
        if (keys.IsEmpty)
            return null;
        if (keys.TryGetValue(key, out var why))
            return why;
        var plugin = PluginOf(key);
        return abandoned.TryGetValue(plugin, out var count) && count >= MaxAbandoned
            ? $"The plugin {plugin} is disabled until the host restarts: its code did not finish {count} times."
            : null;
    }

    /// <summary>Takes a handler or rule out of use.</summary>
    public void Quarantine(string key)
    {
        keys[key] = $"{key} did not finish in time; it is quarantined until its plugin is fixed and the host restarts.";
        abandoned.AddOrUpdate(PluginOf(key), 1, (_, count) => count + 1);
    }

    /// <summary>Runs rules of plugins for a use case, on a thread of their own.</summary>
    /// <exception cref="CrmException">Unavailable: a rule did not finish in time; it is quarantined.</exception>
    public async Task RunAsync<T>(PluginRun run, IReadOnlyList<T> parts, Action<T> decide)
    {
        try
        {
            await run.RunAsync(parts, decide, UseCaseLimit);
        }
        catch (PluginRun.OverrunException overrun)
        {
            if (overrun.Key is { } key)
                Quarantine(key);
            throw CrmException.Unavailable("rules", $"The rule {overrun.Key ?? "of a plugin"} did not finish in time.", overrun);
        }
    }

    /// <summary>The id of the plugin that brings a loaded key.</summary>
    public string PluginOf(string key) => Catalog.PluginOf(key) ?? key;
}
