using System.Text.Json;

namespace Crm.Sequences;

/// <summary>Decides a step that needs slow work (a model, an outside call): leased, outside any transaction. Authors derive from <see cref="SlowSequenceStepHandler{TSettings}"/>.</summary>
public interface ISlowSequenceStepHandler
{
    /// <inheritdoc cref="ISequenceStepHandler.Descriptor"/>
    StepHandlerDescriptor Descriptor { get; }

    /// <inheritdoc cref="ISequenceStepHandler.Check"/>
    IReadOnlyList<SettingsProblem> Check(JsonElement settings);

    /// <summary>Decides. May be called again after a crash with the same execution id: outside calls carry it as idempotency key.</summary>
    ValueTask<StepDecision> DecideAsync(StepContext context, JsonElement settings, CancellationToken cancellationToken);

    /// <summary>What a simulation shows instead; null for 'decided at run time'.</summary>
    StepDecision? Preview(StepContext context, JsonElement settings);
}
