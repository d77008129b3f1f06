using Crm.Activities;
using Crm.Plugins;
using Crm.Values;

namespace Crm.Setup;

/// <summary>Adds an outcome to a type of activity, changes it, or retires it; also one that the type brings.</summary>
public sealed class DefineOutcome(UseCaseExecutor executor, PluginCatalog plugins)
{
    /// <summary>Adds it, or changes the one with the key. Defining what stands so already changes nothing.</summary>
    /// <exception cref="CrmException">Invalid: no such type (those loaded are named), or a wrong field. Forbidden.</exception>
    public Task<DefinitionResult> ExecuteAsync(Caller caller, DefineOutcomeInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "outcome.define",
            Right.Administer,
            input,
            async context =>
            {
                var type = plugins.ActivityType(input.ActivityType, "activityType").Descriptor.Key;
                var check = new Problems();
                check.Key("key", input.Key);
                check.Name("label", input.Label);
                check.ThrowIfInvalid();
                var outcomes = await context.Stores.Tenancy.GetOutcomesAsync(cancellationToken);
                var before = outcomes.FirstOrDefault(outcome => outcome.TypeKey == type && outcome.Key == input.Key);
                var after = new OutcomeOption
                {
                    Tenant = context.Tenant,
                    TypeKey = type,
                    Key = input.Key,
                    Label = input.Label.Trim(),
                    Meaning = input.Meaning,
                    IsRetired = input.IsRetired,
                    Revision = before?.Revision ?? 1,
                };
                if (after == before)
                    return new DefinitionResult(after.Key, after.Revision);
                if (before is null)
                    context.Changes.Insert(after);
                else
                    context.Changes.Update(after = after with { Revision = before.Revision + 1 });
                context.Audit($"outcome:{type}.{after.Key}", before is null ? null : Shown(before), Shown(after));
                context.Publish("outcome.defined", null, new { activityType = type, key = after.Key });
                return new DefinitionResult(after.Key, after.Revision);
            },
            cancellationToken
        );

    private static object Shown(OutcomeOption outcome) =>
        new
        {
            label = outcome.Label,
            meaning = outcome.Meaning,
            isRetired = outcome.IsRetired,
        };
}

/// <summary>An outcome as it is to be.</summary>
/// <param name="ActivityType">Key of the type of activity; <c>call</c> stands for <c>crm.call</c>.</param>
/// <param name="Key">Lower-case letters, digits, underscores.</param>
/// <param name="Label">What people read.</param>
/// <param name="Meaning">What it says about the try.</param>
/// <param name="IsRetired">Whether it takes no new activities.</param>
public sealed record DefineOutcomeInput(string ActivityType, string Key, string Label, OutcomeMeaning Meaning, bool IsRetired = false);
