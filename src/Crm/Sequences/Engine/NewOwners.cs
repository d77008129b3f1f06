using Crm.Activities;

namespace Crm.Sequences.Engine;

/// <summary>A record has a new owner, who takes over what its live enrollments wanted of the old one: open tasks and drafts, and all that comes. Set-based.</summary>
internal static class NewOwners
{
    /// <summary>Adds the rows. What belongs to somebody else stays there, and so does the thread's sender: see <see cref="EnrollmentMaterial.ThreadOf"/>.</summary>
    /// <param name="stores">The caller's transaction.</param>
    /// <param name="changes">Rows are added here; an enrollment that is in it already has its owner.</param>
    /// <param name="records">Records as they were, and who owns them now; where nobody does, nobody takes over.</param>
    /// <param name="now">Now, in UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task TakeOverAsync(
        ILookups stores,
        ChangeSet changes,
        IReadOnlyCollection<(CrmRecord Before, MemberId? Owner)> records,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var taken = new Dictionary<RecordId, (MemberId? Former, MemberId Owner)>();
        foreach (var (before, owner) in records)
        {
            if (owner is { } heir && heir != before.Owner)
                taken[before.Id] = (before.Owner, heir);
        }
        if (taken.Count == 0)
            return;
        var written = changes.Updated<Enrollment>().Select(enrollment => enrollment.Id).ToHashSet();
        var owners = new Dictionary<EnrollmentId, (MemberId? Former, MemberId Owner)>();
        var tenants = records.Select(record => record.Before.Tenant).ToHashSet();
        foreach (var enrollment in await stores.Sequences.FindEnrollmentsAsync(tenants, taken.Keys, [], liveOnly: true, cancellationToken))
        {
            if (!taken.TryGetValue(enrollment.Record, out var change))
                continue; // It only addresses the record; whose it is, its own record says.
            owners[enrollment.Id] = change;
            if (enrollment.Owner != change.Former || written.Contains(enrollment.Id))
                continue;
            var reassigned = enrollment with { Owner = change.Owner, LeaseUntil = null, Revision = enrollment.Revision + 1 };
            changes.Update(reassigned);
            SequenceEvents.Moved(changes, "enrollment.reassigned", reassigned, now);
        }
        var touched = changes.Updated<Activity>().Select(activity => activity.Id).ToHashSet();
        foreach (var activity in await stores.Activities.GetOpenOfEnrollmentsAsync(owners.Keys, cancellationToken))
        {
            var (former, owner) = owners[activity.Enrollment!.Value];
            if (activity.Assignee == former && !touched.Contains(activity.Id))
                changes.Update(activity with { Assignee = owner, Revision = activity.Revision + 1 });
        }
    }
}
