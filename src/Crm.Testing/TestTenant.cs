using Crm.Audit;
using Crm.Events;
using Crm.Installation;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Crm.Timeline;

namespace Crm.Testing;

/// <summary>
/// A tenant with a member of every role, the pipeline <c>sales</c> and one mailbox, as its use cases set it up: in Berlin, with amounts in euros. What is stored can be read and, where no use case
/// arranges it, written through the stores.
/// </summary>
public sealed class TestTenant
{
    private readonly ICrmStore store;
    private readonly TimeProvider clock;
    private readonly TenantFacts facts;

    internal TestTenant(ICrmStore store, TimeProvider clock, TenantFacts facts) => (this.store, this.clock, this.facts) = (store, clock, facts);

    internal TenantFacts Facts => facts;

    /// <summary>Its id.</summary>
    public TenantId Id => facts.Id;

    /// <summary>The host itself as caller; has every right.</summary>
    public Caller System => new(Id, Actor.System("test"));

    /// <summary>Ada Administrator; sees all and may do all.</summary>
    public Caller Administrator => As(facts.Administrator);

    /// <summary>Mona Manager; leads the team North and sees what its members own.</summary>
    public Caller Manager => As(facts.Manager);

    /// <summary>Rita Rep, of the team North; sees her own.</summary>
    public Caller Rep => As(facts.Rep);

    /// <summary>Carl Colleague, a rep of no team; sees his own.</summary>
    public Caller Colleague => As(facts.Colleague);

    /// <summary>Rob Reader; writes nothing.</summary>
    public Caller Reader => As(facts.Reader);

    /// <summary>The team North.</summary>
    public TeamId Team => facts.Team;

    /// <summary>The mailbox of members who have none of their own, <c>team@acme.example</c>.</summary>
    public MailboxId Mailbox => facts.Mailbox;

    /// <summary>A member as caller.</summary>
    public Caller As(MemberId member) => new(Id, Actor.Member(member));

    /// <summary>Reads what is stored.</summary>
    public async Task<T> ReadAsync<T>(Func<IUnitOfWork, Task<T>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var unit = await store.BeginAsync(Id, WorkKind.Read, CancellationToken.None);
        return await read(unit);
    }

    /// <summary>Arranges rows that are not there yet, past the use cases.</summary>
    public Task StoreAsync(params IReadOnlyList<IRow> rows) => ApplyAsync(Sample.Insert(rows));

    /// <summary>Arranges rows that are there; each carries the revision after the stored one.</summary>
    public Task ReplaceAsync(params IReadOnlyList<IRow> rows) => ApplyAsync(Sample.Update(rows));

    /// <summary>The audit, newest first, at most 200; without what the tenant was set up and arranged with.</summary>
    /// <param name="subject">Such as <c>contact:{id}</c>; null for all.</param>
    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(string? subject = null)
    {
        var page = await ReadAsync(unit => unit.Audit.ListAsync(subject, new PageRequest(200), CancellationToken.None));
        return [.. page.Rows.Where(row => row.Action != "test.arrange" && !facts.Audited.Contains(row.Id))];
    }

    /// <summary>A record's timeline as it is stored, newest first, at most 200.</summary>
    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(RecordId record)
    {
        var filter = new TimelineFilter { Record = record };
        return (await ReadAsync(unit => unit.Activities.GetTimelineAsync(filter, new PageRequest(200), CancellationToken.None))).Rows;
    }

    /// <summary>Events that are not published yet, oldest first; without those of the set-up.</summary>
    public async Task<IReadOnlyList<OutboxEvent>> EventsAsync()
    {
        // A claim that is not committed is a look.
        await using var unit = await store.BeginSystemAsync(CancellationToken.None);
        var claimed = await unit.Claims.ClaimEventsAsync(clock.GetUtcNow(), 1000, TimeSpan.FromMinutes(1), CancellationToken.None);
        return [.. claimed.Where(row => row.Tenant == Id && !facts.Published.Contains(row.Id))];
    }

    private async Task ApplyAsync(ChangeSet changes)
    {
        await using var unit = await store.BeginAsync(Id, WorkKind.Write, CancellationToken.None);
        await unit.ApplyAsync(changes, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
    }
}
