using Crm.Messages;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>What suppression and stop rules say to an enrollment before an effect. Closed; runner, gate and approval each apply it.</summary>
internal abstract record StopVerdict
{
    private StopVerdict(string why) => Words = why;

    /// <summary>Why, in words.</summary>
    public string Words { get; }

    /// <summary>The verdict of a suppressed address.</summary>
    public static Finish Of(Suppression suppression) =>
        new(
            suppression.Reason == SuppressionReason.Bounced ? FinishReason.Bounced : FinishReason.OptedOut,
            $"The recipient's address is suppressed ({suppression.Reason}).",
            "crm.suppressed"
        );

    /// <summary>A rule ends the enrollment.</summary>
    public sealed record Finish(FinishReason Reason, string Why, string Rule) : StopVerdict(Why);

    /// <summary>A rule holds it until a moment; then the step is decided, and the rules are asked, again.</summary>
    public sealed record Pause(DateTimeOffset Until, string Why, string Rule) : StopVerdict(Why);

    /// <summary>A rule cannot be asked until somebody mends it.</summary>
    public sealed record Block(string Why, string Rule) : StopVerdict(Why);

    /// <summary>A rule failed: it must not be taken for yes, and is asked again later.</summary>
    public sealed record Fail(string Why) : StopVerdict(Why);

    /// <summary>The move that the verdict asks for; null where it asks for none by itself.</summary>
    public EnrollmentMove? MoveAt(DateTimeOffset now) =>
        this switch
        {
            Finish finish => new EnrollmentMove.Finish(finish.Reason, finish.Why, finish.Rule) { Cause = finish.Rule },
            // A rule that pauses until now would be asked again at once, for ever.
            Pause pause => new EnrollmentMove.Pause(pause.Until > now.AddSeconds(1) ? pause.Until : now.AddSeconds(1), pause.Why) { Cause = pause.Rule },
            Block blocked => new EnrollmentMove.Block(blocked.Why) { Cause = blocked.Rule },
            _ => null,
        };
}
