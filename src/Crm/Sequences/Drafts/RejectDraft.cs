using System.Text.Json.Serialization;
using Crm.Activities;
using Crm.Sequences.Drafts;
using Crm.Sequences.Steps;
using Crm.Sequences.Transitions;

namespace Crm.Sequences;

/// <summary>What follows a rejected draft.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
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

/// <summary>A rejected draft.</summary>
/// <param name="Enrollment">Where its enrollment stands now; null where it did not wait for the draft any more.</param>
public sealed record RejectedDraft(EnrollmentState? Enrollment);

/// <summary>Rejects a draft: nothing is sent, and the step is skipped or the enrollment finished, as the person chooses. Publishes <c>draft.rejected</c>.</summary>
/// <remarks>NotFound; Refused: it is not open; Forbidden; Invalid: too many words.</remarks>
public sealed class RejectDraft : UseCase<RejectDraftInput, RejectedDraft>
{
    private readonly Enrollments enrollments;

    internal RejectDraft(UseCaseExecutor executor, Enrollments enrollments)
        : base(executor, "draft.reject", Right.EditRecords, WorkKind.Write)
    {
        this.enrollments = enrollments;
        ConditionalRights = [Right.ActForOthers];
    }

    private protected override async Task<RejectedDraft> DecideAsync(Work work, RejectDraftInput input)
    {
        if (input.Why is { Length: > 500 })
            throw CrmException.Invalid("why", $"It may have 500 characters at most, had {input.Why.Length}.");
        var stored = await work.GetDraftAsync(input.Id);
        var why = "The draft was rejected" + (string.IsNullOrWhiteSpace(input.Why) ? "." : $": {input.Why}");
        var cancelled = ActivityDecisions.Cancel(work.Changes, stored.Activity, stored.Entries);
        EnrollmentMove move = input.Then == AfterRejection.SkipStep ? new EnrollmentMove.Skip(why) : new EnrollmentMove.Finish(FinishReason.Manual, why);
        var after = await enrollments.EndStepAsync(work, stored.Activity.Execution!.Value, move);
        work.RecordChange("draft.rejected", stored.Record, stored.Activity, cancelled);
        return new RejectedDraft(after?.State);
    }
}
