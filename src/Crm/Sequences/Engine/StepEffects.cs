using Crm.Messages;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sequences.Engine;

/// <summary>Turns what was decided for one enrollment into rows: the execution, what it makes, and where the enrollment stands then.</summary>
internal sealed partial class StepEffects(StepEngine engine, EnrollmentMaterial material, StepOutcomes outcomes, Enrollment enrollment)
{
    /// <summary>A handler that only ever says 'later' is a failure at last.</summary>
    private const int MaxAttempts = 50;

    private ChangeSet Changes => outcomes.Changes;

    /// <summary>Carries out a decision. One that cannot be carried out is its handler's failure: nothing of it is left, and no other enrollment of the batch minds.</summary>
    public void Apply(PreparedStep step, StepDecision decision)
    {
        outcomes.Mark();
        try
        {
            CarryOut(step, decision);
        }
        catch (Exception exception) when (exception is not (RecordRulesMissingException or StepEnrolling.RuleFailedException or OutOfMemoryException))
        {
            outcomes.Return();
            PutOff($"What the handler {step.Handler.Key} decided cannot be carried out ({exception.GetType().Name}).");
        }
    }

    private void CarryOut(PreparedStep step, StepDecision decision)
    {
        if (material.Enrolling is null && StepEnrolling.KeysOf(decision).Any())
        {
            outcomes.Deferred.Add((this, step, decision));
            return;
        }
        switch (decision)
        {
            case StepDecision.DoneDecision done:
                Done(step, done.Effects, waitsForTask: false);
                break;
            case StepDecision.WaitDecision wait:
                Done(step, [wait.Effect], waitsForTask: step.Step.Wait);
                break;
            case StepDecision.SkipDecision skip:
                Ended(
                    Execution(step, StepExecutionState.Skipped, skip.Why),
                    EnrollmentMoves.Advance(enrollment, EnrollmentTrigger.Skip, material.Now, material)
                );
                break;
            case StepDecision.BlockDecision block:
                Block(block.Why, step.Step.Key);
                break;
            case StepDecision.RetryDecision later when enrollment.Attempt < MaxAttempts:
                PutOffUntil(material.Now + later.Delay, later.Why);
                break;
            case StepDecision.RetryDecision later:
                Fail($"It was put off {MaxAttempts} times: {later.Why}");
                break;
            case StepDecision.GoToDecision elsewhere:
                Ended(
                    Execution(step, StepExecutionState.Done, $"Goes on at '{elsewhere.StepKey}'."),
                    EnrollmentMoves.GoTo(enrollment, elsewhere.StepKey, material)
                );
                break;
            case StepDecision.FailDecision fail:
                Fail(fail.Why);
                break;
            default:
                Block($"The handler answered with {decision.GetType().Name}, which this version of the engine does not know.", step.Step.Key);
                break;
        }
    }

    /// <summary>Something that can be fixed stands in the way. No attempt is used up and no execution written: the step was not decided.</summary>
    public void Block(string why, string? cause)
    {
        outcomes.Blocked++;
        var blocked = EnrollmentMoves.Block(enrollment, why, cause);
        Changes.Update(blocked);
        SequenceEvents.Audit(Changes, "enrollment.block", enrollment, blocked, material.Now);
        SequenceEvents.NeedsAttention(Changes, blocked, material.Now);
    }

    /// <summary>A stop rule ends it.</summary>
    public void Stop(FinishReason reason, string why, string rule)
    {
        var finished = EnrollmentMoves.Finish(enrollment, reason, why, rule, material.Now);
        var execution = Row(StepExecutionState.Cancelled, $"{rule}: {why}");
        outcomes.Stopped.Add((finished, execution.Id));
        Ended(execution, finished);
    }

    /// <summary>A stop rule pauses it until a moment; then the step is decided, and the rules are asked, again.</summary>
    public void HoldUntil(DateTimeOffset until, string why, string rule)
    {
        outcomes.PutOff++;
        var earliest = material.Now.AddSeconds(1); // a rule that pauses until now would be asked again at once, for ever
        var paused = EnrollmentMoves.Pause(enrollment, until > earliest ? until : earliest, why, rule, material.Now);
        Changes.Update(paused);
        SequenceEvents.Audit(Changes, "enrollment.pause", enrollment, paused, material.Now);
        SequenceEvents.Moved(Changes, "enrollment.paused", paused, material.Now);
    }

    /// <summary>The date until which it was held is reached. What the step has out is waited for again; a step that is due now is decided with the next batch.</summary>
    public void Resume()
    {
        var execution = material.Executions.GetValueOrDefault(StepExecutionIds.Of(enrollment));
        var resumed = EnrollmentMoves.Resume(enrollment, execution, material.Now);
        Changes.Update(resumed);
        SequenceEvents.Audit(Changes, "enrollment.resume", enrollment, resumed, material.Now);
        SequenceEvents.Moved(Changes, "enrollment.resumed", resumed, material.Now);
    }

