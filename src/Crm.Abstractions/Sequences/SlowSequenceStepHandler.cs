using System.Text.Json;
using Crm.Plugins;

namespace Crm.Sequences;

/// <summary>Base class for a slow step handler.</summary>
/// <inheritdoc cref="SequenceStepHandler{TSettings}"/>
public abstract class SlowSequenceStepHandler<TSettings>(string key, string label) : ISlowSequenceStepHandler
    where TSettings : class
{
    /// <inheritdoc/>
    public StepHandlerDescriptor Descriptor => field ??= Extend(new StepHandlerDescriptor(key, label, ContractJson.SchemaOf(typeof(TSettings))));

    /// <inheritdoc cref="SequenceStepHandler{TSettings}.Extend"/>
    protected virtual StepHandlerDescriptor Extend(StepHandlerDescriptor descriptor) => descriptor;

    /// <inheritdoc cref="SequenceStepHandler{TSettings}.Check(TSettings)"/>
    protected virtual IReadOnlyList<SettingsProblem> Check(TSettings settings) => [];

    /// <inheritdoc cref="ISlowSequenceStepHandler.DecideAsync"/>
    protected abstract ValueTask<StepDecision> DecideAsync(StepContext context, TSettings settings, CancellationToken cancellationToken);

    /// <inheritdoc cref="ISlowSequenceStepHandler.Preview"/>
    protected virtual StepDecision? Preview(StepContext context, TSettings settings) => null;

    IReadOnlyList<SettingsProblem> ISlowSequenceStepHandler.Check(JsonElement settings) => StepSettings.Check<TSettings>(settings, Check);

    ValueTask<StepDecision> ISlowSequenceStepHandler.DecideAsync(StepContext context, JsonElement settings, CancellationToken cancellationToken) =>
        DecideAsync(context, StepSettings.Read<TSettings>(settings), cancellationToken);

    StepDecision? ISlowSequenceStepHandler.Preview(StepContext context, JsonElement settings) => Preview(context, StepSettings.Read<TSettings>(settings));
}
