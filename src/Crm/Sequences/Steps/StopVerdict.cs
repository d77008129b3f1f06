using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>What suppression and stop rules say to an enrollment before an effect. Closed; runner, gate and approval each apply it.</summary>
internal abstract record StopVerdict
{
    private StopVerdict() { }

    /// <summary>Nothing stands in the way.</summary>
    public static StopVerdict Continue { get; } = new Going();

    /// <inheritdoc cref="Continue"/>
    public sealed record Going : StopVerdict;

    /// <summary>A rule ends the enrollment.</summary>
    public sealed record Finish(FinishReason Reason, string Why, string Rule) : StopVerdict;

    /// <summary>A rule holds it until a moment; then the step is decided, and the rules are asked, again.</summary>
    public sealed record Pause(DateTimeOffset Until, string Why, string Rule) : StopVerdict;

    /// <summary>A rule cannot be asked until somebody mends it.</summary>
    public sealed record Blocked(string Why, string Rule) : StopVerdict;

    /// <summary>A rule failed: it must not be taken for yes, and is asked again later.</summary>
    public sealed record Failed(string Why) : StopVerdict;

    /// <summary>Why, in words; null where nothing stands in the way.</summary>
    public string? Words =>
        this switch
        {
            Finish finish => finish.Why,
            Pause pause => pause.Why,
            Blocked blocked => blocked.Why,
            Failed failed => failed.Why,
            _ => null,
        };

    /// <summary>The move that the verdict asks for; null where it asks for none by itself.</summary>
    public EnrollmentMove? MoveAt(DateTimeOffset now) =>
        this switch
        {
            Finish finish => new EnrollmentMove.Finish(finish.Reason, finish.Why) { Cause = finish.Rule },
            // A rule that pauses until now would be asked again at once, for ever.
            Pause pause => new EnrollmentMove.Pause(pause.Until > now.AddSeconds(1) ? pause.Until : now.AddSeconds(1), pause.Why) { Cause = pause.Rule },
            Blocked blocked => new EnrollmentMove.Block(blocked.Why) { Cause = blocked.Rule },
            _ => null,
        };
}