    /// <summary>An error that may go away by itself: later again, and after some hours Failed.</summary>
    public void PutOff(string why)
    {
        var execution = StepExecutionIds.Of(enrollment);
        var first = material.Executions.TryGetValue(execution, out var before) ? before.DecidedAt : material.Now;
        if (Backoff.Steps.Delay(execution.ToString(), enrollment.Attempt + 1, material.Now - first) is { } delay)
            PutOffUntil(material.Now + delay, why);
        else
            Fail(why);
    }

    private void PutOffUntil(DateTimeOffset until, string why)
    {
        outcomes.PutOff++;
        var put = EnrollmentMoves.Postpone(enrollment, until, why, enrollment.StepKey) with { Attempt = enrollment.Attempt + 1 };
        Write(Row(StepExecutionState.RetryAt, why) with { Attempt = put.Attempt, FinishedAt = null }, put);
    }

    private void Fail(string why)
    {
        outcomes.Failed++;
        var failed = EnrollmentMoves.Fail(enrollment, why, enrollment.StepKey);
        Write(Row(StepExecutionState.Failed, why), failed);
        SequenceEvents.NeedsAttention(Changes, failed, material.Now);
    }

    /// <remarks>A message always waits: the sender's gate lets pass only what its enrollment waits for.</remarks>
    private void Done(PreparedStep step, IReadOnlyList<Effect> effects, bool waitsForTask)
    {
        var made = new Made { EndsEnrollment = EndsEnrollment(step, effects, waitsForTask) };
        foreach (var effect in effects)
        {
            // Nothing is written before every effect is known to be possible: Block leaves no half of a step behind.
            if (WhyNot(step, effect, made) is { } why)
            {
                Block(why, step.Step.Key);
                return;
            }
        }
        foreach (var effect in effects)
            Carry(step, effect, made);
        if (made.Logged is { } logged)
            Changes.Add(logged);
        var owner = OwnerAfter(step, made);
        if (made.HasLetter || (waitsForTask && made.Activity is not null))
            Ended(
                Execution(step, StepExecutionState.Waiting, made.Note) with
                {
                    Activity = made.Activity,
                    Message = made.Row?.Id,
                    FinishedAt = null,
                },
                EnrollmentMoves.Wait(enrollment) with
                {
                    Owner = owner,
                }
            );
        else
            Ended(
                Execution(step, StepExecutionState.Done, made.Note) with
                {
                    Activity = made.Activity,
                },
                EnrollmentMoves.Advance(enrollment, EnrollmentTrigger.Advance, material.Now, material) with
                {
                    Owner = owner,
                }
            );
    }

    private StepExecution Execution(PreparedStep step, StepExecutionState state, string? why) =>
        Row(state, why) with
        {
            TextRevision = step.Settings.TextRevision,
        };

    private StepExecution Row(StepExecutionState state, string? why)
    {
        var id = StepExecutionIds.Of(enrollment);
        return new StepExecution
        {
            Tenant = enrollment.Tenant,
            Id = id,
            Enrollment = enrollment.Id,
            StepKey = enrollment.StepKey ?? "",
            Pass = enrollment.Pass,
            State = state,
            Why = why,
            Attempt = enrollment.Attempt,
            DueAt = (enrollment.DueAt ?? material.Now).ToMicroseconds(),
            // The first decision's moment stays: the time that retries may take counts from it.
            DecidedAt = material.Executions.TryGetValue(id, out var before) ? before.DecidedAt : material.Now,
            FinishedAt = material.Now,
        };
    }

    private void Ended(StepExecution execution, Enrollment after)
    {
        Write(execution, after);
        switch (after.State)
        {
            case EnrollmentState.Finished:
                outcomes.Finished++;
                SequenceEvents.Finished(Changes, after, material.Now);
                EnrollmentEntries.Finished(
                    Changes,
                    after,
                    material.Versions.GetValueOrDefault(after.Version)?.Definition.Name ?? "a sequence",
                    material.Now,
                    material.Links
                );
                break;
            case EnrollmentState.Blocked:
                outcomes.Blocked++;
                SequenceEvents.NeedsAttention(Changes, after, material.Now);
                break;
            default:
                break;
        }
    }

    private void Write(StepExecution execution, Enrollment after)
    {
        if (material.Executions.ContainsKey(execution.Id))
            Changes.Update(execution);
        else
            Changes.Insert(execution);
        Changes.Update(after);
        SequenceEvents.StepDecided(Changes, execution, after, material.Now);
    }
}
