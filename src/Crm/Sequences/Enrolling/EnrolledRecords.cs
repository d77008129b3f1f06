using Crm.Ledger;
using Crm.Messages;
using Crm.Sequences.Publishing;

namespace Crm.Sequences.Enrolling;

/// <summary>What becomes of enrollments when their records are deleted or converted, in the same transaction.</summary>
internal sealed class EnrolledRecords(PublishedSequences versions)
{
    /// <summary>Finishes the live enrollments of deleted records, and those that address them.</summary>
    public static async Task FinishDeletedAsync(Work work, IReadOnlyCollection<RecordId> records)
    {
        var live = await work.Stores.Sequences.FindEnrollmentsAsync(records, [], liveOnly: true, work.Cancellation);
        await Enrollments.FinishAsync(work, live, FinishReason.RecordDeleted, "The record was deleted.");
    }

    /// <summary>Finishes the live enrollments of leads that are no leads any more.</summary>
    public static async Task FinishDisqualifiedAsync(Work work, IReadOnlyCollection<RecordId> leads)
    {
        var live = await work.Stores.Sequences.FindEnrollmentsAsync(leads, [], liveOnly: true, work.Cancellation);
        await Enrollments.FinishAsync(work, live, FinishReason.StageRule, "The lead was disqualified.");
    }

    /// <summary>A person has another address: live enrollments write there from now on, and an opt-out of it is theirs.</summary>
    public static async Task FollowAddressesAsync(Work work, IReadOnlyCollection<RecordChange> changes)
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
    public async Task CarryConvertedAsync(Work work, RecordId lead, RecordId contact)
    {
        var live = await work.Stores.Sequences.FindEnrollmentsAsync([lead, contact], [], liveOnly: true, work.Cancellation);
        var carried = live.Where(enrollment => enrollment.Record == lead).ToList();
        if (carried.Count == 0)
            return;
        var ids = live.Select(enrollment => enrollment.Version).ToHashSet();
        var known = await versions.GetAsync(work.Stores.Sequences, ids, work.Cancellation);
        var lost = Rivals(carried, [.. live.Where(enrollment => enrollment.Record == contact)], known);
        const string Why =
            "The lead became a contact that is already in the sequence, or in another exclusive one; the enrollment that is further along stays.";
        await Enrollments.FinishAsync(work, lost, FinishReason.MergedInto, Why);
        var kept = carried.Except(lost).ToList();
        foreach (var enrollment in kept)
            Enrollments.Carry(work, enrollment, lead, contact);
        // What is queued goes to the person whatever becomes of the lead.
        foreach (var message in await work.Stores.Messages.GetOfEnrollmentsAsync([.. kept.Select(enrollment => enrollment.Id)], work.Cancellation))
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
