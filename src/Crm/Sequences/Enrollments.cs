using Crm.Messages;
using Crm.Sequences.Publishing;
using Crm.Sequences.Transitions;
using Crm.Timeline;

namespace Crm.Sequences;

/// <summary>
/// The only place where an enrollment changes. A move is always whole: state by the lifecycle, row, execution, event, audit row, timeline entry, and what it has out. One per host; safe for all threads.
/// </summary>
/// <param name="versions">Parsed versions of the host.</param>
internal sealed class Enrollments(PublishedSequences versions)
{
    /// <summary>Who acts where no person does.</summary>
    public static readonly Actor Runner = Actor.System("runner");

    /// <summary>Moves an enrollment.</summary>
    /// <param name="work">The frame; receives the rows.</param>
    /// <param name="planning">What the move needs: versions and records to plan the next step, stored executions, links and what is out where it finishes.</param>
    /// <param name="before">As it is stored.</param>
    /// <param name="move">What is to happen.</param>
    /// <param name="execution">The execution that the move settles, stored or new; null where no step is decided by it.</param>
    /// <returns>The enrollment as it is then.</returns>
    /// <exception cref="CrmException">Refused with <c>trigger-not-allowed</c>: its state does not permit the move.</exception>
    public static Enrollment Move(Work work, Planning planning, Enrollment before, EnrollmentMove move, StepExecution? execution = null)
    {
        var cause = move.Cause ?? CauseOf(work);
        var (after, trigger) = EnrollmentTransition.Of(before, move, cause, work.Now, planning);
        var frame = FrameOf(work, before);
        frame.Changes.Update(after);
        if (EnrollmentEventTypes.Of(EnrollmentTransition.TriggerOf(move)) == EnrollmentEventTypes.StepDecided)
            execution ??= planning.Executions.GetValueOrDefault(StepExecutionIds.Of(before)) ?? NewExecution(before, work.Now);
        if (
            move is EnrollmentMove.Resume or EnrollmentMove.Unblock
            && planning.Executions.GetValueOrDefault(StepExecutionIds.Of(before)) is { Errors: > 0 } tried
        )
            frame.Changes.Update(tried with { Errors = 0 }); // the time for retries begins anew
        var isSettled = execution is not null && Settle(frame, planning, execution, move, after);
        EnrollmentEvents.Moved(frame, after, EnrollmentEventTypes.Of(trigger));
        if (!isSettled || work.Actor is Actor.OfMember)
            EnrollmentEvents.Audit(frame, before, after, trigger, move.Words);
        if (after.State == EnrollmentState.Finished)
            EnrollmentTimeline.ShowFinished(frame, after, planning);
        if (move is EnrollmentMove.Finish finish)
            planning.Open?.Cancel(frame, before.Id, finish.Why, isSettled ? execution!.Id : null);
        else if (move is EnrollmentMove.Skip skip && execution is not null)
            planning.Open?.CancelOf(frame, execution.Id, skip.Why);
        return after;
    }

    /// <summary>Adds a new enrollment, planned at its first step, and shows that the record was enrolled.</summary>
    public static void Start(Work work, Planning planning, Enrollment enrollment, string sequence)
    {
        work.Changes.Insert(enrollment);
        EnrollmentTimeline.ShowStarted(work, enrollment, sequence, planning);
    }

    /// <summary>Gives an enrollment to another member; it stays where it stands.</summary>
    public static Enrollment Reassign(Work work, Enrollment enrollment, MemberId owner)
    {
        var reassigned = Revised(enrollment) with { Owner = owner };
        work.Changes.Update(reassigned);
        EnrollmentEvents.Moved(FrameOf(work, enrollment), reassigned, EnrollmentEventTypes.Reassigned);
        return reassigned;
    }

    /// <summary>Lets an enrollment address another person; it stays where it stands.</summary>
    public static Enrollment Redirect(Work work, Enrollment enrollment, CrmRecord person, string? why)
    {
        var redirected = Revised(enrollment) with { Recipient = person.Id, AddressHash = person.Email is { } email ? AddressHash.Of(email) : null };
        work.Changes.Update(redirected);
        var frame = FrameOf(work, enrollment);
        EnrollmentEvents.Moved(frame, redirected, EnrollmentEventTypes.Readdressed);
        frame.Audit($"enrollment:{enrollment.Id}", new { enrollment.Recipient }, new { redirected.Recipient, why });
        return redirected;
    }

    /// <summary>Carries an enrollment from a lead to the contact it became; it stays where it stands.</summary>
    public static void Carry(Work work, Enrollment enrollment, RecordId lead, RecordId contact) =>
        work.Changes.Update(
            Revised(enrollment) with
            {
                Record = contact,
                RecordType = RecordType.Contact,
                Recipient = enrollment.Recipient == lead ? contact : enrollment.Recipient,
            }
        );

