using System.Text.Json;

namespace Crm.Sequences;

/// <summary>Decides a step that needs slow work, such as a call to another system. Runs under a lease and outside any transaction. Plugin authors derive from <see cref="SlowSequenceStepHandler{TSettings}"/>.</summary>
public interface ISlowSequenceStepHandler
{
    /// <inheritdoc cref="ISequenceStepHandler.Descriptor"/>
    StepHandlerDescriptor Descriptor { get; }

    /// <inheritdoc cref="ISequenceStepHandler.Check"/>
    IReadOnlyList<SettingsProblem> Check(JsonElement settings);

    /// <summary>Decides the step. After a crash, it may be called again with the same execution id: pass that id to other systems as the idempotency key. Called for several steps at the same time.</summary>
    /// <param name="context">What the step is decided from.</param>
    /// <param name="settings">The step's settings.</param>
    /// <param name="cancellationToken">Canceled when the time for the step is up, or the host stops. Any cancellation before that is the handler's own error.</param>
    ValueTask<StepDecision> DecideAsync(StepContext context, JsonElement settings, CancellationToken cancellationToken);

    /// <summary>Returns what a simulation shows instead; null for 'decided at run time'.</summary>
    StepDecision? Preview(StepContext context, JsonElement settings);
}
