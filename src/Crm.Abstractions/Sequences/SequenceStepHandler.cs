using System.Text.Json;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>Base class for a fast step handler.</summary>
/// <typeparam name="TSettings">A record; mark its templates with <see cref="TemplateAttribute"/>.</typeparam>
/// <param name="key">The handler's key, <c>{plugin id}.{name}</c>.</param>
/// <param name="label">The name that users see.</param>
public abstract class SequenceStepHandler<TSettings>(string key, string label) : ISequenceStepHandler
    where TSettings : class
{
    /// <inheritdoc/>
    public StepHandlerDescriptor Descriptor => field ??= Extend(new StepHandlerDescriptor(key, label, ContractJson.SchemaOf(typeof(TSettings))));

    /// <summary>Adds what the handler needs. The base returns the descriptor unchanged.</summary>
    protected virtual StepHandlerDescriptor Extend(StepHandlerDescriptor descriptor) => descriptor;

    /// <summary>Validates the settings beyond their schema. The base reports no problems.</summary>
    protected virtual IReadOnlyList<SettingsProblem> Check(TSettings settings) => [];

    /// <summary>Decides the step. Must be pure: no I/O, and no clock except the context's.</summary>
    protected abstract StepDecision Decide(StepContext context, TSettings settings);

    IReadOnlyList<SettingsProblem> ISequenceStepHandler.Check(JsonElement settings) => StepSettings.Check<TSettings>(settings, Check);

    StepDecision ISequenceStepHandler.Decide(StepContext context, JsonElement settings) => Decide(context, StepSettings.Read<TSettings>(settings));
}
