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
            case StepVerdict.Decided decided:
                CarryOut(decided.Step, decided.Decision, decided.Effects);
                break;
            case StepVerdict.Stopped { Verdict: StopVerdict.Fail failed }:
                PutOff(verdict.Enrollment, failed.Why);
                break;
            case StepVerdict.Stopped { Verdict: var stop }:
                Move(verdict.Enrollment, stop.MoveAt(data.Now)!, stop is StopVerdict.Finish ? Row(verdict.Enrollment) : null);
                break;
            case StepVerdict.Blocked blocked:
                Move(blocked.Enrollment, new EnrollmentMove.Block(blocked.Why) { Cause = blocked.Cause });
                break;
            case StepVerdict.DoneBefore { Execution: var done }:
                Move(verdict.Enrollment, new EnrollmentMove.Advance(done.FinishedAt), done);
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

    private static bool IsNewOwner(Effect effect) =>
        effect is Effect.ChangeField { Field: var field } && field.Equals("owner", StringComparison.OrdinalIgnoreCase);

    /// <remarks>A message always waits: the sender's gate lets pass only what its enrollment waits for. A blocked step was not decided: no attempt is used up and no execution written.</remarks>
    private void CarryOut(PreparedStep step, StepDecision decision, IReadOnlyList<Effect> effects)
    {
        var (enrollment, key) = (step.Enrollment, step.Step.Key);
        var waitsForTask = decision is StepDecision.Wait && step.Step.Wait;
        result.Mark();
        var wishes = new StepEffects(guard, data, gathered, run, result)
        {
            EndsEnrollment =
                step.Version.IndexOf(key) == step.Version.Steps.Count - 1
                && !effects.Any(effect => effect is Effect.QueueMessage or Effect.CreateDraft || (waitsForTask && effect is Effect.CreateTask)),
        };
        try
        {
            // A new owner first: what the step makes besides is that member's.
            foreach (var effect in effects.OrderBy(effect => !IsNewOwner(effect)))
                if (wishes.WhyNotCarried(step, effect) is { } obstacle)
                {
                    wishes.TakeBack(step);
                    Move(enrollment, new EnrollmentMove.Block(obstacle.Why) { Cause = obstacle.Cause });
                    return;
                }
            EnrollmentMove move = decision switch
            {
                StepDecision.Done or StepDecision.Wait when wishes.IsLetter || (waitsForTask && wishes.Activity is not null) => new EnrollmentMove.Wait(
                    wishes.Note
                ),
                StepDecision.Done or StepDecision.Wait => new EnrollmentMove.Advance(Note: wishes.Note),
                StepDecision.Skip skip => new EnrollmentMove.Skip(skip.Why),
                StepDecision.GoTo elsewhere => new EnrollmentMove.GoTo(elsewhere.StepKey),
                StepDecision.Block block => new EnrollmentMove.Block(block.Why) { Cause = Obstacle.OfRecord((block.Lacking ?? step.Record.Ref).Id) },
                StepDecision.Retry later when enrollment.Attempt < MaxAttempts => new EnrollmentMove.Postpone(data.Now + later.Delay, later.Why)
                {
                    Cause = key,
                },
                StepDecision.Retry later => new EnrollmentMove.Fail($"It was postponed {MaxAttempts} times: {later.Why}") { Cause = key },
                StepDecision.Fail fail => new EnrollmentMove.Fail(fail.Why) { Cause = key },
                _ => new EnrollmentMove.Block($"The handler answered with {decision.GetType().Name}, which this version of the engine does not know.")
                {
                    Cause = key,
                },
            };
            var execution = Row(enrollment) with { TextRevision = step.TextRevision, Activity = wishes.Activity, Message = wishes.Message };
            Move(enrollment with { Owner = wishes.OwnerOf(step) }, move, execution);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            guard.Catalog.ReportFailure(step.Handler.Key, exception, $"enrollment {step.Enrollment.Id}");
            wishes.TakeBack(step);
            PutOff(
                enrollment,
                exception is StepEffects.RuleFailedException
                    ? exception.Message
                    : $"What the handler {step.Handler.Key} decided cannot be carried out ({exception.GetType().Name})."
            );
        }
    }

    /// <summary>An error that may go away by itself: later again, and after some hours Failed.</summary>
    private void PutOff(Enrollment enrollment, string why)
    {
        var execution = Row(enrollment);
        execution = execution with { Errors = (data.Executions.TryGetValue(execution.Id, out var before) ? before.Errors : 0) + 1 };
        EnrollmentMove move = Backoff.Steps.DelayAfter(execution.Id.ToString(), execution.Errors) is { } delay
            ? new EnrollmentMove.Postpone(data.Now + delay, why)
            : new EnrollmentMove.Fail(why);
        Move(enrollment, move with { Cause = enrollment.StepKey }, execution);
    }

    private void Move(Enrollment before, EnrollmentMove move, StepExecution? execution = null)
    {
        var after = Enrollments.Move(result.WorkOf(before.Tenant), data, before, move, execution);
        gathered.Enrolling?.Data.Replace(after);
        result.Count(move, after);
    }

    /// <summary>The execution of the step. The first decision's moment stays.</summary>
    private StepExecution Row(Enrollment enrollment)
    {
        var execution = Enrollments.NewExecution(enrollment, data.Now);
        return data.Executions.TryGetValue(execution.Id, out var before) ? execution with { FirstDecidedAt = before.FirstDecidedAt } : execution;
    }
}
