using Crm.Activities;
using Crm.Sequences.Engine;
using Crm.Sequences.Queue;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>What follows a rejected draft.</summary>
public enum AfterRejection
{
    /// <summary>The step is skipped; the enrollment goes on.</summary>
    SkipStep,

    /// <summary>The enrollment is finished.</summary>
    FinishEnrollment,
}

/// <summary>Which draft is rejected.</summary>
/// <param name="Id">The draft.</param>
/// <param name="Then">What follows.</param>
/// <param name="Why">Why, in words, at most 500 characters; null for none.</param>
public sealed record RejectDraftInput(ActivityId Id, AfterRejection Then, string? Why = null);

/// <summary>Rejects a draft: nothing is sent, and the step is skipped or the enrollment finished, as the person chooses. Takes <see cref="Right.EditRecords"/>, and <see cref="Right.ActForOthers"/> where it waits for another member; publishes <c>draft.rejected</c>.</summary>
public sealed class RejectDraft(UseCaseExecutor executor, StepEngine engine)
{
    /// <summary>Carries it out.</summary>
    /// <returns>Where the enrollment stands now; null where it did not wait for the draft any more.</returns>
    /// <exception cref="CrmException">NotFound; Refused: it is not open; Forbidden; Invalid: too many words.</exception>
    public Task<EnrollmentState?> ExecuteAsync(Caller caller, RejectDraftInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "draft.reject", Right.EditRecords, input, work => RejectAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<EnrollmentState?> RejectAsync(Work work, RejectDraftInput input, CancellationToken cancellationToken)
    {
        if (input.Why is { Length: > 500 })
            throw CrmException.Invalid("why", $"It may have 500 characters at most, had {input.Why.Length}.");
        var stored = await StoredDraft.RequireAsync(work, input.Id, cancellationToken);
        var why = "The draft was rejected" + (string.IsNullOrWhiteSpace(input.Why) ? "." : $": {input.Why}");
        var cancelled = ActivityDecisions.Cancel(work.Changes, stored.Activity, stored.Entries);
        EnrollmentMove move = input.Then == AfterRejection.SkipStep ? new EnrollmentMove.Skip(why) : new EnrollmentMove.Finish(FinishReason.Manual, why);
        var after = await engine.Enrollments.EndStepAsync(work, stored.Activity.Execution!.Value, move);
        work.RecordChange("draft.rejected", stored.Record, stored.Activity, cancelled);
        return after?.State;
    }
}