    /// <summary>The recipient has another address, or none; the enrollment stays where it stands.</summary>
    public static void Readdress(Work work, Enrollment enrollment, string? address) =>
        work.Changes.Update(Revised(enrollment) with { AddressHash = address is null ? null : AddressHash.Of(address) });

    /// <summary>Adds one to the revision and changes nothing else: whoever moves the enrollment at this moment and the caller cannot both win.</summary>
    public static void Touch(Work work, Enrollment enrollment) => work.Changes.Update(enrollment with { Revision = enrollment.Revision + 1 });

    /// <summary>
    /// A step that waited has ended: settles its execution and moves its enrollment, where that still stands at the step and its state permits it. The step's task, draft or message is the caller's to settle.
    /// </summary>
    /// <param name="work">The frame.</param>
    /// <param name="id">The step's execution, see the <c>Execution</c> of a task, draft or message; one that is settled stays as it is, and so does its enrollment. Null: nothing happens.</param>
    /// <param name="move">How it ended: Advance, Skip, Block, Fail or Finish.</param>
    /// <returns>The enrollment as it is then; null where there is none that stands at the step.</returns>
    public async Task<Enrollment?> EndStepAsync(Work work, StepExecutionId? id, EnrollmentMove move)
    {
        if (await FindStepAsync(work, id) is not var (execution, enrollment))
            return null;
        if (Settled(execution, move, work.Now) is not { } settled)
            return enrollment;
        if (enrollment is not null && EnrollmentLifecycle.Table.Allows(enrollment.State, EnrollmentTransition.TriggerOf(move)))
        {
            var planning = await PlanningOfAsync(work, enrollment, execution, move);
            return Move(work, planning with { Open = planning.Open?.Without(execution.Id) }, enrollment, move, execution);
        }
        // Such as a late acknowledgement after a person gave the step up: the ledger says so, the enrollment stays.
        if (!ReferenceEquals(settled, execution))
            work.Changes.Update(settled);
        return enrollment;
    }

    /// <summary>Moves one enrollment: reads what the move needs. What the current step has out is cancelled where it is skipped or the enrollment finishes.</summary>
    public async Task<Enrollment> MoveAsync(Work work, Enrollment before, EnrollmentMove move)
    {
        var stored = (await work.Stores.Sequences.GetExecutionsByIdAsync([StepExecutionIds.Of(before)], work.Cancellation)).SingleOrDefault();
        var planning = await PlanningOfAsync(work, before, stored, move);
        if (move is EnrollmentMove.Skip && stored is not null)
            planning = planning with { Open = await PendingWork.LoadAsync(work.Stores, [before.Id], work.Cancellation) };
        return Move(work, planning, before, move, move is EnrollmentMove.Skip or EnrollmentMove.Finish ? stored : null);
    }

    /// <summary>Finishes enrollments, and what they have out, for one reason; those that are finished are left out. Set-based.</summary>
    /// <returns>Those that were finished, as they are then.</returns>
    public static async Task<IReadOnlyList<Enrollment>> FinishAsync(Work work, IReadOnlyList<Enrollment> enrollments, FinishReason reason, string why)
    {
        var live = enrollments.Where(enrollment => enrollment.State != EnrollmentState.Finished).ToList();
        if (live.Count == 0)
            return [];
        var planning = await EndingAsync(work, live);
        return live.ConvertAll(enrollment => Move(work, planning, enrollment, new EnrollmentMove.Finish(reason, why)));
    }

    /// <summary>Lets an enrollment wait again that is blocked while its step waits: the mailbox sends again, an unknown message was answered.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="id">The step's execution; null: nothing happens.</param>
    public static async Task UnblockAsync(Work work, StepExecutionId? id)
    {
        if (
            await FindStepAsync(work, id) is var (execution, enrollment)
            && execution.State == StepExecutionState.Waiting
            && enrollment is { State: EnrollmentState.Blocked }
        )
            Move(work, With(Planning.None, execution), enrollment, new EnrollmentMove.Unblock());
    }

