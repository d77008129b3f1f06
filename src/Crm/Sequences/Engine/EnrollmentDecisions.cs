namespace Crm.Sequences.Engine;

/// <summary>What else happens to enrollments: a waiting step ends, a record is deleted or converted, a person ends one. Reads what it needs, adds rows to the caller's change set; the caller's transaction writes it.</summary>
internal static class EnrollmentDecisions
{
    /// <summary>A step that waited has come to its end: its execution is settled and the enrollment moves, where it still stands at that step.</summary>
    /// <param name="stores">The caller's transaction.</param>
    /// <param name="versions">Parsed versions of the host, see <see cref="StepEngine"/>.</param>
    /// <param name="changes">Rows are added here.</param>
    /// <param name="execution">The step's execution; of a task, draft or message see their <c>Execution</c>.</param>
    /// <param name="ending">How it ended.</param>
    /// <param name="cause">What led to it, such as an actor or a message's id.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The enrollment as it is then; null where there is none that minds.</returns>
    public static async Task<Enrollment?> EndStepAsync(
        IStores stores,
        PublishedSequences versions,
        ChangeSet changes,
        StepExecutionId execution,
        StepEnding ending,
        string? cause,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if ((await stores.Sequences.GetExecutionsByIdAsync([execution], cancellationToken)) is not [var row])
            return null;
        if ((await stores.Sequences.GetEnrollmentsAsync([row.Enrollment], cancellationToken)) is not [var enrollment])
            return null;
        var isCurrent = enrollment.State != EnrollmentState.Finished && enrollment.StepKey == row.StepKey && enrollment.Pass == row.Pass;
        var material = isCurrent ? await EnrollmentReading.ForPlanningAsync(stores, versions, [enrollment], now, cancellationToken) : null;
        if (isCurrent && ending is StepEnding.FinishedEnding)
            (await OpenWork.LoadAsync(stores, [enrollment.Id], cancellationToken)).Cancel(
                enrollment.Id,
                "The enrollment is finished.",
                now,
                changes,
                except: execution
            );
        var after = End(changes, row, isCurrent ? enrollment : null, material, ending, cause, now);
        if (after is not null)
            await EnrollmentEntries.FinishedAsync(stores, changes, [after], now, cancellationToken);
        return after;
    }

