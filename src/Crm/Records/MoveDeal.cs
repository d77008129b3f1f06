using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Moves a deal to another stage of its pipeline.</summary>
public sealed class MoveDeal(UseCaseExecutor executor)
{
    /// <summary>Moves it, with its stage history; a deal that is won or lost is closed today in the tenant's zone, one that is opened again is not closed any more.</summary>
    /// <exception cref="CrmException">NotFound. Stale: another revision was found, and named. Invalid: the pipeline has no such stage (its stages are named), or the loss reason is missing. Refused: it is deleted. Forbidden.</exception>
    public Task<RecordResult> ExecuteAsync(Caller caller, MoveDealInput input, CancellationToken cancellationToken) =>
        executor.WriteAsync(
            caller,
            "deal.move",
            Right.EditRecords,
            input,
            async context =>
            {
                var before = await context.GetRecordAsync(new RecordRef(RecordType.Deal, input.Deal), input.ExpectedRevision, cancellationToken);
                var decisions = await context.DecisionsAsync(RecordType.Deal, null, before, cancellationToken);
                return RecordResult.Of(decisions.Move((Deal)before, input.Stage, input.LossReason));
            },
            cancellationToken
        );
}

/// <summary>Which deal moves where.</summary>
/// <param name="Deal">The deal.</param>
/// <param name="Stage">Key or name of a stage of its pipeline.</param>
/// <param name="LossReason">Why it was lost; required where the stage is a lost one.</param>
/// <param name="ExpectedRevision">The revision that the caller has seen; null: whatever it is now.</param>
public sealed record MoveDealInput(RecordId Deal, string Stage, string? LossReason = null, int? ExpectedRevision = null);
