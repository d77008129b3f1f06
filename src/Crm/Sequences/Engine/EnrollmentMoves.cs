using System.Collections.Frozen;

namespace Crm.Sequences.Engine;

/// <summary>Moves of an enrollment: pure, each through the lifecycle, each with one more revision. What a finished enrollment leaves open is cancelled apart, see <see cref="OpenWork"/>.</summary>
internal static class EnrollmentMoves
{
    /// <summary>Going back is allowed, going round for ever is not.</summary>
    public const int MaxPasses = 100;

    private static readonly FrozenSet<DateOnly> NoHolidays = FrozenSet<DateOnly>.Empty;

    /// <summary>Goes on behind the current step, or finishes where none is left.</summary>
    /// <param name="enrollment">As it is stored.</param>
    /// <param name="trigger"><see cref="EnrollmentTrigger.Advance"/> or <see cref="EnrollmentTrigger.Skip"/>.</param>
    /// <param name="from">When the current step was really done, in UTC; the next delay starts here.</param>
    /// <param name="material">Versions, records, zones.</param>
    public static Enrollment Advance(Enrollment enrollment, EnrollmentTrigger trigger, DateTimeOffset from, EnrollmentMaterial material)
    {
        if (!material.Versions.TryGetValue(enrollment.Version, out var version))
            return Block(enrollment, "Its version of the sequence cannot be found.", "version");
        var next = version.IndexOf(enrollment.StepKey) + 1;
        return next < version.Steps.Count
            ? Plan(enrollment, trigger, version, next, enrollment.Pass, from, material)
            : Finished(enrollment, EnrollmentTrigger.Complete, FinishReason.Completed, "All steps are done.", null, material.Now);
    }

    /// <summary>Goes on at another step; one that is not further along begins a new pass.</summary>
    public static Enrollment GoTo(Enrollment enrollment, string stepKey, EnrollmentMaterial material)
    {
        if (!material.Versions.TryGetValue(enrollment.Version, out var version) || version.IndexOf(stepKey) is not (>= 0 and var target))
            return Block(enrollment, $"The step '{stepKey}' to go on at is not in version {version?.Number} of the sequence.", enrollment.StepKey);
        var pass = target > version.IndexOf(enrollment.StepKey) ? enrollment.Pass : enrollment.Pass + 1;
        return pass > MaxPasses
            ? Block(enrollment, $"It went round {MaxPasses} times; look at the step that sends it back.", enrollment.StepKey)
            : Plan(enrollment, EnrollmentTrigger.GoTo, version, target, pass, material.Now, material);
    }

    /// <summary>Gives a step its due time.</summary>
    public static Enrollment Plan(
        Enrollment enrollment,
        EnrollmentTrigger trigger,
        PublishedSequence version,
        int index,
        int pass,
        DateTimeOffset from,
        EnrollmentMaterial material
    )
    {
        var planned = First(Moved(enrollment, trigger) with { Pass = pass, Attempt = 0 }, version, index, from, material);
        return planned.State == EnrollmentState.Paused ? StillPaused(enrollment, planned, material.Now) : planned;
    }

    /// <summary>Gives a new enrollment its first step and due time; neither state nor revision move.</summary>
    public static Enrollment First(Enrollment enrollment, PublishedSequence version, int index, DateTimeOffset from, EnrollmentMaterial material)
    {
        var step = version.Steps[index];
        var zone = EnrollmentZone.Of(material, version, enrollment);
        var due = DueTime.Compute(from, step.Delay, step.At, zone.Id, NoHolidays);
        return enrollment with { StepKey = step.Key, DueAt = due.Utc.ToMicroseconds(), DueLocal = due.Local, DueZone = zone.Id, ZoneSource = zone.Source };
    }

    /// <summary>Waits for a person or a server.</summary>
    public static Enrollment Wait(Enrollment enrollment) => Moved(enrollment, EnrollmentTrigger.Wait) with { DueAt = null };

    /// <summary>The same step again, later.</summary>
    public static Enrollment Postpone(Enrollment enrollment, DateTimeOffset until, string why, string? cause) =>
        Moved(enrollment, EnrollmentTrigger.Postpone) with
        {
            DueAt = until.ToMicroseconds(),
            Reason = why,
            Cause = cause,
        };

