using Crm.Plugins;

namespace Crm.Sequences.Steps;

/// <summary>What was decided for one enrollment. Closed; says what is wanted and touches no row.</summary>
/// <param name="Enrollment">The enrollment as it was claimed.</param>
internal abstract record StepVerdict(Enrollment Enrollment)
{
    /// <summary>Everything before the handler is passed: it may be asked.</summary>
    public sealed record Ready(PreparedStep Step) : StepVerdict(Step.Enrollment);

    /// <summary>The handler decided.</summary>
    public sealed record Decided(PreparedStep Step, StepDecision Decision) : StepVerdict(Step.Enrollment)
    {
        /// <summary>The effects that the decision wants.</summary>
        public IReadOnlyList<Effect> Effects =>
            Decision switch
            {
                StepDecision.Done done => done.Effects,
                StepDecision.Wait wait => [wait.Effect],
                _ => [],
            };
    }

    /// <summary>Suppression or a stop rule does not let it go on.</summary>
    public sealed record Stopped(Enrollment Enrollment, StopVerdict Verdict) : StepVerdict(Enrollment);

    /// <summary>Something that can be fixed stands in the way of deciding.</summary>
    public sealed record Blocked(Enrollment Enrollment, string Why, string? Cause) : StepVerdict(Enrollment);

    /// <summary>An error that may go away by itself.</summary>
    public sealed record PutOff(Enrollment Enrollment, string Why) : StepVerdict(Enrollment);

    /// <summary>The step was done before, and what comes after it could not be decided then.</summary>
    public sealed record DoneBefore(Enrollment Enrollment, StepExecution Execution) : StepVerdict(Enrollment);

    /// <summary>The date until which it was held is reached.</summary>
    public sealed record Woken(Enrollment Enrollment) : StepVerdict(Enrollment);
}