    /// <summary>Settles an execution and moves its enrollment. Pure.</summary>
    /// <param name="changes">Rows are added here.</param>
    /// <param name="execution">The execution; settled ones stay as they are.</param>
    /// <param name="enrollment">The enrollment where it stands at this step, else null.</param>
    /// <param name="material">What planning needs; not null where <paramref name="enrollment"/> is not.</param>
    /// <param name="ending">How it ended.</param>
    /// <param name="cause">What led to it.</param>
    /// <param name="now">Now, in UTC.</param>
    public static Enrollment? End(
        ChangeSet changes,
        StepExecution execution,
        Enrollment? enrollment,
        EnrollmentMaterial? material,
        StepEnding ending,
        string? cause,
        DateTimeOffset now
    )
    {
        var ended = Settled(execution, ending, now);
        if (ended is not null && ended != execution)
            changes.Update(ended);
        if (enrollment is null || ended is null)
            return enrollment;
        var trigger = TriggerOf(ending);
        if (!EnrollmentLifecycle.Allows(enrollment.State, trigger))
            return enrollment; // such as a late acknowledgement after a person gave the step up: the ledger says so, the enrollment stays
        var after = ending switch
        {
            StepEnding.DoneEnding done => EnrollmentMoves.Advance(enrollment, EnrollmentTrigger.Advance, done.At, material!),
            StepEnding.SkippedEnding => EnrollmentMoves.Advance(enrollment, EnrollmentTrigger.Skip, now, material!),
            StepEnding.BlockedEnding blocked => EnrollmentMoves.Block(enrollment, blocked.Why, cause),
            StepEnding.FailedEnding failed => EnrollmentMoves.Fail(enrollment, failed.Why, cause),
            StepEnding.FinishedEnding finished => EnrollmentMoves.Finish(enrollment, finished.Reason, finished.Why, cause, now),
            _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, "There is no such ending."),
        };
        changes.Update(after);
        Tell(changes, ended, after, now);
        return after;
    }

    /// <summary>Ends enrollments, and what they have out, for one reason.</summary>
    /// <param name="stores">The caller's transaction.</param>
    /// <param name="changes">Rows are added here.</param>
    /// <param name="enrollments">Live ones; finished ones are left out.</param>
    /// <param name="reason">The one reason.</param>
    /// <param name="why">In words.</param>
    /// <param name="cause">What led to it.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The enrollments that were ended, as they are then.</returns>
    public static async Task<IReadOnlyList<Enrollment>> FinishAsync(
        IStores stores,
        ChangeSet changes,
        IReadOnlyList<Enrollment> enrollments,
        FinishReason reason,
        string why,
        string? cause,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var live = enrollments.Where(enrollment => enrollment.State != EnrollmentState.Finished).ToList();
        var open = await OpenWork.LoadAsync(stores, [.. live.Select(enrollment => enrollment.Id)], cancellationToken);
        var finished = new List<Enrollment>(live.Count);
        foreach (var enrollment in live)
        {
            var after = EnrollmentMoves.Finish(enrollment, reason, why, cause, now);
            changes.Update(after);
            open.Cancel(enrollment.Id, why, now, changes);
            SequenceEvents.Finished(changes, after, now);
            finished.Add(after);
        }
        await EnrollmentEntries.FinishedAsync(stores, changes, finished, now, cancellationToken);
        return finished;
    }

    /// <summary>Deleting records finishes their live enrollments, and those that address them, in the same transaction.</summary>
    public static async Task<IReadOnlyList<Enrollment>> OnRecordsDeletedAsync(
        IStores stores,
        ChangeSet changes,
        IReadOnlyCollection<RecordId> records,
        string? cause,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var live = await stores.Sequences.FindEnrollmentsAsync(records, [], liveOnly: true, cancellationToken);
        return await FinishAsync(stores, changes, live, FinishReason.RecordDeleted, "The record was deleted.", cause, now, cancellationToken);
    }

    /// <summary>
    /// Converting a lead carries its live enrollments to the contact, at the same step. A person stands in a sequence once, and in one exclusive sequence: where the contact is in it already,
    /// the enrollment that is further along stays, the contact's where both are as far, and the other finishes as MergedInto.
    /// </summary>
    public static async Task OnLeadConvertedAsync(
        IStores stores,
        ChangeSet changes,
        RecordId lead,
        RecordId contact,
        string? cause,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var live = await stores.Sequences.FindEnrollmentsAsync([lead, contact], [], liveOnly: true, cancellationToken);
        var carried = live.Where(enrollment => enrollment.Record == lead).ToList();
        if (carried.Count == 0)
            return;
        var versions = await new PublishedSequences().GetAsync(stores.Sequences, live.Select(enrollment => enrollment.Version).ToHashSet(), cancellationToken);
        var lost = Rivals(carried, [.. live.Where(enrollment => enrollment.Record == contact)], versions);
        const string Why = "The lead became a contact that is in the sequence, or in another exclusive one, already; the one further along stays.";
        await FinishAsync(stores, changes, lost, FinishReason.MergedInto, Why, cause, now, cancellationToken);
        foreach (var enrollment in carried.Except(lost))
            changes.Update(
                enrollment with
                {
                    Record = contact,
                    RecordType = RecordType.Contact,
                    Recipient = enrollment.Recipient == lead ? contact : enrollment.Recipient,
                    Revision = enrollment.Revision + 1,
                }
            );
    }

    /// <summary>Of each two that cannot both go on, the one that is less far.</summary>
    private static List<Enrollment> Rivals(
        List<Enrollment> carried,
        List<Enrollment> present,
        IReadOnlyDictionary<SequenceVersionId, PublishedSequence> versions
    )
    {
        var lost = new List<Enrollment>();
        foreach (var enrollment in carried)
        {
            var rivals = present.Where(other => other.Sequence == enrollment.Sequence || (IsExclusive(other) && IsExclusive(enrollment))).ToList();
            if (rivals.Exists(other => Along(other) >= Along(enrollment)))
                lost.Add(enrollment);
            else
                lost.AddRange(rivals.Except(lost));
        }
        return lost;

        int Along(Enrollment enrollment) => versions.GetValueOrDefault(enrollment.Version)?.IndexOf(enrollment.StepKey) ?? -1;

        bool IsExclusive(Enrollment enrollment) => versions.GetValueOrDefault(enrollment.Version)?.Definition.Exclusive == Exclusive.Yes;
    }

    /// <summary>The execution as the ending leaves it; null where it is settled already.</summary>
    private static StepExecution? Settled(StepExecution execution, StepEnding ending, DateTimeOffset now)
    {
        // A cancelled or failed execution may still be acknowledged late; nothing else changes a settled one.
        if (execution.State is StepExecutionState.Done or StepExecutionState.Skipped or StepExecutionState.Cancelled)
            return null;
        return ending switch
        {
            StepEnding.DoneEnding done => execution with { State = StepExecutionState.Done, Why = null, FinishedAt = done.At },
            StepEnding.SkippedEnding skipped => execution with { State = StepExecutionState.Skipped, Why = skipped.Why, FinishedAt = now },
            StepEnding.FailedEnding failed => execution with { State = StepExecutionState.Failed, Why = failed.Why, FinishedAt = now },
            StepEnding.FinishedEnding finished => execution with { State = StepExecutionState.Cancelled, Why = finished.Why, FinishedAt = now },
            _ => execution,
        };
    }

    private static EnrollmentTrigger TriggerOf(StepEnding ending) =>
        ending switch
        {
            StepEnding.DoneEnding => EnrollmentTrigger.Advance,
            StepEnding.SkippedEnding => EnrollmentTrigger.Skip,
            StepEnding.BlockedEnding => EnrollmentTrigger.Block,
            StepEnding.FailedEnding => EnrollmentTrigger.Fail,
            _ => EnrollmentTrigger.Finish,
        };

    private static void Tell(ChangeSet changes, StepExecution execution, Enrollment after, DateTimeOffset now)
    {
        SequenceEvents.StepDecided(changes, execution, after, now);
        if (after.State == EnrollmentState.Finished)
            SequenceEvents.Finished(changes, after, now);
        else if (after.State is EnrollmentState.Blocked or EnrollmentState.Failed)
            SequenceEvents.NeedsAttention(changes, after, now);
    }
}