    /// <summary>Held until a moment; what is left of its delay is kept. What the step has out stays out.</summary>
    /// <param name="enrollment">As it is stored.</param>
    /// <param name="until">Until when, in UTC; null: until a person resumes it.</param>
    /// <param name="why">In words.</param>
    /// <param name="cause">What led to it.</param>
    /// <param name="now">Now, in UTC.</param>
    public static Enrollment Pause(Enrollment enrollment, DateTimeOffset? until, string why, string? cause, DateTimeOffset now) =>
        Moved(enrollment, EnrollmentTrigger.Pause) with
        {
            DueAt = until?.ToMicroseconds(),
            DueLocal = null,
            DelayLeftSeconds = Left(enrollment.DueAt, now),
            Reason = why,
            Cause = cause,
        };

    /// <summary>Goes on: waits again where the step has its work out, else the step is due after what was left of its delay.</summary>
    /// <param name="enrollment">As it is stored, Paused.</param>
    /// <param name="execution">The execution of its step and pass, or null.</param>
    /// <param name="now">Now, in UTC.</param>
    public static Enrollment Resume(Enrollment enrollment, StepExecution? execution, DateTimeOffset now) =>
        execution is { State: StepExecutionState.Waiting }
            ? Moved(enrollment, EnrollmentTrigger.ResumeWaiting) with
            {
                DueAt = null,
                DelayLeftSeconds = null,
            }
            : Moved(enrollment, EnrollmentTrigger.Resume) with
            {
                DueAt = now.AddSeconds(enrollment.DelayLeftSeconds ?? 0),
                DelayLeftSeconds = null,
            };

    /// <summary>Something that can be fixed stands in the way.</summary>
    public static Enrollment Block(Enrollment enrollment, string why, string? cause) =>
        Moved(enrollment, EnrollmentTrigger.Block) with
        {
            DueAt = null,
            DelayLeftSeconds = null,
            Reason = why,
            Cause = cause,
        };

    /// <summary>The step failed for good.</summary>
    public static Enrollment Fail(Enrollment enrollment, string why, string? cause) =>
        Moved(enrollment, EnrollmentTrigger.Fail) with
        {
            DueAt = null,
            DelayLeftSeconds = null,
            Reason = why,
            Cause = cause,
        };

    /// <summary>The failed step is decided again, in a new pass: what it made before stays as it is.</summary>
    public static Enrollment Retry(Enrollment enrollment, DateTimeOffset now) =>
        Moved(enrollment, EnrollmentTrigger.Retry) with
        {
            Pass = enrollment.Pass + 1,
            Attempt = 0,
            DueAt = now,
            DueLocal = null,
        };

    /// <summary>The obstacle is gone: decided again from now on, or waited for again where the step has its work out.</summary>
    /// <param name="enrollment">As it is stored.</param>
    /// <param name="execution">The execution of its step and pass, or null.</param>
    /// <param name="now">Now, in UTC.</param>
    public static Enrollment Unblock(Enrollment enrollment, StepExecution? execution, DateTimeOffset now) =>
        execution is { State: StepExecutionState.Waiting }
            ? Moved(enrollment, EnrollmentTrigger.UnblockWaiting)
            : Moved(enrollment, EnrollmentTrigger.Unblock) with
            {
                DueAt = now,
                DueLocal = null,
            };

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

    /// <summary>Ends before its last step.</summary>
    public static Enrollment Finish(Enrollment enrollment, FinishReason reason, string why, string? cause, DateTimeOffset now) =>
        Finished(enrollment, EnrollmentTrigger.Finish, reason, why, cause, now);

    private static Enrollment Finished(Enrollment enrollment, EnrollmentTrigger trigger, FinishReason reason, string why, string? cause, DateTimeOffset now) =>
        Moved(enrollment, trigger) with
        {
            StepKey = null,
            DueAt = null,
            DueLocal = null,
            DelayLeftSeconds = null,
            Finish = reason,
            Reason = why,
            Cause = cause,
            FinishedAt = now,
        };

    private static Enrollment Moved(Enrollment enrollment, EnrollmentTrigger trigger) =>
        enrollment with
        {
            State = EnrollmentLifecycle.Next(enrollment.State, trigger),
            Reason = null,
            Cause = null,
            LeaseUntil = null,
            Revision = enrollment.Revision + 1,
        };
}
