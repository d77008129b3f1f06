using System.Text.Json;

namespace Crm.Sequences;

/// <summary>Decides a step, fast: synchronous, pure, no I/O. Authors derive from <see cref="SequenceStepHandler{TSettings}"/>.</summary>
public interface ISequenceStepHandler
{
    /// <summary>What the handler is. Read once at start.</summary>
    StepHandlerDescriptor Descriptor { get; }

    /// <summary>Checks settings when a sequence is saved.</summary>
    /// <returns>What is wrong, each with its field; empty where all is well.</returns>
    IReadOnlyList<SettingsProblem> Check(JsonElement settings);

    /// <summary>Decides. Performs nothing; the engine applies the decision.</summary>
    StepDecision Decide(StepContext context, JsonElement settings);
}

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

/// <summary>What a step handler is.</summary>
/// <param name="Key">The key with the plugin's id in front, such as <c>crm.email.auto</c>.</param>
/// <param name="Label">What people read.</param>
/// <param name="SettingsSchema">JSON Schema of the settings; <c>x-template</c> marks the texts.</param>
public sealed record StepHandlerDescriptor(string Key, string Label, JsonElement SettingsSchema)
{
    /// <summary>What the step needs beyond the record.</summary>
    public StepNeeds Needs { get; init; }
}

/// <summary>What a step needs beyond the record.</summary>
[Flags]
public enum StepNeeds
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>The plugin's own values on the enrollment; loaded for the whole batch at once.</summary>
    State = 2,

    /// <summary>Somebody with an email address to write to; a record that has none is not enrolled. For handlers that queue messages or draft them.</summary>
    Recipient = 4,
}

/// <summary>Something wrong in a step's settings.</summary>
/// <param name="Field">The setting, such as <c>subject</c>.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record SettingsProblem(string Field, string Message);
