using Crm.Sequences;
using Crm.Sequences.Steps;

namespace Crm.Installation;

/// <summary>A plugin that is refused or no longer configured, though live enrollments or open sequences still use what it brought, or events have waited too long for its subscribers.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="IsRefused">Whether it is configured and was refused.</param>
internal sealed record LackingPlugin(string Id, bool IsRefused)
{
    /// <summary>Keys of its stop rules. They cannot be asked, so they hold every enrollment that comes due.</summary>
    public required IReadOnlyList<string> StopRules { get; init; }

    /// <summary>Keys of its eligibility rules. They cannot be asked, so nobody is enrolled.</summary>
    public required IReadOnlyList<string> EligibilityRules { get; init; }

    /// <summary>Keys of its step handlers that are used. An enrollment that comes to such a step is blocked.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Its subscribers for which events have waited for more than a day.</summary>
    public required IReadOnlyList<SubscriberBacklog> Subscribers { get; init; }

    /// <summary>What that means, in words; a host adds what to do about it.</summary>
    public string InWords =>
        $"The plugin {Id} is {(IsRefused ? "refused" : "not loaded here")}: "
        + string.Join(
            "; ",
            new[]
            {
                Phrase("stop rule", StopRules, "what comes due is held"),
                Phrase("eligibility rule", EligibilityRules, "nobody is enrolled"),
                Phrase("step", Steps, "enrollments that come to it are blocked"),
                Phrase(
                    "subscriber",
                    [.. Subscribers.Select(waits => waits.Subscriber)],
                    $"{Subscribers.Sum(waits => waits.Late)} event(s) have waited for more than a day"
                ),
            }.OfType<string>()
        )
        + ".";

    /// <summary>What this host lacks and the tenant uses.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="memory">What the host lacks.</param>
    /// <param name="sequences">The tenant's sequences.</param>
    /// <param name="backlog">What subscribers have not handled.</param>
    public static async Task<IReadOnlyList<LackingPlugin>> FindAsync(
        Work work,
        PluginMemory memory,
        IReadOnlyList<SequenceFigures> sequences,
        IReadOnlyList<SubscriberBacklog> backlog
    )
    {
        await memory.LearnAsync(work.Stores, work.Cancellation);
        var lacking = memory.Parts;
        if (lacking.Count == 0)
            return [];
        var hasLive = sequences.Any(IsLive);
        var steps = lacking.Any(part => part.Kind == PluginContracts.StepHandler) ? await UsedStepsAsync(work, sequences) : [];
        return
        [
            .. lacking
                .GroupBy(part => part.Plugin)
                .Select(parts => new LackingPlugin(parts.Key, memory.IsRefused(parts.Key))
                {
                    StopRules = [.. KeysOf(parts, PluginContracts.StopRule).Where(_ => hasLive)],
                    EligibilityRules = [.. KeysOf(parts, PluginContracts.EligibilityRule).Where(_ => sequences.Any(IsOpen))],
                    Steps = [.. KeysOf(parts, PluginContracts.StepHandler).Where(steps.Contains)],
                    Subscribers =
                    [
                        .. KeysOf(parts, PluginContracts.EventSubscriber).SelectMany(key => backlog.Where(waits => waits.Subscriber == key && waits.Late > 0)),
                    ],
                })
                .Where(plugin => plugin.StopRules.Count + plugin.EligibilityRules.Count + plugin.Steps.Count + plugin.Subscribers.Count > 0),
        ];
    }

    private static string? Phrase(string kind, IReadOnlyList<string> keys, string meaning) =>
        keys.Count == 0 ? null : $"it brought the {kind}{(keys.Count > 1 ? "s" : "")} {string.Join(", ", keys)}, so {meaning}";

    private static IEnumerable<string> KeysOf(IEnumerable<PluginPart> parts, string kind) => parts.Where(part => part.Kind == kind).Select(part => part.Key);

    private static bool IsOpen(SequenceFigures figures) => figures.Sequence is { Published: not null, State: SequenceState.Open };

    private static bool IsLive(SequenceFigures figures) => figures.Enrollments.Any(count => count.Key != EnrollmentState.Finished && count.Value > 0);

    /// <summary>The steps of all versions of sequences that are open or have live enrollments.</summary>
    private static async Task<HashSet<string>> UsedStepsAsync(Work work, IReadOnlyList<SequenceFigures> sequences)
    {
        var steps = new HashSet<string>(StringComparer.Ordinal);
        foreach (var figures in sequences.Where(figures => IsOpen(figures) || IsLive(figures)))
        foreach (var version in await work.Stores.Sequences.GetVersionsOfAsync(figures.Sequence.Id, work.Cancellation))
            if (IsLive(figures) || version.Id == figures.Sequence.Published)
                steps.UnionWith(SequenceDefinition.FromJson(version.Definition).Steps.Select(step => step.Type));
        return steps;
    }
}
