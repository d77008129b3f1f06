using Crm.Messages;
using Crm.Sequences.Steps;

namespace Crm.Sequences.Running;

/// <summary>
/// Releases blocked enrollments whose obstacle is gone. Whoever removes one releases what it blocks in the same transaction; this finds the rest: what was being blocked at that very moment, and what waited for
/// a plugin that is loaded again. Safe beside other workers.
/// </summary>
internal sealed class ObstacleSweep(ISystemStore store, PluginGuard guard, RecoveryEpoch recovery, TimeProvider time)
{
    private const int Portion = 500;

    /// <summary>A record that was changed so lately may have been read before the change by the batch that blocked.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(10);

    /// <summary>Releases all that can go on.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        await RememberAsync(cancellationToken);
        var released = 0;
        foreach (var (tenant, causes) in await GoneAsync(cancellationToken))
        {
            int count;
            do
            {
                count = await ReleaseAsync(tenant, causes, cancellationToken);
                released += count;
            } while (count == Portion);
        }
        return released;
    }

    /// <summary>What the plugins of this host bring is known afterwards to hosts that lack it, and what others brought to this one.</summary>
    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        await guard.Memory.RememberAsync(unit, cancellationToken);
        recovery.Set(await unit.Installation.GetMarkAsync(cancellationToken));
        await unit.CommitAsync(cancellationToken);
    }

    /// <summary>The obstacles that are gone, by tenant.</summary>
    private async Task<List<(TenantId Tenant, List<string> Causes)>> GoneAsync(CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var causes = await unit.GetBlockingCausesAsync(cancellationToken);
        if (causes.Count == 0)
            return [];
        var tenants = causes.Select(cause => cause.Tenant).ToHashSet();
        var mailboxes = (await unit.Messages.GetMailboxesAsync(tenants, cancellationToken)).ToLookup(mailbox => mailbox.Tenant);
        var members = (await unit.Tenancy.GetMembersAsync(tenants, cancellationToken)).Where(member => member.IsActive).ToLookup(member => member.Tenant);
        var changed = await ChangedLatelyAsync(unit, causes, cancellationToken);
        return
        [
            .. causes
                .GroupBy(cause => cause.Tenant, cause => cause.Cause)
                .Select(own =>
                {
                    var gone = GoneOf(mailboxes[own.Key], members[own.Key]);
                    return (own.Key, own.Where(cause => gone.Contains(cause) || changed.Contains(cause) || IsBack(cause)).ToList());
                })
                .Where(own => own.Item2.Count > 0),
        ];
    }

    private static HashSet<string> GoneOf(IEnumerable<Mailbox> mailboxes, IEnumerable<Member> members) =>
        [
            .. mailboxes.Where(mailbox => mailbox.IsActive).Select(mailbox => Obstacle.OfMailbox(mailbox.Id)),
            .. mailboxes.Where(mailbox => mailbox.Member is null).Select(mailbox => Obstacle.OfChannel(mailbox.Channel)),
            .. members.Select(member => Obstacle.OfMember(member.Id)),
        ];

    private async Task<HashSet<string>> ChangedLatelyAsync(
        ISystemUnitOfWork unit,
        IReadOnlyList<(TenantId Tenant, string Cause)> causes,
        CancellationToken cancellationToken
    )
    {
        var prefix = Obstacle.OfRecord(default).Split(':')[0] + ":";
        var records = causes
            .Where(cause => cause.Cause.StartsWith(prefix, StringComparison.Ordinal) && Guid.TryParse(cause.Cause.AsSpan(prefix.Length), out _))
            .Select(cause => new RecordId(Guid.Parse(cause.Cause.AsSpan(prefix.Length))))
            .ToHashSet();
        if (records.Count == 0)
            return [];
        var since = time.GetUtcNow() - Lately;
        return
        [
            .. (await unit.Records.GetAsync(records, cancellationToken))
                .Where(record => record.UpdatedAt >= since)
                .Select(record => Obstacle.OfRecord(record.Id)),
        ];
    }

    private bool IsBack(string cause) =>
        Obstacle.RuleOf(cause) is { } rule
            ? guard.WhyNot(rule) is null && guard.Memory.StopRules.Concat(guard.Memory.EligibilityRules).All(lacking => lacking.Key != rule)
            : (guard.Catalog.StepHandlers.ContainsKey(cause) || guard.Catalog.StopRules.Any(rule => rule.Key == cause)) && guard.WhyNot(cause) is null;

    private async Task<int> ReleaseAsync(TenantId tenant, List<string> causes, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var stores = unit.For(tenant);
        var blocked = await stores.Sequences.FindBlockedAsync(causes, Portion, cancellationToken);
        if (blocked.Count == 0)
            return 0;
        var origin = new WorkOrigin(tenant, Enrollments.Runner, "enrollment.release", [], time.GetUtcNow().ToMicroseconds());
        var work = new Work(stores, origin, Access.Of(Enrollments.Runner, []), new ChangeSet(), cancellationToken);
        await Enrollments.ReleaseAsync(stores, _ => work, blocked, cancellationToken);
        try
        {
            await unit.ApplyAsync(work.Changes, cancellationToken);
            await unit.CommitAsync(cancellationToken);
            return blocked.Count;
        }
        catch (ConcurrencyConflictException)
        {
            return 0; // Somebody moves one of them at this moment: the next sweep finds the rest.
        }
    }
}
