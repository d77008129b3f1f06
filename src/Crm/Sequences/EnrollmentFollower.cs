using Crm.Ledger;
using Crm.Messages;
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
        {
            var live = await work.Stores.Sequences.FindEnrollmentsAsync(deleted, [], liveOnly: true, work.Cancellation);
            await Enrollments.FinishAsync(work, live, FinishReason.RecordDeleted, "The record was deleted.");
        }
        var disqualified = changes
            .Where(change => change is { Before: Lead { Status: not LeadStatus.Disqualified }, After: Lead { Status: LeadStatus.Disqualified } })
            .Select(change => change.After.Id)
            .ToList();
        if (disqualified.Count > 0)
        {
            var live = await work.Stores.Sequences.FindEnrollmentsAsync(disqualified, [], liveOnly: true, work.Cancellation);
            await Enrollments.FinishAsync(work, live, FinishReason.StageRule, "The lead was disqualified.");
        }
        foreach (var change in changes)
            if (change is { Before: Lead { ConvertedTo: null }, After: Lead { ConvertedTo: { } contact } lead })
                await CarryConvertedAsync(work, lead.Id, contact);
        await NewOwners.ReassignWorkAsync(work, [.. changes.Select(change => (change.Before, change.After.Owner))]);
        await FollowAddressesAsync(work, [.. changes.Where(change => change.Before.Email != change.After.Email)]);
        await Enrollments.ReleaseAsync(work, [.. changes.Where(change => change.Before != change.After).Select(change => Obstacle.OfRecord(change.After.Id))]);
    }

    /// <summary>A person has another address: live enrollments write there from now on, and an opt-out of it is theirs.</summary>
    private static async Task FollowAddressesAsync(Work work, IReadOnlyCollection<RecordChange> changes)
    {
        if (changes.Count == 0)
            return;
        var people = changes.ToDictionary(change => change.After.Id, change => change.After);
        foreach (var enrollment in await work.Stores.Sequences.FindEnrollmentsAsync(people.Keys, [], liveOnly: true, work.Cancellation))
            if (enrollment.Recipient is { } recipient && people.TryGetValue(recipient, out var person))
                Enrollments.Readdress(work, Enrollments.Wanted(work.Changes, enrollment), person.Email);
    }

    /// <summary>
    /// Carries the live enrollments of a converted lead to the contact, at the same step. A person stands in a sequence once, and in one exclusive sequence: where the contact is in it already,
    /// the enrollment that is further along stays, the contact's where both are as far, and the other finishes as MergedInto.
    /// </summary>
    private async Task CarryConvertedAsync(Work work, RecordId lead, RecordId contact)
    {
        var live = await work.Stores.Sequences.FindEnrollmentsAsync([lead, contact], [], liveOnly: true, work.Cancellation);
        var carried = live.Where(enrollment => enrollment.Record == lead).ToList();
        if (carried.Count == 0)
            return;
        var ids = live.Select(enrollment => enrollment.Version).ToHashSet();
        var known = await versions.GetAsync(work.Stores.Sequences, ids, work.Cancellation);
        var lost = Rivals(carried, [.. live.Where(enrollment => enrollment.Record == contact)], known);
        const string Why = "The lead became a contact that is in the sequence, or in another exclusive one, already; the one further along stays.";
        await Enrollments.FinishAsync(work, lost, FinishReason.MergedInto, Why);
        var kept = carried.Except(lost).ToList();
        foreach (var enrollment in kept)
            Enrollments.Carry(work, enrollment, lead, contact);
        // What is queued goes to the person whatever becomes of the lead.
        foreach (var message in await work.Stores.Messages.GetUnsentOfEnrollmentsAsync([.. kept.Select(enrollment => enrollment.Id)], work.Cancellation))
            if (message.State == MessageState.Queued)
                MessageLedger.Carry(work, message, lead, contact);
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
}