    /// <summary>A step is done, but what comes after it cannot be decided: its enrollment is blocked there, and once released continues without doing the step again.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="id">The step's execution; null, or one that is settled: nothing happens.</param>
    /// <param name="block">Why, and what keeps it.</param>
    /// <param name="doneAt">When the step was done, in UTC: the next delay counts from there.</param>
    public static async Task BlockAfterStepAsync(Work work, StepExecutionId? id, EnrollmentMove.Block block, DateTimeOffset doneAt)
    {
        if (
            await FindStepAsync(work, id) is not var (execution, enrollment)
            || Settled(execution, new EnrollmentMove.Advance(doneAt), work.Now) is not { } done
        )
            return;
        work.Changes.Update(done);
        if (enrollment is not null && EnrollmentLifecycle.Table.Allows(enrollment.State, EnrollmentTrigger.Block))
        {
            // Who decides a step at a further attempt looks at its execution first.
            var tried = enrollment with
            {
                Attempt = Math.Max(1, enrollment.Attempt),
            };
            Move(work, With(Planning.None, done), tried, block);
        }
    }

    /// <summary>An obstacle is gone: all that it blocks goes on, in the same transaction. Set-based.</summary>
    /// <param name="work">The frame.</param>
    /// <param name="causes">What is gone, as <see cref="Obstacle"/> names it.</param>
    /// <param name="concerns">Which of those that it blocks; null: all.</param>
    /// <returns>How many go on.</returns>
    public static async Task<int> ReleaseAsync(Work work, IReadOnlyCollection<string> causes, Func<Enrollment, bool>? concerns = null)
    {
        var blocked = await work.Stores.Sequences.FindBlockedAsync(causes, int.MaxValue, work.Cancellation);
        if (concerns is not null)
            blocked = [.. blocked.Where(concerns)];
        await ReleaseAsync(work.Stores, _ => work, blocked, work.Cancellation);
        return blocked.Count;
    }

    /// <summary>The same for enrollments of several tenants, as they are wanted by now.</summary>
    /// <param name="stores">Reads what their steps have out.</param>
    /// <param name="workOf">The frame of each tenant.</param>
    /// <param name="blocked">Blocked enrollments.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public static async Task ReleaseAsync(ILookups stores, Func<TenantId, Work> workOf, IReadOnlyList<Enrollment> blocked, CancellationToken cancellationToken)
    {
        if (blocked.Count == 0)
            return;
        var executions = await stores.Sequences.GetExecutionsByIdAsync([.. blocked.Select(StepExecutionIds.Of)], cancellationToken);
        var planning = new Planning { Executions = executions.ToDictionary(execution => execution.Id) };
        foreach (var enrollment in blocked)
        {
            var work = workOf(enrollment.Tenant);
            if (Wanted(work.Changes, enrollment) is { State: EnrollmentState.Blocked } current)
                Move(work, planning, current, new EnrollmentMove.Unblock());
        }
    }

    /// <summary>An enrollment as it is wanted by now, where the same change moves it more than once.</summary>
    public static Enrollment Wanted(ChangeSet changes, Enrollment stored) =>
        changes.Updated<Enrollment>().LastOrDefault(enrollment => enrollment.Id == stored.Id) ?? stored;

    /// <summary>An execution, and its enrollment where that still stands at the step; null where there is no such execution.</summary>
    public static async Task<(StepExecution Execution, Enrollment? Enrollment)?> FindStepAsync(Work work, StepExecutionId? id)
    {
        if (id is not { } wanted || await work.Stores.Sequences.GetExecutionsByIdAsync([wanted], work.Cancellation) is not [var execution])
            return null;
        var found = await work.Stores.Sequences.GetEnrollmentsAsync([execution.Enrollment], work.Cancellation);
        var isThere =
            found is [{ State: not EnrollmentState.Finished } enrollment] && enrollment.StepKey == execution.StepKey && enrollment.Pass == execution.Pass;
        return (execution, isThere ? found[0] : null);
    }

    /// <summary>A new execution of the step at which an enrollment stands; a move says what came of it.</summary>
    public static StepExecution NewExecution(Enrollment enrollment, DateTimeOffset now) =>
        new()
        {
            Tenant = enrollment.Tenant,
            Id = StepExecutionIds.Of(enrollment),
            Enrollment = enrollment.Id,
            StepKey = enrollment.StepKey ?? "",
            Pass = enrollment.Pass,
            State = StepExecutionState.Deciding,
            Attempt = enrollment.Attempt,
            DueAt = (enrollment.DueAt ?? now).ToMicroseconds(),
            FirstDecidedAt = now,
        };

    /// <summary>The frame of what one enrollment does: what it was enrolled for led to it, and itself. What it has itself led to, such as its message, is no cause of it.</summary>
    public static Work FrameOf(Work work, Enrollment enrollment)
    {
        var self = $"enrollment:{enrollment.Id}";
        var causes = new List<string>(work.Causes.Count + enrollment.Causes.Count + 1);
        foreach (var cause in work.Causes.TakeWhile(cause => cause != self).Concat(enrollment.Causes))
            if (!causes.Contains(cause))
                causes.Add(cause);
        causes.Add(self);
        return work.With(work.Origin with { Tenant = enrollment.Tenant, Causes = causes });
    }

