using Crm.Plugins;
using Crm.Sequences.Engine;
using Crm.Sequences.Publishing;
using Crm.Sequences.Running;
using Crm.Sequences.Templates;

namespace Crm.Sequences;

/// <summary>What deciding steps takes, one per host: loaded handlers, parsed versions and templates, and which handlers are out of use. Safe for all threads.</summary>
public sealed class StepEngine(PluginCatalog catalog)
{
    /// <summary>What the loaded plugins bring.</summary>
    internal PluginCatalog Catalog { get; } = catalog;

    /// <summary>Parsed versions.</summary>
    internal PublishedSequences Versions { get; } = new();

    /// <summary>Moves enrollments.</summary>
    internal Enrollments Enrollments => field ??= new Enrollments(Versions);

    /// <summary>Parsed templates.</summary>
    internal LiquidTemplates Templates { get; } = new();

    /// <summary>Handlers and rules that did not come to an end.</summary>
    internal Quarantine Quarantine { get; } = new();

    /// <summary>Whether batches read what tenants have set about records and activities: since a step has wanted to change one or log one. Most never do.</summary>
    internal bool ReadsRecordRules { get; set; }

    /// <summary>How long rules may think in a use case: the patience that a batch has in all, see <see cref="RunnerOptions.ThinkTime"/>.</summary>
    internal TimeSpan Patience { get; set; } = PatienceOf(new RunnerOptions().ThinkTime);

    internal static TimeSpan PatienceOf(TimeSpan thinkTime) => thinkTime * 5;

    /// <summary>Runs rules of plugins for a use case, on a thread of their own.</summary>
    /// <exception cref="CrmException">Unavailable: a rule did not come to its end in time; it is quarantined.</exception>
    internal async Task GuardAsync<T>(StepDecider decider, IReadOnlyList<T> parts, Action<T> decide)
    {
        try
        {
            await new Watchdog(Patience).RunAsync(decider, parts, decide);
        }
        catch (Watchdog.OverrunException overrun)
        {
            if (overrun.Key is { } key)
                Quarantine.Add(key, PluginOf(key));
            throw CrmException.Unavailable("rules", $"The rule {overrun.Key ?? "of a plugin"} did not come to its end in time; nothing was changed.", overrun);
        }
    }

    /// <summary>Why a handler or rule may not run, in words; null where it may.</summary>
    internal string? WhyQuarantined(string key) => Quarantine.WhyNot(key, PluginOf(key));

    /// <summary>The id of the plugin that brings a loaded key.</summary>
    internal string PluginOf(string key) => Catalog.PluginOf(key) ?? key;
}
