namespace Crm.Plugins;

/// <summary>
/// What plugins brought to the installation and this host lacks: its plugin is refused or no longer configured. A rule that cannot be evaluated must not count as 'continue', so it holds what it would
/// have held until it is back, or its plugin is forgotten; events wait for a missing subscriber for the same time. One per host; safe for all threads.
/// </summary>
internal sealed class PluginMemory(PluginCatalog catalog, TimeProvider time)
{
    /// <summary>Other hosts load plugins and forget them; not looked at for each batch and message.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private volatile IReadOnlyList<PluginPart>? lacking;
    private volatile bool isRemembered;
    private long learned;

    /// <summary>All that this host lacks; empty before <see cref="LearnAsync"/>.</summary>
    public IReadOnlyList<PluginPart> Parts => lacking ?? [];

    /// <summary>Stop rules that this host lacks; empty before <see cref="LearnAsync"/>.</summary>
    public IEnumerable<PluginPart> StopRules => Lacking(PluginContracts.StopRule);

    /// <summary>Eligibility rules that this host lacks; empty before <see cref="LearnAsync"/>.</summary>
    public IEnumerable<PluginPart> EligibilityRules => Lacking(PluginContracts.EligibilityRule);

    /// <summary>Whether a stop rule is lacking, or nobody knows yet.</summary>
    public bool MayHold => lacking is null || StopRules.Any();

    /// <summary>Reads what is remembered, unless that was done within the last minute.</summary>
    public async Task LearnAsync(ILookups stores, CancellationToken cancellationToken)
    {
        if (lacking is null || time.GetElapsedTime(Volatile.Read(ref learned)) >= Lasts)
            Learn(await stores.Installation.GetPluginPartsAsync(cancellationToken));
    }

    /// <summary>The first time: <see cref="RememberAsync"/>. If the transaction is rolled back, the next run makes up for it: a worker looks again and again.</summary>
    public Task RememberOnceAsync(ISystemUnitOfWork unit, CancellationToken cancellationToken) =>
        isRemembered ? Task.CompletedTask : RememberAsync(unit, cancellationToken);

    /// <summary>The subscribers that this host lacks. None of them can be forgotten before the transaction ends, so whoever forgets one finds everything that it put into the subscriber's inbox.</summary>
    public async Task<IReadOnlyList<PluginPart>> HoldSubscribersAsync(ISystemUnitOfWork unit, CancellationToken cancellationToken)
    {
        await RememberOnceAsync(unit, cancellationToken);
        await LearnAsync(unit, cancellationToken);
        if (!Lacking(PluginContracts.EventSubscriber).Any())
            return [];
        await unit.Installation.HoldPartsAsync(cancellationToken);
        Learn(await unit.Installation.GetPluginPartsAsync(cancellationToken));
        return [.. Lacking(PluginContracts.EventSubscriber)];
    }

    /// <summary>Whether a plugin is loaded here.</summary>
    public bool IsLoaded(string plugin) => LoadedPlugins().Contains(plugin);

    /// <summary>Reads what is remembered now, and keeps what the loaded plugins bring where that is new.</summary>
    public async Task RememberAsync(ISystemUnitOfWork unit, CancellationToken cancellationToken)
    {
        var known = await unit.Installation.GetPluginPartsAsync(cancellationToken);
        var loaded = LoadedPlugins();
        if (!known.Where(part => loaded.Contains(part.Plugin)).ToHashSet().SetEquals(catalog.Parts))
            await unit.Installation.RememberPartsAsync(loaded, catalog.Parts, cancellationToken);
        Learn(known);
        isRemembered = true;
    }

    /// <summary>Why a rule cannot be evaluated, in words. The reason for a refusal is left out: it may name folders, and anybody may read this.</summary>
    public string WhyNot(PluginPart rule) =>
        $"The {rule.Kind} {rule.Key} cannot be evaluated: its plugin {rule.Plugin} is {(IsRefused(rule.Plugin) ? "refused; the log says why" : "not loaded here")}.";

    /// <summary>Whether a plugin is configured and refused.</summary>
    public bool IsRefused(string plugin) => catalog.Plugins.Any(known => known.Id == plugin && known.IsRefused);

    private IEnumerable<PluginPart> Lacking(string kind) => Parts.Where(part => part.Kind == kind);

    /// <summary>What a loaded plugin no longer brings was removed by its author; what another one brings is there.</summary>
    private void Learn(IReadOnlyList<PluginPart> known)
    {
        var loaded = LoadedPlugins();
        lacking = [.. known.Where(part => !loaded.Contains(part.Plugin) && catalog.PluginOf(part.Key) is null)];
        Volatile.Write(ref learned, time.GetTimestamp());
    }

    private HashSet<string> LoadedPlugins() =>
        [.. catalog.Plugins.Where(plugin => plugin.State == PluginState.Loaded).Select(plugin => plugin.Id), .. catalog.Parts.Select(part => part.Plugin)];
}
