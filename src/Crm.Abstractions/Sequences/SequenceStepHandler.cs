using System.Text.Json;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>Base of a fast step handler.</summary>
/// <typeparam name="TSettings">A record; texts carry <see cref="TemplateAttribute"/>.</typeparam>
/// <param name="key">The handler's key, <c>{plugin id}.{name}</c>.</param>
/// <param name="label">What people read.</param>
public abstract class SequenceStepHandler<TSettings>(string key, string label) : ISequenceStepHandler
    where TSettings : class
{
    /// <inheritdoc/>
    public StepHandlerDescriptor Descriptor => field ??= Extend(new StepHandlerDescriptor(key, label, ContractJson.SchemaOf(typeof(TSettings))));

    /// <summary>Says what the handler needs. The base returns the descriptor as it is.</summary>
    protected virtual StepHandlerDescriptor Extend(StepHandlerDescriptor descriptor) => descriptor;

    /// <summary>Checks settings beyond their schema. The base finds nothing.</summary>
    protected virtual IReadOnlyList<SettingsProblem> Check(TSettings settings) => [];

    /// <summary>Decides. Pure: no I/O, no clock but the context's.</summary>
    protected abstract StepDecision Decide(StepContext context, TSettings settings);

    IReadOnlyList<SettingsProblem> ISequenceStepHandler.Check(JsonElement settings) => StepSettings.Check<TSettings>(settings, Check);

    StepDecision ISequenceStepHandler.Decide(StepContext context, JsonElement settings) => Decide(context, StepSettings.Read<TSettings>(settings));
}
