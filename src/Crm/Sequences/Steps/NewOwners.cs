using Crm.Activities;

namespace Crm.Sequences.Steps;

/// <summary>A record has a new owner, who takes over what its live enrollments wanted of the old one: open tasks and drafts, and all that comes. Set-based.</summary>
internal static class NewOwners
{
    /// <summary>Adds the rows. What belongs to somebody else stays there, and so does the thread's sender: see <see cref="BatchData.ThreadOf"/>.</summary>
    /// <param name="work">The frame; an enrollment that is among its rows already has its owner.</param>
    /// <param name="records">Records as they were, and who owns them now; where nobody does, nobody takes over.</param>
    public static Task ReassignWorkAsync(Work work, IReadOnlyCollection<(CrmRecord Before, MemberId? Owner)> records) =>
        ReassignWorkAsync(work.Stores, _ => work, work.Changes, records, work.Cancellation);

    /// <summary>The same for records of several tenants at once.</summary>
    /// <param name="stores">Reads what the former owners had.</param>
    /// <param name="workOf">The frame of each tenant.</param>
    /// <param name="changes">The rows that all these frames want.</param>
    /// <param name="records">Records as they were, and who owns them now.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async Task ReassignWorkAsync(
        ILookups stores,
        Func<TenantId, Work> workOf,
        ChangeSet changes,
        IReadOnlyCollection<(CrmRecord Before, MemberId? Owner)> records,
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
        var tenants = records.Select(record => record.Before.Tenant).ToHashSet();
        var written = changes.Updated<Enrollment>().Select(enrollment => enrollment.Id).ToHashSet();
        var released = new List<Enrollment>();
        var owners = new Dictionary<EnrollmentId, (MemberId? Former, MemberId Owner)>();
        foreach (var enrollment in await stores.Sequences.FindEnrollmentsAsync(tenants, taken.Keys, [], liveOnly: true, cancellationToken))
        {
            if (!taken.TryGetValue(enrollment.Record, out var change))
                continue; // It only addresses the record; whose it is, its own record says.
            owners[enrollment.Id] = change;
            if (enrollment.Owner != change.Former || written.Contains(enrollment.Id))
                continue;
            var reassigned = Enrollments.Reassign(workOf(enrollment.Tenant), enrollment, change.Owner);
            if (reassigned is { State: EnrollmentState.Blocked, Cause: { } cause } && change.Former is { } former && cause == Obstacle.OfMember(former))
                released.Add(reassigned);
        }
        await Enrollments.ReleaseAsync(stores, workOf, released, cancellationToken);
        var touched = changes.Updated<Activity>().Select(activity => activity.Id).ToHashSet();
        foreach (var activity in await stores.Activities.GetOpenOfEnrollmentsAsync(owners.Keys, cancellationToken))
        {
            var (former, owner) = owners[activity.Enrollment!.Value];
            if (activity.Assignee == former && !touched.Contains(activity.Id))
                changes.Update(activity with { Assignee = owner, Revision = activity.Revision + 1 });
        }
    }
}
