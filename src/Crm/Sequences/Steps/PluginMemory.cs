using Crm.Plugins;

namespace Crm.Sequences.Steps;

/// <summary>
/// What plugins brought to the installation and this host lacks: its plugin is refused or no longer configured. A rule that cannot be asked must not be taken for 'continue', so it holds what it would
/// have held until it is back, or its plugin is forgotten. One per host; safe for all threads.
/// </summary>
internal sealed class PluginMemory(PluginCatalog catalog)
{
    private volatile IReadOnlyList<PluginPart>? lacking;
    private volatile bool isRemembered;

    /// <summary>Stop rules that this host lacks; empty before <see cref="LearnAsync"/>.</summary>
    public IEnumerable<PluginPart> StopRules => Lacking(PluginContracts.StopRule);

    /// <summary>Eligibility rules that this host lacks; empty before <see cref="LearnAsync"/>.</summary>
    public IEnumerable<PluginPart> EligibilityRules => Lacking(PluginContracts.EligibilityRule);

    /// <summary>Whether a stop rule is lacking, or nobody knows yet.</summary>
    public bool MayHold => lacking is null || StopRules.Any();

    /// <summary>Reads what is remembered, once.</summary>
    public async Task LearnAsync(ILookups stores, CancellationToken cancellationToken)
    {
        if (lacking is null)
            lacking = LackingOf(await stores.Installation.GetPluginPartsAsync(cancellationToken));
    }

    /// <summary>The first time: <see cref="RememberAsync"/>. A transaction that is rolled back is made up for by the next look of <see cref="Running.ObstacleSweep"/>.</summary>
    public Task RememberOnceAsync(ISystemUnitOfWork unit, CancellationToken cancellationToken) =>
        isRemembered ? Task.CompletedTask : RememberAsync(unit, cancellationToken);

    /// <summary>Whether a plugin is loaded here.</summary>
    public bool IsLoaded(string plugin) => LoadedPlugins().Contains(plugin);

    /// <summary>Reads what is remembered now, and keeps what the loaded plugins bring where that is new.</summary>
    public async Task RememberAsync(ISystemUnitOfWork unit, CancellationToken cancellationToken)
    {
        var known = await unit.Installation.GetPluginPartsAsync(cancellationToken);
        var loaded = LoadedPlugins();
        if (!known.Where(part => loaded.Contains(part.Plugin)).ToHashSet().SetEquals(catalog.Parts))
            await unit.Installation.RememberPartsAsync(loaded, catalog.Parts, cancellationToken);
        (lacking, isRemembered) = (LackingOf(known), true);
    }

    /// <summary>Why a rule cannot be asked, in words. The reason of a refusal is left out: it may name folders, and whoever reads this may be anybody.</summary>
    public string WhyNot(PluginPart rule) =>
        $"The {rule.Kind} {rule.Key} cannot be asked: its plugin {rule.Plugin} is {(IsRefused(rule.Plugin) ? "refused; the log says why" : "not loaded here")}.";

    private bool IsRefused(string plugin) => catalog.Plugins.Any(loaded => loaded.Id == plugin && loaded is { State: PluginState.Refused, IsWaiting: false });

    private IEnumerable<PluginPart> Lacking(string kind) => (lacking ?? []).Where(part => part.Kind == kind);

    /// <summary>What a plugin that is loaded does not bring any more was taken out by its author.</summary>
    private List<PluginPart> LackingOf(IReadOnlyList<PluginPart> known)
    {
        var loaded = LoadedPlugins();
        return [.. known.Where(part => !loaded.Contains(part.Plugin))];
    }

    private HashSet<string> LoadedPlugins() =>
        [.. catalog.Plugins.Where(plugin => plugin.State == PluginState.Loaded).Select(plugin => plugin.Id), .. catalog.Parts.Select(part => part.Plugin)];
}
