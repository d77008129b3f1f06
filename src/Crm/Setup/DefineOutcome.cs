using Crm.Activities;

namespace Crm.Setup;

/// <summary>An outcome as it is to be.</summary>
/// <param name="ActivityType">Key of the type of activity; <c>call</c> stands for <c>crm.call</c>.</param>
/// <param name="Key">Lower-case letters, digits, underscores.</param>
/// <param name="Label">What people read.</param>
/// <param name="Meaning">What it says about the try.</param>
/// <param name="IsRetired">Whether it takes no new activities.</param>
public sealed record DefineOutcomeInput(string ActivityType, string Key, string Label, OutcomeMeaning Meaning, bool IsRetired = false);

/// <summary>Adds an outcome to a type of activity, or changes or retires the one with the key; also one that the type brings. Defining what stands so already changes nothing. Publishes <c>outcome.defined</c>.</summary>
/// <remarks>Invalid: there is no such type (those loaded are named), or a field is wrong.</remarks>
public sealed class DefineOutcome : UseCase<DefineOutcomeInput, DefinitionResult>
{
    private readonly PluginCatalog plugins;

    internal DefineOutcome(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "outcome.define", Right.Administer, WorkKind.Write) => this.plugins = plugins;

    private protected override async Task<DefinitionResult> DecideAsync(Work work, DefineOutcomeInput input)
    {
        var type = plugins.ActivityType(input.ActivityType, "activityType").Descriptor.Key;
        var check = new Problems();
        check.Key("key", input.Key);
        check.Name("label", input.Label);
        check.ThrowIfInvalid();
        var outcomes = await work.Stores.Tenancy.GetOutcomesAsync(work.Cancellation);
        var before = outcomes.FirstOrDefault(outcome => outcome.TypeKey == type && outcome.Key == input.Key);
        var after = new OutcomeOption
        {
            Tenant = work.Tenant,
            TypeKey = type,
            Key = input.Key,
            Label = input.Label.Trim(),
            Meaning = input.Meaning,
            IsRetired = input.IsRetired,
            Revision = (before?.Revision ?? 0) + 1,
        };
        if (before is not null && after with { Revision = before.Revision } == before)
            return new DefinitionResult(before.Key, before.Revision);
        work.Changes.InsertOrUpdate(before, after);
        work.Audit($"outcome:{type}.{after.Key}", before is null ? null : Shown(before), Shown(after));
        work.Publish("outcome.defined", null, new { activityType = type, key = after.Key });
        return new DefinitionResult(after.Key, after.Revision);
    }

    private static object Shown(OutcomeOption outcome) =>
        new
        {
            label = outcome.Label,
            meaning = outcome.Meaning,
            isRetired = outcome.IsRetired,
        };
}
