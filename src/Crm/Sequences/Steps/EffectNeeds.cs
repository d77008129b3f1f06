using Crm.Plugins;

namespace Crm.Sequences.Steps;

/// <summary>What carrying out verdicts takes beyond the batch.</summary>
internal sealed class EffectNeeds
{
    /// <summary>Enrollments that finish: what they have out is cancelled.</summary>
    public List<EnrollmentId> Ending { get; } = [];

    /// <summary>Tenants whose rules about records are needed.</summary>
    public HashSet<TenantId> Ruled { get; } = [];

    /// <summary>Tenants whose rules about activities are needed.</summary>
    public HashSet<TenantId> Logging { get; } = [];

    /// <summary>Steps that enroll their records.</summary>
    public List<PreparedStep> Enrolling { get; } = [];

    /// <summary>Keys of the sequences that they enroll in.</summary>
    public HashSet<string> Targets { get; } = new(StringComparer.Ordinal);

    /// <summary>Looks through verdicts.</summary>
    public static EffectNeeds Of(IReadOnlyList<StepVerdict> verdicts)
    {
        var needs = new EffectNeeds();
        foreach (var verdict in verdicts)
        {
            if (verdict is StepVerdict.Stopped { Verdict: StopVerdict.Finish })
                needs.Ending.Add(verdict.Enrollment.Id);
            else if (verdict is StepVerdict.Decided decided)
                foreach (var effect in EffectsOf(decided.Decision) ?? [])
                    needs.Add(decided.Step, effect);
        }
        return needs;
    }

    /// <summary>The effects that a decision wants.</summary>
    public static IReadOnlyList<Effect> EffectsOf(StepDecision decision) =>
        decision switch
        {
            StepDecision.Done done => done.Effects,
            StepDecision.Wait wait => [wait.Effect],
            _ => [],
        };

    private void Add(PreparedStep step, Effect effect)
    {
        switch (effect)
        {
            case Effect.MoveDeal or Effect.ChangeField:
                Ruled.Add(step.Enrollment.Tenant);
                break;
            case Effect.LogActivity:
                Logging.Add(step.Enrollment.Tenant);
                break;
            case Effect.Enroll enroll:
                Enrolling.Add(step);
                Targets.Add(enroll.SequenceKey);
                break;
        }
    }
}
