using Crm.Activities;

namespace Crm.Sequences.Steps;

/// <summary>A record has a new owner, who takes over what its live enrollments wanted of the old one: open tasks and drafts, and all that comes. Set-based.</summary>
internal static class NewOwners
{
    /// <summary>Adds the rows. What belongs to somebody else stays there, and so does the thread's sender: see <see cref="BatchData.ThreadOf"/>.</summary>
    /// <param name="work">The frame; an enrollment that is among its rows already has its owner.</param>
    /// <param name="records">Records as they were, and who owns them now; where nobody does, nobody takes over.</param>
    public static async Task ReassignWorkAsync(Work work, IReadOnlyCollection<(CrmRecord Before, MemberId? Owner)> records)
    {
        var taken = new Dictionary<RecordId, (MemberId? Former, MemberId Owner)>();
        foreach (var (before, owner) in records)
        {
            if (owner is { } heir && heir != before.Owner)
                taken[before.Id] = (before.Owner, heir);
        }
        if (taken.Count == 0)
            return;
        var written = work.Changes.Updated<Enrollment>().Select(enrollment => enrollment.Id).ToHashSet();
        var owners = new Dictionary<EnrollmentId, (MemberId? Former, MemberId Owner)>();
        foreach (var enrollment in await work.Stores.Sequences.FindEnrollmentsAsync(taken.Keys, [], liveOnly: true, work.Cancellation))
        {
            if (!taken.TryGetValue(enrollment.Record, out var change))
                continue; // It only addresses the record; whose it is, its own record says.
            owners[enrollment.Id] = change;
            if (enrollment.Owner != change.Former || written.Contains(enrollment.Id))
                continue;
            Enrollments.Reassign(work, enrollment, change.Owner);
        }
        var touched = work.Changes.Updated<Activity>().Select(activity => activity.Id).ToHashSet();
        foreach (var activity in await work.Stores.Activities.GetOpenOfEnrollmentsAsync(owners.Keys, work.Cancellation))
        {
            var (former, owner) = owners[activity.Enrollment!.Value];
            if (activity.Assignee == former && !touched.Contains(activity.Id))
                work.Changes.Update(activity with { Assignee = owner, Revision = activity.Revision + 1 });
        }
    }
}
