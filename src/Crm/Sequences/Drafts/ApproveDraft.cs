using Crm.Activities;
using Crm.Ledger;
using Crm.Messages;
using Crm.Sequences.Drafts;
using Crm.Sequences.Running;
using Crm.Sequences.Steps;
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

/// <summary>Approves a draft as it is: stop rules and suppression are looked at again, then its message is queued. The approval is bound to the text's hash. Publishes <c>draft.approved</c>.</summary>
/// <remarks>
/// NotFound; Stale: the text is another one than was seen; Refused: it is not open, its enrollment does not wait for it, or there is no mailbox or address, or a stop rule failed; Forbidden;
/// Unavailable: a stop rule did not finish.
/// </remarks>
public sealed class ApproveDraft : UseCase<ApproveDraftInput, ApprovedDraft>
{
    private readonly BatchDecider batches;
    private readonly Enrollments enrollments;

    internal ApproveDraft(UseCaseExecutor executor, BatchDecider batches, Enrollments enrollments)
        : base(executor, "draft.approve", Right.EditRecords, WorkKind.Write)
    {
        (this.batches, this.enrollments) = (batches, enrollments);
        ConditionalRights = [Right.ActForOthers];
    }

    private protected override async Task<ApprovedDraft> DecideAsync(Work work, ApproveDraftInput input)
    {
        var stored = await work.GetDraftAsync(input.Id, input.Hash);
        var enrollment = await WaitingAsync(work, stored.Activity);
        var verdict = await batches.PrepareAsync(work, enrollment);
        if (verdict is not StepVerdict.Ready { Step: var prepared })
            return await StoppedAsync(work, stored, verdict);

        var text = DraftText.Of(stored.Activity);
        var wanted = new Effect.QueueMessage(Channels.Email, text.Subject, text.Text, text.Html);
        var message = StepMessages.Make(prepared, wanted, out var why) ?? throw CrmException.Refused("draft-blocked", why!.Value.Why);
        var approved = message with { Draft = stored.Activity.Id, ApprovedBy = work.Actor, ApprovedHash = text.Hash };
        MessageLedger.Queue(work, approved);
        work.Changes.Update(prepared.Data.Executions[prepared.Execution] with { Message = approved.Id });
        Enrollments.Touch(work, enrollment);
        var rules = await ActivityRules.LoadAsync(work.Stores, batches.Guard.Catalog, work.Cancellation);
        var completed = ActivityDecisions.Complete(work.Changes, rules, stored.Activity, stored.Entries, note: null, work.Now);
        work.RecordChange("draft.approved", stored.Record, stored.Activity, completed);
        return new ApprovedDraft(approved.Id, enrollment.State, null);
    }

    private static async Task<Enrollment> WaitingAsync(Work work, Activity draft)
    {
        var found = await work.Stores.Sequences.GetEnrollmentsAsync([draft.Enrollment!.Value], work.Cancellation);
        if (found is not [var enrollment])
            throw CrmException.NotFound("enrollment", draft.Enrollment.Value.ToString());
        return enrollment.State == EnrollmentState.Waiting && StepExecutionIds.Of(enrollment) == draft.Execution
            ? enrollment
            : throw CrmException.Refused("enrollment-not-waiting", $"The enrollment is {enrollment.State} and does not wait for this draft.");
    }

    /// <summary>Something answered before the message: its move is written instead, and said.</summary>
    private async Task<ApprovedDraft> StoppedAsync(Work work, StoredActivity stored, StepVerdict verdict)
    {
        var move = verdict switch
        {
            StepVerdict.Stopped stopped => stopped.Verdict.MoveAt(work.Now),
            StepVerdict.Blocked blocked => new EnrollmentMove.Block(blocked.Why) { Cause = blocked.Cause },
            _ => null,
        };
        // A rule that could not answer puts the step off; but this step is decided and has its draft out: decided again it would make a second one.
        if (move is null)
            throw CrmException.Refused("stop-rule", $"{(verdict as StepVerdict.Stopped)?.Verdict.Words} The draft keeps waiting; try again later.");
        var after = await enrollments.MoveAsync(work, verdict.Enrollment, move);
        work.RecordChange("draft.stopped", stored.Record, stored.Activity, stored.Activity);
        return new ApprovedDraft(null, after.State, after.Reason);
    }
}
