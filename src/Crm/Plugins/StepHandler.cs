using System.Text.Json;
using Crm.Sequences;

namespace Crm.Plugins;

/// <summary>A loaded step handler, fast or slow; exactly one of <see cref="Fast"/> and <see cref="Slow"/> is set.</summary>
internal sealed class StepHandler
{
    public StepHandler(ISequenceStepHandler fast) => (Fast, Descriptor) = (fast, fast.Descriptor);

    public StepHandler(ISlowSequenceStepHandler slow) => (Slow, Descriptor) = (slow, slow.Descriptor);

    /// <summary>What the handler is; read once, when it is wrapped.</summary>
    public StepHandlerDescriptor Descriptor { get; }

    public string Key => Descriptor.Key;

    /// <summary>Whether deciding needs slow work, outside any transaction.</summary>
    public bool IsSlow => Slow is not null;

    public ISequenceStepHandler? Fast { get; }
    public ISlowSequenceStepHandler? Slow { get; }

    /// <inheritdoc cref="ISequenceStepHandler.Check"/>
    public IReadOnlyList<SettingsProblem> Check(JsonElement settings) => Fast is { } fast ? fast.Check(settings) : Slow!.Check(settings);
}
