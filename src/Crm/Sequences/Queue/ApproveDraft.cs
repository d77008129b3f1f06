using Crm.Activities;
using Crm.Ledger;
using Crm.Messages;
using Crm.Sequences.Engine;
using Crm.Sequences.Queue;
using Crm.Sequences.Running;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>Which draft is approved, and which text.</summary>
/// <param name="Id">The draft.</param>
/// <param name="Hash">Hash of the text that the approver saw, see <see cref="DraftText.Hash"/>.</param>
public sealed record ApproveDraftInput(ActivityId Id, string Hash);

/// <summary>What became of an approved draft.</summary>
/// <param name="Message">The queued message; null where something stopped it.</param>
/// <param name="Enrollment">Where the enrollment stands now.</param>
/// <param name="Stopped">Why nothing is sent, in words; null where the message is queued.</param>
public sealed record ApprovedDraft(MessageId? Message, EnrollmentState Enrollment, string? Stopped);

/// <summary>
/// Approves a draft as it is: stop rules and suppression are looked at again, then its message is queued. The approval is bound to the text's hash. Takes
/// <see cref="Right.EditRecords"/>, and <see cref="Right.ActForOthers"/> where it waits for another member; publishes <c>draft.approved</c>.
/// </summary>
public sealed class ApproveDraft(UseCaseExecutor executor, StepEngine engine)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">NotFound; Stale: the text is another one than was seen; Refused: it is not open, its enrollment does not wait for it, or there is no mailbox or address, or a stop rule failed; Forbidden; Unavailable: a stop rule did not come to its end.</exception>
    public Task<ApprovedDraft> ExecuteAsync(Caller caller, ApproveDraftInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "draft.approve", Right.EditRecords, input, work => ApproveAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<ApprovedDraft> ApproveAsync(Work work, ApproveDraftInput input, CancellationToken cancellationToken)
    {
        var stored = await StoredDraft.RequireAsync(work, input.Id, cancellationToken);
        StoredDraft.RequireSame(stored.Activity, input.Hash);
        var enrollment = await WaitingAsync(work, stored.Activity, cancellationToken);
        var material = await EnrollmentReading.ForStepsAsync(work.Stores, engine, [enrollment], work.Now, cancellationToken);
        var outcomes = new StepOutcomes();
        var decider = new StepDecider(engine, material, outcomes);
        PreparedStep? prepared = null;
        await engine.GuardAsync(decider, [enrollment], one => prepared = decider.Prepare(one, new StepEffects(engine, material, outcomes, one)));
        if (prepared is null)
            return await StoppedAsync(work, stored, material, outcomes, cancellationToken);

        var text = DraftText.Of(stored.Activity);
        var wanted = Effect.QueueMessage(Channels.Email, text.Subject, text.Text, text.Html);
        var message =
            StepMessages.Make(material, prepared, wanted, out var why) ?? throw CrmException.Refused("draft-blocked", why ?? "The message cannot be made.");
        var approved = message with { Draft = stored.Activity.Id, ApprovedBy = work.Author, ApprovedHash = text.Hash };
        MessageLedger.Queue(work, approved);
        work.Changes.Update(material.Executions[prepared.Execution] with { Message = approved.Id });
        Enrollments.Touch(work, enrollment);
        var rules = await ActivityRules.LoadAsync(work.Stores, engine.Catalog, cancellationToken);
        var completed = ActivityDecisions.Complete(work.Changes, rules, stored.Activity, stored.Entries, note: null, work.Now);
        work.RecordChange("draft.approved", stored.Record, stored.Activity, completed);
        return new ApprovedDraft(approved.Id, enrollment.State, null);
    }

    private static async Task<Enrollment> WaitingAsync(Work work, Activity draft, CancellationToken cancellationToken)
    {
        var found = await work.Stores.Sequences.GetEnrollmentsAsync([draft.Enrollment!.Value], cancellationToken);
        if (found is not [var enrollment])
            throw CrmException.NotFound("enrollment", draft.Enrollment.Value.ToString());
        return enrollment.State == EnrollmentState.Waiting && StepExecutionIds.Of(enrollment) == draft.Execution
            ? enrollment
            : throw CrmException.Refused("enrollment-not-waiting", $"The enrollment is {enrollment.State} and does not wait for this draft.");
    }

    /// <summary>A stop rule answered: what it decided is written instead, and said.</summary>
    private static async Task<ApprovedDraft> StoppedAsync(
        Work work,
        StoredActivity stored,
        EnrollmentMaterial material,
        StepOutcomes outcomes,
        CancellationToken cancellationToken
    )
    {
        var after = outcomes.Changes.Updated<Enrollment>()[0];
        // A rule that could not answer puts the step off; but this step is decided and has its draft out: decided again it would make a second one.
        if (after.State is EnrollmentState.Active or EnrollmentState.Failed)
            throw CrmException.Refused("stop-rule", $"{after.Reason} The draft waits on; try again later.");
        await StepAftermath.CompleteAsync(work.Stores, _ => work.Stores, material, outcomes, cancellationToken);
        work.Changes.Add(outcomes.Changes);
        work.RecordChange("draft.stopped", stored.Record, stored.Activity, stored.Activity);
        return new ApprovedDraft(null, after.State, after.Reason);
    }
}
