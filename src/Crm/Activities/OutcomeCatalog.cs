namespace Crm.Activities;

/// <summary>A tenant's outcomes per type of activity: the tenant's own options over those that the type brings. Immutable.</summary>
/// <param name="Types">All outcomes of a type, retired ones too, by its whole key.</param>
public sealed record OutcomeCatalog(IReadOnlyDictionary<string, IReadOnlyList<OutcomeChoice>> Types)
{
    /// <summary>Merges: an own option replaces the type's outcome of the same key, in its place; others follow in the order of their labels. Options of types that are not loaded stay readable.</summary>
    internal static OutcomeCatalog Of(PluginCatalog plugins, IEnumerable<OutcomeOption> own)
    {
        var ownByType = own.ToLookup(option => option.TypeKey, StringComparer.Ordinal);
        var keys = plugins.ActivityTypes.Keys.Union(ownByType.Select(group => group.Key), StringComparer.Ordinal);
        return new OutcomeCatalog(
            keys.ToDictionary(
                key => key,
                key =>
                    (IReadOnlyList<OutcomeChoice>)Merge(plugins.ActivityTypes.TryGetValue(key, out var type) ? type.Descriptor.Outcomes : [], ownByType[key]),
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>All outcomes of a type, retired ones too; empty where it has none.</summary>
    /// <param name="typeKey">The whole key, such as <c>crm.call</c>.</param>
    public IReadOnlyList<OutcomeChoice> Of(string typeKey) => Types.TryGetValue(typeKey, out var choices) ? choices : [];

    /// <summary>An outcome, a retired one too, or null.</summary>
    public OutcomeChoice? Find(string typeKey, string key) => Of(typeKey).FirstOrDefault(choice => choice.Key == key);

    /// <summary>The outcome for a new activity.</summary>
    /// <exception cref="CrmException">Invalid: it is unknown or retired; names those that are allowed.</exception>
    internal OutcomeChoice Require(string typeKey, string key) =>
        Find(typeKey, key) is { IsRetired: false } found
            ? found
            : throw CrmException.Invalid(
                "outcome",
                $"{typeKey} has no outcome '{key}'{(Find(typeKey, key) is null ? "" : " any more")}; allowed are {Problems.Listed(Of(typeKey).Where(choice => !choice.IsRetired).Select(choice => choice.Key))}."
            );

    private static List<OutcomeChoice> Merge(IReadOnlyList<OutcomeDescriptor> brought, IEnumerable<OutcomeOption> own)
    {
        var options = own.ToDictionary(option => option.Key, StringComparer.Ordinal);
        var merged = brought
            .Select(outcome =>
                options.Remove(outcome.Key, out var option) ? Of(option) : new OutcomeChoice(outcome.Key, outcome.Label, outcome.Meaning, IsRetired: false)
            )
            .ToList();
        merged.AddRange(options.Values.OrderBy(option => option.Label, StringComparer.Ordinal).ThenBy(option => option.Key, StringComparer.Ordinal).Select(Of));
        return merged;
    }

    private static OutcomeChoice Of(OutcomeOption option) => new(option.Key, option.Label, option.Meaning, option.IsRetired);
}