    /// <summary>The next revision. Whoever holds the lease of the one before can no longer write, so nobody has to wait until that lease ends.</summary>
    private static Enrollment Revised(Enrollment enrollment) => enrollment with { LeaseUntil = null, Revision = enrollment.Revision + 1 };

    private static async Task<Planning> EndingAsync(Work work, IReadOnlyList<Enrollment> live) =>
        new()
        {
            // Not of its version: one that cannot be read must not keep an enrollment from being finished.
            Names = (await work.Stores.Sequences.GetAsync(live.Select(enrollment => enrollment.Sequence).ToHashSet(), work.Cancellation)).ToDictionary(
                sequence => sequence.Id,
                sequence => sequence.Name
            ),
            Open = await PendingWork.LoadAsync(work.Stores, [.. live.Select(enrollment => enrollment.Id)], work.Cancellation),
            Links = await TimelineLinks.LoadAsync(work.Stores.Records, live.Select(enrollment => enrollment.Record).ToHashSet(), work.Cancellation),
        };

    private async Task<Planning> PlanningOfAsync(Work work, Enrollment enrollment, StepExecution? execution, EnrollmentMove move)
    {
        var planning = move switch
        {
            EnrollmentMove.Finish => await EndingAsync(work, [enrollment]),
            EnrollmentMove.Advance or EnrollmentMove.Skip or EnrollmentMove.GoTo => await NextAsync(work, enrollment),
            EnrollmentMove.Resume => await Planning.LoadAsync(work.Stores, versions, [enrollment], work.Cancellation),
            _ => Planning.None,
        };
        return execution is null ? planning : With(planning, execution);
    }

    private static Planning With(Planning planning, StepExecution execution) =>
        planning with
        {
            Executions = new Dictionary<StepExecutionId, StepExecution> { [execution.Id] = execution },
        };

    private async Task<Planning> NextAsync(Work work, Enrollment enrollment)
    {
        var planning = await Planning.LoadAsync(work.Stores, versions, [enrollment], work.Cancellation);
        var isLast = planning.Versions.TryGetValue(enrollment.Version, out var version) && version.IndexOf(enrollment.StepKey) == version.Steps.Count - 1;
        return isLast ? planning with { Links = await TimelineLinks.LoadAsync(work.Stores.Records, planning.Records.Values, work.Cancellation) } : planning;
    }

    private static bool Settle(Work frame, Planning planning, StepExecution execution, EnrollmentMove move, Enrollment after)
    {
        if (Settled(execution, move, frame.Now) is not { } settled || ReferenceEquals(settled, execution))
            return false;
        if (planning.Executions.ContainsKey(execution.Id))
            frame.Changes.Update(settled);
        else
            frame.Changes.Insert(settled);
        EnrollmentEvents.StepDecided(frame, settled, after);
        return true;
    }

    /// <summary>The execution as the move leaves it; null where it is settled already.</summary>
    private static StepExecution? Settled(StepExecution execution, EnrollmentMove move, DateTimeOffset now)
    {
        // A failed execution may still be acknowledged late; nothing else changes a settled one.
        if (execution.State is StepExecutionState.Done or StepExecutionState.Skipped or StepExecutionState.Cancelled)
            return null;
        return move switch
        {
            EnrollmentMove.Advance done => With(StepExecutionState.Done, done.Note, done.DoneAt ?? now),
            EnrollmentMove.Skip skip => With(StepExecutionState.Skipped, skip.Why, now),
            EnrollmentMove.GoTo elsewhere => With(StepExecutionState.Done, $"Continues at '{elsewhere.StepKey}'.", now),
            EnrollmentMove.Wait wait => With(StepExecutionState.Waiting, wait.Note, null),
            EnrollmentMove.Postpone later => With(StepExecutionState.RetryAt, later.Why, null) with { Attempt = execution.Attempt + 1 },
            EnrollmentMove.Fail fail => With(StepExecutionState.Failed, fail.Why, now),
            EnrollmentMove.Finish finish => With(
                StepExecutionState.Cancelled,
                finish.Rule is { } rule && !rule.Contains(':', StringComparison.Ordinal) ? $"{rule}: {finish.Why}" : finish.Why,
                now
            ),
            _ => execution,
        };

        StepExecution With(StepExecutionState state, string? why, DateTimeOffset? finishedAt) =>
            execution with
            {
                State = state,
                Why = why,
                FinishedAt = finishedAt,
            };
    }

    private static string CauseOf(Work work) => work.Actor is Actor.OfSystem && work.Causes is [.., var latest] ? latest : work.Actor.ToString();
}
