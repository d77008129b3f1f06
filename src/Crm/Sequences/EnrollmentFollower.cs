using Crm.Sequences.Enrolling;
using Crm.Sequences.Publishing;
using Crm.Sequences.Steps;

namespace Crm.Sequences;

/// <summary>What enrollments do when their records change: a deleted record finishes them, a converted lead takes them along, a new owner takes them over, a value that is filled in lets those go on that lacked it.</summary>
internal sealed class EnrollmentFollower(PublishedSequences versions) : IRecordFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(Work work, IReadOnlyCollection<RecordChange> changes)
    {
        var deleted = changes.Where(change => change is { Before.DeletedAt: null, After.DeletedAt: not null }).Select(change => change.Before.Id).ToList();
        if (deleted.Count > 0)
            await EnrolledRecords.FinishDeletedAsync(work, deleted);
        var disqualified = changes
            .Where(change => change is { Before: Lead { Status: not LeadStatus.Disqualified }, After: Lead { Status: LeadStatus.Disqualified } })
            .Select(change => change.After.Id)
            .ToList();
        if (disqualified.Count > 0)
            await EnrolledRecords.FinishDisqualifiedAsync(work, disqualified);
        foreach (var change in changes)
            if (change is { Before: Lead { ConvertedTo: null }, After: Lead { ConvertedTo: { } contact } lead })
                await new EnrolledRecords(versions).CarryConvertedAsync(work, lead.Id, contact);
        await NewOwners.ReassignWorkAsync(work, [.. changes.Select(change => (change.Before, change.After.Owner))]);
        await EnrolledRecords.FollowAddressesAsync(work, [.. changes.Where(change => change.Before.Email != change.After.Email)]);
        await Enrollments.ReleaseAsync(work, [.. changes.Where(change => change.Before != change.After).Select(change => Obstacle.OfRecord(change.After.Id))]);
    }
}
