using Crm.Records;

namespace Crm.Sequences;

/// <summary>What a handler decides for a step. Only the engine defines decisions; later versions may add some but never change one.</summary>
public abstract record StepDecision
{
    private StepDecision() { }

    /// <summary>The step is done; the enrollment moves to the next one.</summary>
    /// <param name="Effects">The effects to carry out, in order.</param>
    public sealed record Done(params IReadOnlyList<Effect> Effects) : StepDecision;

    /// <summary>A person or a server must finish the effect; the enrollment waits.</summary>
    public sealed record Wait : StepDecision
    {
        /// <summary>Waits until a person or a server has finished the effect.</summary>
        /// <param name="effect">A task, a draft or a message.</param>
        /// <exception cref="ArgumentException">Nobody can finish this kind of effect.</exception>
        public Wait(Effect effect)
        {
            ArgumentNullException.ThrowIfNull(effect);
            if (effect is not (Effect.CreateTask or Effect.CreateDraft or Effect.QueueMessage))
                throw new ArgumentException($"{effect.GetType().Name} cannot be waited for; wait for a task, a draft or a message.", nameof(effect));
            Effect = effect;
        }

        /// <summary>The task, draft or message.</summary>
        public Effect Effect { get; }
    }

    /// <summary>The step does not apply; the enrollment continues with the next one.</summary>
    /// <param name="Why">The reason that users see.</param>
    public sealed record Skip(string Why) : StepDecision;

    /// <summary>An obstacle that can be fixed prevents the step. The enrollment is Blocked until the record that lacks something changes or a person resumes it; then the step is decided again.</summary>
    /// <param name="Why">The reason that users see.</param>
    public sealed record Block(string Why) : StepDecision
    {
        /// <summary>The record that lacks something, such as a contact without an address; null for the enrolled record.</summary>
        public RecordRef? Lacking { get; init; }
    }

    /// <summary>The step is decided again later. Counts as an attempt.</summary>
    /// <param name="Delay">At least a second, at most 30 days.</param>
    /// <param name="Why">The reason that users see.</param>
    /// <exception cref="ArgumentOutOfRangeException">The delay is outside these limits.</exception>
    public sealed record Retry(TimeSpan Delay, string Why) : StepDecision
    {
        /// <summary>How long the step waits before it is decided again.</summary>
        public TimeSpan Delay { get; init; } = Checked(Delay);

        private static TimeSpan Checked(TimeSpan delay)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.FromSeconds(1));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, TimeSpan.FromDays(30));
            return delay;
        }
    }

    /// <summary>The enrollment continues at another step.</summary>
    /// <param name="StepKey">The step's key in the sequence.</param>
    public sealed record GoTo(string StepKey) : StepDecision;

    /// <summary>The step failed for good; a person retries or skips it.</summary>
    /// <param name="Why">The reason that users see.</param>
    public sealed record Fail(string Why) : StepDecision;
}
