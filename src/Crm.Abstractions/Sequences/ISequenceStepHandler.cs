using System.Text.Json;

namespace Crm.Sequences;

/// <summary>Decides a step. Must be fast and pure: no I/O. Plugin authors derive from <see cref="SequenceStepHandler{TSettings}"/>.</summary>
public interface ISequenceStepHandler
{
    /// <summary>Describes the handler. Read once at startup.</summary>
    StepHandlerDescriptor Descriptor { get; }

    /// <summary>Validates the settings when a sequence is saved.</summary>
    /// <returns>The problems, each with its field; empty if there are none.</returns>
    IReadOnlyList<SettingsProblem> Check(JsonElement settings);

    /// <summary>Decides the step without carrying anything out; the engine applies the decision.</summary>
    StepDecision Decide(StepContext context, JsonElement settings);
}
