using Crm.Messages;
using Crm.Records;
using Crm.Sequences.Transitions;
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
                Move(new EnrollmentMove.Skip(skip.Why), Row(step));
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
                Move(new EnrollmentMove.GoTo(elsewhere.StepKey), Row(step));
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
    public void Block(string why, string? cause) => Move(new EnrollmentMove.Block(why) { Cause = cause });

    /// <summary>A stop rule ends it.</summary>
    public void Stop(FinishReason reason, string why, string rule)
    {
        var execution = Row();
        outcomes.Stopped.Add((Move(new EnrollmentMove.Finish(reason, why) { Cause = rule }, execution), execution.Id));
    }

    /// <summary>A stop rule pauses it until a moment; then the step is decided, and the rules are asked, again.</summary>
    public void HoldUntil(DateTimeOffset until, string why, string rule)
    {
        var earliest = material.Now.AddSeconds(1); // a rule that pauses until now would be asked again at once, for ever
        Move(new EnrollmentMove.Pause(until > earliest ? until : earliest, why) { Cause = rule });
    }

    /// <summary>The date until which it was held is reached. What the step has out is waited for again; a step that is due now is decided with the next batch.</summary>
    public void Resume() => Move(new EnrollmentMove.Resume());

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

    private void PutOffUntil(DateTimeOffset until, string why) => Move(new EnrollmentMove.Postpone(until, why) { Cause = enrollment.StepKey }, Row());

    private void Fail(string why) => Move(new EnrollmentMove.Fail(why) { Cause = enrollment.StepKey }, Row());

    private Enrollment Move(EnrollmentMove move, StepExecution? execution = null, MemberId? owner = null)
    {
        var before = owner is null ? enrollment : enrollment with { Owner = owner };
        var after = Enrollments.Move(StepEnrolling.Frame(before, material.Now, Changes), material, before, move, execution);
        switch (after.State)
        {
            case EnrollmentState.Finished:
                outcomes.Finished++;
                break;
            case EnrollmentState.Blocked:
                outcomes.Blocked++;
                break;
            case EnrollmentState.Failed:
                outcomes.Failed++;
                break;
            default:
                outcomes.PutOff += move is EnrollmentMove.Pause or EnrollmentMove.Postpone ? 1 : 0;
                break;
        }
        return after;
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
        var execution = Row(step) with { Activity = made.Activity, Message = made.Row?.Id };
        if (made.HasLetter || (waitsForTask && made.Activity is not null))
            Move(new EnrollmentMove.Wait(made.Note), execution, owner);
        else
            Move(new EnrollmentMove.Advance(Note: made.Note), execution, owner);
    }

    private StepExecution Row(PreparedStep step) => Row() with { TextRevision = step.Settings.TextRevision };

    /// <summary>The execution of the step. The first decision's moment stays: the time that retries may take counts from it.</summary>
    private StepExecution Row() =>
        material.Executions.TryGetValue(StepExecutionIds.Of(enrollment), out var before)
            ? Enrollments.NewExecution(enrollment, material.Now) with
            {
                DecidedAt = before.DecidedAt,
            }
            : Enrollments.NewExecution(enrollment, material.Now);
}
