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

/// <summary>Base of a slow step handler.</summary>
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

internal static class StepSettings
{
    public static IReadOnlyList<SettingsProblem> Check<TSettings>(JsonElement settings, Func<TSettings, IReadOnlyList<SettingsProblem>> further)
        where TSettings : class => ContractJson.TryRead<TSettings>(settings, out var read, out var why) ? further(read) : [new SettingsProblem("", why)];

    public static TSettings Read<TSettings>(JsonElement settings)
        where TSettings : class => ContractJson.TryRead<TSettings>(settings, out var read, out var why) ? read : throw new JsonException(why);
}
