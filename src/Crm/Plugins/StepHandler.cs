using System.Text.Json;
using Crm.Sequences;

namespace Crm.Plugins;

/// <summary>A loaded step handler, fast or slow; exactly one of <see cref="Fast"/> and <see cref="Slow"/> is set.</summary>
internal sealed class StepHandler
{
    /// <summary>Wraps a fast handler.</summary>
    public StepHandler(ISequenceStepHandler fast)
    {
        ArgumentNullException.ThrowIfNull(fast);
        Fast = fast;
        Descriptor = fast.Descriptor;
    }

    /// <summary>Wraps a slow handler.</summary>
    public StepHandler(ISlowSequenceStepHandler slow)
    {
        ArgumentNullException.ThrowIfNull(slow);
        Slow = slow;
        Descriptor = slow.Descriptor;
    }

    /// <summary>What the handler is; read once, when it is wrapped.</summary>
    public StepHandlerDescriptor Descriptor { get; }

    /// <summary>The handler's key, such as <c>crm.email.auto</c>.</summary>
    public string Key => Descriptor.Key;

    /// <summary>Whether deciding needs slow work, outside any transaction.</summary>
    public bool IsSlow => Slow is not null;

    /// <summary>The fast handler, or null.</summary>
    public ISequenceStepHandler? Fast { get; }

    /// <summary>The slow handler, or null.</summary>
    public ISlowSequenceStepHandler? Slow { get; }

    /// <inheritdoc cref="ISequenceStepHandler.Check"/>
    public IReadOnlyList<SettingsProblem> Check(JsonElement settings)
    {
        try
        {
            return Fast is { } fast ? fast.Check(settings) : Slow!.Check(settings);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            OnFailure(Key, exception, null);
            return [new SettingsProblem("", $"The handler {Key} failed on these settings ({exception.GetType().Name}); its plugin must be fixed.")];
        }
    }

    /// <summary>Is told of what <see cref="Check"/> catches: key, exception, what it worked on.</summary>
    public Action<string, Exception, string?> OnFailure { get; init; } = (_, _, _) => { };
}
