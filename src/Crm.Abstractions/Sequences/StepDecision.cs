namespace Crm.Sequences;

/// <summary>What a handler decides for a step. Closed; cases may be added, never changed.</summary>
public abstract record StepDecision
{
    private StepDecision() { }

    /// <summary>The step is done, with these effects; the enrollment goes on.</summary>
    public sealed record DoneDecision(IReadOnlyList<Effect> Effects) : StepDecision;

    /// <summary>A person or a server must finish the effect; the enrollment waits.</summary>
    public sealed record WaitDecision(Effect Effect) : StepDecision;

    /// <summary>The step does not apply; the enrollment goes on.</summary>
    public sealed record SkipDecision(string Why) : StepDecision;

    /// <summary>Something that can be fixed stands in the way; the enrollment is Blocked until a person resumes it.</summary>
    public sealed record BlockDecision(string Why) : StepDecision;

    /// <summary>Not now; the step is decided again later. Counts as an attempt.</summary>
    public sealed record RetryDecision(TimeSpan Delay, string Why) : StepDecision;

    /// <summary>The enrollment goes on at another step.</summary>
    public sealed record GoToDecision(string StepKey) : StepDecision;

    /// <summary>The step failed for good; a person retries or skips it.</summary>
    public sealed record FailDecision(string Why) : StepDecision;

    /// <summary>The step is done, with these effects in order.</summary>
    public static StepDecision Done(params IReadOnlyList<Effect> effects) => new DoneDecision(effects);

    /// <summary>Waits until a person or a server has finished the effect: a task, a draft or a message.</summary>
    /// <exception cref="ArgumentException">The effect is none that anybody finishes.</exception>
    public static StepDecision WaitFor(Effect effect) =>
        effect is Effect.CreateTaskEffect or Effect.CreateDraftEffect or Effect.QueueMessageEffect
            ? new WaitDecision(effect)
            : throw new ArgumentException($"{effect.GetType().Name} cannot be waited for; wait for a task, a draft or a message.", nameof(effect));

    /// <summary>Goes on without doing the step.</summary>
    public static StepDecision Skip(string why) => new SkipDecision(why);

    /// <summary>Stops until a person has fixed what stands in the way.</summary>
    public static StepDecision Block(string why) => new BlockDecision(why);

    /// <summary>Decides again after a delay.</summary>
    /// <param name="delay">At least a second, at most 30 days.</param>
    /// <param name="why">Shown to people.</param>
    public static StepDecision RetryAfter(TimeSpan delay, string why)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, TimeSpan.FromDays(30));
        return new RetryDecision(delay, why);
    }

    /// <summary>Goes on at the step with this key.</summary>
    public static StepDecision GoTo(string stepKey) => new GoToDecision(stepKey);

    /// <summary>Gives the step up.</summary>
    public static StepDecision Fail(string why) => new FailDecision(why);
}
