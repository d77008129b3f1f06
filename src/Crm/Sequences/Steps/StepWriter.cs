using Crm.Plugins;
using Crm.Sequences.Transitions;

namespace Crm.Sequences.Steps;

/// <summary>Turns verdicts into rows: the execution, what the step makes, and where the enrollment stands then. All of a step is carried out, or nothing. Used by one thread, for one batch.</summary>
internal sealed class StepWriter(PluginGuard guard, BatchData batch, GatheredData gathered, PluginRun run, BatchResult result)
{
    /// <summary>A handler that only ever says 'later' is a failure at last.</summary>
    private const int MaxAttempts = 50;

    private readonly BatchData data = gathered.Open is null ? batch : batch with { Open = gathered.Open };

    /// <summary>Carries out a verdict. One that cannot be carried out is its handler's failure: nothing of it is left, and no other enrollment of the batch minds.</summary>
    public void Write(StepVerdict verdict)
    {
        result.CountDecided();
        switch (verdict)
        {
            case StepVerdict.Decided { Step: var step, Decision: var decision }:
                TryCarryOut(step, decision);
                break;
            case StepVerdict.Stopped { Verdict: StopVerdict.Fail failed }:
                PutOff(verdict.Enrollment, failed.Why);
                break;
            case StepVerdict.Stopped { Verdict: StopVerdict.Finish } stopped:
                Move(stopped.Enrollment, stopped.Verdict.MoveAt(data.Now)!, Row(stopped.Enrollment));
                break;
            case StepVerdict.Stopped stopped:
                Move(stopped.Enrollment, stopped.Verdict.MoveAt(data.Now)!);
                break;
            case StepVerdict.Blocked blocked:
                Block(blocked.Enrollment, blocked.Why, blocked.Cause);
                break;
            case StepVerdict.PutOff putOff:
                PutOff(putOff.Enrollment, putOff.Why);
                break;
            default:
                // What the step has out is waited for again; a step that is due now is decided with the next batch.
                Move(verdict.Enrollment, new EnrollmentMove.Resume());
                break;
        }
    }

    private void TryCarryOut(PreparedStep step, StepDecision decision)
    {
        result.Mark();
        var wishes = new StepEffects(guard, data, gathered, run, result);
        string? blocked;
        try
        {
            blocked = CarryOut(wishes, step, decision);
        }
        catch (StepEffects.RuleFailedException failed)
        {
            wishes.TakeBack(step);
            PutOff(step.Enrollment, failed.Message);
            return;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            wishes.TakeBack(step);
            PutOff(step.Enrollment, $"What the handler {step.Handler.Key} decided cannot be carried out ({exception.GetType().Name}).");
            return;
        }
        if (blocked is null)
            return;
        wishes.TakeBack(step);
        Block(step.Enrollment, blocked, wishes.Obstacle ?? step.Step.Key);
    }

    /// <summary>Null, or what stands in the way.</summary>
    private string? CarryOut(StepEffects wishes, PreparedStep step, StepDecision decision)
    {
        var enrollment = step.Enrollment;
        switch (decision)
        {
            case StepDecision.Done or StepDecision.Wait:
                return Done(wishes, step, EffectNeeds.EffectsOf(decision), waitsForTask: decision is StepDecision.Wait && step.Step.Wait);
            case StepDecision.Skip skip:
                Move(enrollment, new EnrollmentMove.Skip(skip.Why), Row(step));
                return null;
            case StepDecision.Block block:
                return wishes.Blocked(new Obstacle(block.Why, Obstacle.OfRecord((block.Lacking ?? step.Record.Ref).Id)));
            case StepDecision.Retry later when enrollment.Attempt < MaxAttempts:
                Postpone(enrollment, data.Now + later.Delay, later.Why);
                return null;
            case StepDecision.Retry later:
                Fail(enrollment, $"It was postponed {MaxAttempts} times: {later.Why}");
                return null;
            case StepDecision.GoTo elsewhere:
                Move(enrollment, new EnrollmentMove.GoTo(elsewhere.StepKey), Row(step));
                return null;
            case StepDecision.Fail fail:
                Fail(enrollment, fail.Why);
                return null;
            default:
                return $"The handler answered with {decision.GetType().Name}, which this version of the engine does not know.";
        }
    }

    /// <remarks>A message always waits: the sender's gate lets pass only what its enrollment waits for.</remarks>
    private string? Done(StepEffects wishes, PreparedStep step, IReadOnlyList<Effect> effects, bool waitsForTask)
    {
        wishes.EndsEnrollment =
            step.Version.IndexOf(step.Step.Key) == step.Version.Steps.Count - 1
            && !effects.Any(effect => effect is Effect.QueueMessage or Effect.CreateDraft || (waitsForTask && effect is Effect.CreateTask));
        foreach (var effect in effects)
            if (wishes.WhyNotCarried(step, effect) is { } why)
                return why;
        var execution = Row(step) with { Activity = wishes.Activity, Message = wishes.Message };
        var before = wishes.OwnerOf(step) is { } owner && owner != step.Enrollment.Owner ? step.Enrollment with { Owner = owner } : step.Enrollment;
        if (wishes.IsLetter || (waitsForTask && wishes.Activity is not null))
            Move(before, new EnrollmentMove.Wait(wishes.Note), execution);
        else
            Move(before, new EnrollmentMove.Advance(Note: wishes.Note), execution);
        return null;
    }

    /// <summary>Something that can be fixed stands in the way. No attempt is used up and no execution written: the step was not decided.</summary>
    private void Block(Enrollment enrollment, string why, string? cause) => Move(enrollment, new EnrollmentMove.Block(why) { Cause = cause });

    /// <summary>An error that may go away by itself: later again, and after some hours Failed.</summary>
    private void PutOff(Enrollment enrollment, string why)
    {
        var execution = StepExecutionIds.Of(enrollment);
        var first = data.Executions.TryGetValue(execution, out var before) ? before.FirstDecidedAt : data.Now;
        if (Backoff.Steps.Delay(execution.ToString(), enrollment.Attempt + 1, data.Now - first) is { } delay)
            Postpone(enrollment, data.Now + delay, why);
        else
            Fail(enrollment, why);
    }

    private void Postpone(Enrollment enrollment, DateTimeOffset until, string why) =>
        Move(enrollment, new EnrollmentMove.Postpone(until, why) { Cause = enrollment.StepKey }, Row(enrollment));

    private void Fail(Enrollment enrollment, string why) => Move(enrollment, new EnrollmentMove.Fail(why) { Cause = enrollment.StepKey }, Row(enrollment));

    private void Move(Enrollment before, EnrollmentMove move, StepExecution? execution = null)
    {
        var after = Enrollments.Move(result.WorkOf(before.Tenant), data, before, move, execution);
        gathered.Enrolling?.Data.Replace(after);
        result.Count(move, after);
    }

    private StepExecution Row(PreparedStep step) => Row(step.Enrollment) with { TextRevision = step.Settings.TextRevision };

    /// <summary>The execution of the step. The first decision's moment stays: the time that retries may take counts from it.</summary>
    private StepExecution Row(Enrollment enrollment) =>
        data.Executions.TryGetValue(StepExecutionIds.Of(enrollment), out var before)
            ? Enrollments.NewExecution(enrollment, data.Now) with
            {
                FirstDecidedAt = before.FirstDecidedAt,
            }
            : Enrollments.NewExecution(enrollment, data.Now);
}
