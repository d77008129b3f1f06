using Crm.Sequences.Engine;

namespace Crm.Sequences;

/// <summary>What enrollments do when their records change: a deleted record finishes them, a converted lead takes them along, a new owner takes them over.</summary>
internal sealed class EnrollmentFollower : IRecordFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(Work work, IReadOnlyCollection<RecordChange> changes)
    {
        var deleted = changes.Where(change => change is { Before.DeletedAt: null, After.DeletedAt: not null }).Select(change => change.Before.Id).ToList();
        if (deleted.Count > 0)
            await EnrollmentDecisions.OnRecordsDeletedAsync(work.Stores, work.Changes, deleted, work.Author, work.Now, work.Cancellation);
        foreach (var change in changes)
            if (change is { Before: Lead { ConvertedTo: null }, After: Lead { ConvertedTo: { } contact } lead })
                await EnrollmentDecisions.OnLeadConvertedAsync(work.Stores, work.Changes, lead.Id, contact, work.Author, work.Now, work.Cancellation);
        await NewOwners.TakeOverAsync(
            work.Stores,
            work.Changes,
            [.. changes.Select(change => (change.Before, change.After.Owner))],
            work.Now,
            work.Cancellation
        );
    }
}
