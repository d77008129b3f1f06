using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Shows one record.</summary>
public sealed class GetRecord(UseCaseExecutor executor)
{
    /// <summary>The record with its references; a deleted one too, a merged one as the one that stayed.</summary>
    /// <exception cref="CrmException">NotFound: there is none of this type, or the caller may not see it.</exception>
    public Task<RecordView> ExecuteAsync(Caller caller, RecordRef record, CancellationToken cancellationToken) =>
        executor.ReadAsync(
            caller,
            Right.ReadRecords,
            async context =>
            {
                var found = await context.GetRecordAsync(record, cancellationToken);
                var history = found is Deal ? await context.Stores.Records.GetStageHistoryAsync(found.Id, cancellationToken) : [];
                return new RecordView(found, await context.Stores.Records.GetReferencesAsync([found.Id], cancellationToken), history);
            },
            cancellationToken
        );
}

/// <summary>A record as one looks at it.</summary>
/// <param name="Record">The record.</param>
/// <param name="References">Its ids in other systems.</param>
/// <param name="StageHistory">A deal's moves, oldest first; empty for others.</param>
public sealed record RecordView(CrmRecord Record, IReadOnlyList<ExternalReference> References, IReadOnlyList<StageChange> StageHistory);
