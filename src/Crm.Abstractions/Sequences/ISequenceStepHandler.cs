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
