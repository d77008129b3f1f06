using System.Collections.Frozen;
using Crm.Sequences.Publishing;
using Crm.Sequences.Timing;
using static Crm.Sequences.Transitions.EnrollmentMove;

namespace Crm.Sequences.Transitions;

/// <summary>The row of an enrollment after a move, and the trigger that it came by. Pure; each move goes through the lifecycle and adds one to the revision.</summary>
internal readonly record struct EnrollmentTransition(Enrollment After, EnrollmentTrigger Trigger)
{
    /// <summary>Going back is allowed, going round for ever is not.</summary>
    public const int MaxPasses = 100;

    private static readonly FrozenSet<DateOnly> NoHolidays = FrozenSet<DateOnly>.Empty;

    /// <summary>Works out a move.</summary>
    /// <param name="before">As it is stored.</param>
    /// <param name="move">What is to happen.</param>
    /// <param name="cause">What led to it.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="planning">What planning needs; the execution of the step and pass among it, where there is one.</param>
    public static EnrollmentTransition Of(Enrollment before, EnrollmentMove move, string? cause, DateTimeOffset now, Planning planning)
    {
        // The first step's due time was planned when it was enrolled: starting and deciding are one move to the store.
        var from =
            before.State == EnrollmentState.Pending && move is not (Pause or Finish)
                ? before with
                {
                    State = EnrollmentLifecycle.Table.Next(before.State, EnrollmentTrigger.Start),
                }
                : before;
        return move switch
        {
            Advance advance => Next(from, EnrollmentTrigger.Advance, advance.DoneAt ?? now, now, planning),
            Skip => Next(from, EnrollmentTrigger.Skip, now, now, planning),
            GoTo elsewhere => At(from, elsewhere.StepKey, now, planning),
            Wait => Moved(from, EnrollmentTrigger.Wait, after => after with { DueAt = null }),
            Postpone later => Moved(
                from,
                EnrollmentTrigger.Postpone,
                after => after with { DueAt = later.Until.ToMicroseconds(), Attempt = from.Attempt + 1, Reason = later.Why, Cause = cause }
            ),
            Pause pause => Moved(
                from,
                EnrollmentTrigger.Pause,
                after =>
                    after with
                    {
                        DueAt = pause.Until?.ToMicroseconds(),
                        DueLocal = null,
                        DelayLeftSeconds = Left(from.DueAt, now),
                        Reason = pause.Why,
                        Cause = cause,
                    }
            ),
            Resume when IsOut(from, planning) => Moved(from, EnrollmentTrigger.ResumeWaiting, after => after with { DueAt = null, DelayLeftSeconds = null }),
            Resume => Moved(
                from,
                EnrollmentTrigger.Resume,
                after => Held(after, now.AddSeconds(from.DelayLeftSeconds ?? 0), planning) with { DelayLeftSeconds = null }
            ),
            Unblock when IsOut(from, planning) => Moved(from, EnrollmentTrigger.UnblockWaiting, after => after),
            Unblock => Moved(from, EnrollmentTrigger.Unblock, after => after with { DueAt = now, DueLocal = null }),
            Block block => Stopped(from, EnrollmentTrigger.Block, block.Why, cause),
            Fail fail => Stopped(from, EnrollmentTrigger.Fail, fail.Why, cause),
            Retry => Moved(from, EnrollmentTrigger.Retry, after => after with { Pass = from.Pass + 1, Attempt = 0, DueAt = now, DueLocal = null }),
            Finish finish => Finished(from, EnrollmentTrigger.Finish, finish, cause, now),
            _ => throw new ArgumentOutOfRangeException(nameof(move), move, "The move is unknown."),
        };
    }

    /// <summary>The trigger that a move asks the lifecycle for.</summary>
    public static EnrollmentTrigger TriggerOf(EnrollmentMove move) =>
        move switch
        {
            Advance => EnrollmentTrigger.Advance,
            Skip => EnrollmentTrigger.Skip,
            GoTo => EnrollmentTrigger.GoTo,
            Wait => EnrollmentTrigger.Wait,
            Postpone => EnrollmentTrigger.Postpone,
            Pause => EnrollmentTrigger.Pause,
            Resume => EnrollmentTrigger.Resume,
            Block => EnrollmentTrigger.Block,
            Unblock => EnrollmentTrigger.Unblock,
            Fail => EnrollmentTrigger.Fail,
            Retry => EnrollmentTrigger.Retry,
            _ => EnrollmentTrigger.Finish,
        };

    /// <summary>Gives an enrollment a step and its due time; neither state nor revision change.</summary>
    public static Enrollment Plan(Enrollment enrollment, PublishedSequence version, int index, DateTimeOffset from, Planning planning)
    {
        var step = version.Steps[index];
        var zone = EnrollmentZone.Of(planning, version, enrollment);
        var due = DueTime.Compute(from, step.Delay, step.At, zone.Id, NoHolidays);
        return enrollment with { StepKey = step.Key, DueAt = due.Utc.ToMicroseconds(), DueLocal = due.Local, DueZone = zone.Id, ZoneSource = zone.Source };
    }

    /// <summary>A step that was held: due when what is left of its delay is over, at the step's time of day and on its days.</summary>
    private static Enrollment Held(Enrollment enrollment, DateTimeOffset from, Planning planning)
    {
        if (!planning.Versions.TryGetValue(enrollment.Version, out var version) || version.IndexOf(enrollment.StepKey) is not (>= 0 and var index))
            return enrollment with { DueAt = from };
        var step = version.Steps[index];
        var zone = EnrollmentZone.Of(planning, version, enrollment);
        var due = DueTime.Compute(from, new Delay(0, step.Delay.Unit), step.At, zone.Id, NoHolidays);
        return enrollment with { DueAt = due.Utc.ToMicroseconds(), DueLocal = due.Local, DueZone = zone.Id, ZoneSource = zone.Source };
    }

    private static EnrollmentTransition Next(Enrollment before, EnrollmentTrigger trigger, DateTimeOffset from, DateTimeOffset now, Planning planning)
    {
        if (!planning.Versions.TryGetValue(before.Version, out var version))
            return Stopped(before, EnrollmentTrigger.Block, "Its version of the sequence cannot be found.", "version");
        var next = version.IndexOf(before.StepKey) + 1;
        if (next >= version.Steps.Count)
            return Finished(
                before,
                EnrollmentTrigger.Complete,
                new Finish(FinishReason.Completed, trigger == EnrollmentTrigger.Skip ? "The last step was skipped." : "All steps are done."),
                null,
                now
            );
        var (moved, _) = Moved(before, trigger, after => after with { Attempt = 0 });
        var planned = Plan(moved, version, next, from, planning);
        return new(planned.State == EnrollmentState.Paused ? StillPaused(before, planned, now) : planned, trigger);
    }

    private static EnrollmentTransition At(Enrollment before, string stepKey, DateTimeOffset now, Planning planning)
    {
        if (!planning.Versions.TryGetValue(before.Version, out var version) || version.IndexOf(stepKey) is not (>= 0 and var target))
            return Stopped(
                before,
                EnrollmentTrigger.Block,
                $"The step '{stepKey}' to continue at is not in version {version?.Number} of the sequence.",
                before.StepKey
            );
        var pass = target > version.IndexOf(before.StepKey) ? before.Pass : before.Pass + 1;
        if (pass > MaxPasses)
            return Stopped(before, EnrollmentTrigger.Block, $"The enrollment looped {MaxPasses} times; check the step that sends it back.", before.StepKey);
        var (moved, trigger) = Moved(before, EnrollmentTrigger.GoTo, after => after with { Pass = pass, Attempt = 0 });
        return new(Plan(moved, version, target, now, planning), trigger);
    }

    private static EnrollmentTransition Stopped(Enrollment before, EnrollmentTrigger trigger, string why, string? cause) =>
        Moved(before, trigger, after => after with { DueAt = null, DelayLeftSeconds = null, Reason = why, Cause = cause });

    private static EnrollmentTransition Finished(Enrollment before, EnrollmentTrigger trigger, Finish finish, string? cause, DateTimeOffset now) =>
        Moved(
            before,
            trigger,
            after =>
                after with
                {
                    StepKey = null,
                    DueAt = null,
                    DueLocal = null,
                    DelayLeftSeconds = null,
                    Finish = finish.Reason,
                    Reason = finish.Why,
                    Cause = cause,
                    FinishedAt = now,
                }
        );

    private static EnrollmentTransition Moved(Enrollment before, EnrollmentTrigger trigger, Func<Enrollment, Enrollment> change) =>
        new(
            change(
                before with
                {
                    State = EnrollmentLifecycle.Table.Next(before.State, trigger),
                    Reason = null,
                    Cause = null,
                    LeaseUntil = null,
                    Revision = before.Revision + 1,
                }
            ),
            trigger
        );

    private static bool IsOut(Enrollment enrollment, Planning planning) =>
        planning.Executions.TryGetValue(StepExecutionIds.Of(enrollment), out var execution) && execution.State == StepExecutionState.Waiting;

    /// <summary>A paused enrollment whose open work was done or skipped stands at the next step and is held as before; its whole delay is left.</summary>
    private static Enrollment StillPaused(Enrollment before, Enrollment planned, DateTimeOffset now) =>
        planned with
        {
            DueAt = before.DueAt,
            DueLocal = null,
            DelayLeftSeconds = Left(planned.DueAt, now),
            Reason = before.Reason,
            Cause = before.Cause,
        };

    private static int? Left(DateTimeOffset? due, DateTimeOffset now) => due > now ? (int)Math.Ceiling((due.Value - now).TotalSeconds) : null;
}
