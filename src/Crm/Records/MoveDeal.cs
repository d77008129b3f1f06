using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>
/// Moves a deal to another stage of its pipeline, with its stage history: one that is won or lost is closed today in the tenant's zone, one that is opened again is not closed any more. Publishes
/// <c>deal.moved</c> and <c>record.updated</c>. The result says what it takes to move it back.
/// </summary>
/// <remarks>NotFound. Stale: another revision was found. Invalid: the pipeline has no such stage (its stages are named), or the loss reason is missing. Refused with <c>deleted</c>.</remarks>
public sealed class MoveDeal : UseCase<MoveDealInput, RecordResult>
{
    private readonly IRecordFollower follower;

    internal MoveDeal(UseCaseExecutor executor, IRecordFollower follower)
        : base(executor, "deal.move", Right.EditRecords, WorkKind.Write) => this.follower = follower;

    private protected override async Task<RecordResult> DecideAsync(Work work, MoveDealInput input)
    {
        var before = (Deal)await work.GetRecordAsync(new RecordRef(RecordType.Deal, input.Deal), input.ExpectedRevision);
        var after = (await work.DecisionsAsync(RecordType.Deal, null, before)).Move(before, input.Stage, input.LossReason, input.ClosedOn);
        await follower.FollowAsync(work, [new RecordChange(before, after)]);
        return RecordResult.Of(after) with { FromStage = before.Stage, FromLossReason = before.LossReason, FromClosedOn = before.ClosedOn };
    }
}

/// <summary>Which deal moves where.</summary>
/// <param name="Deal">The deal.</param>
/// <param name="Stage">Key or name of a stage of its pipeline.</param>
/// <param name="LossReason">Why it was lost; required where the stage is a lost one.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record MoveDealInput(RecordId Deal, string Stage, string? LossReason = null, int? ExpectedRevision = null)
{
    /// <summary>The day when it was won or lost; null: today in the tenant's zone. Ignored where the stage is an open one.</summary>
    public DateOnly? ClosedOn { get; init; }
}
