using Crm.Audit;
using Crm.Events;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves that rows that were kept long enough are deleted, portion by portion, and nothing else.</summary>
[Proves(typeof(IRetentionStore))]
public abstract class RetentionSuite : StoreSuite
{
    private static readonly DateTimeOffset Before = Sample.Now.AddDays(-30);
    private readonly TenantId tenant = Sample.TenantId();

    private delegate Task<RetentionPortion> Delete(DateTimeOffset before, RetentionPosition? after, int max, CancellationToken cancellationToken);

    [SetUp]
    public Task StartEmptyAsync() => Database.ClearAsync();

    [Test]
    public async Task An_event_goes_with_its_inbox_when_all_had_it_long_ago()
    {
        var gone = Enumerable.Range(0, 5).Select(number => Event(-40 + number)).ToList();
        var (late, untold, young) = (Event(-40) with { RelayedAt = Sample.Now.AddDays(-29) }, Event(-40) with { RelayedAt = null }, Event(-29));
        await StoreAsync([.. gone, late, untold, young, Handled(gone[0], -31), Handled(gone[4], -31), Handled(young, -29)]);

        Assert.That(await PassAsync(rows => rows.DeleteEventsAsync, max: 2), Is.EqualTo(5));

        Assert.That(await EventsAsync(), Is.EquivalentTo(new[] { late.Id, untold.Id, young.Id }));
        Assert.That((await InboxAsync()).Select(entry => entry.Event), Is.EqualTo(new[] { young.Id }));
    }

    [Test]
    public async Task An_event_stays_while_a_subscriber_waits_for_it_has_it_parked_or_had_it_lately()
    {
        var (waiting, parked, lately, shared) = (Event(-90), Event(-80), Event(-70), Event(-60));
        await StoreAsync(
            waiting,
            parked,
            lately,
            shared,
            Handled(waiting, -90) with
            {
                HandledAt = null,
                NextAttemptAt = Sample.Now,
            },
            Handled(parked, -80) with
            {
                HandledAt = null,
                ParkedAt = Sample.Now.AddDays(-75),
            },
            Handled(lately, -1),
            Handled(shared, -60),
            Handled(shared, -60) with
            {
                Subscriber = "test.other",
                HandledAt = null,
                ParkedAt = Sample.Now.AddDays(-50),
            }
        );

        Assert.That(await PassAsync(rows => rows.DeleteEventsAsync, max: 3), Is.Zero);

        Assert.That(await EventsAsync(), Has.Count.EqualTo(4));
        Assert.That(await InboxAsync(), Has.Count.EqualTo(5), "the key of who had it stays too: who had it is not told again with the other");
    }

    [Test]
    public async Task Keys_of_requests_go_by_their_age()
    {
        var old = Enumerable.Range(0, 5).Select(number => Sample.Request(tenant, $"old:{number}") with { At = Before.AddDays(-number).AddMicroseconds(-1) });
        var young = Sample.Request(Sample.TenantId(), "young") with { At = Before };
        await StoreAsync([.. old, young]);

        Assert.That(await PassAsync(rows => rows.DeleteRequestsAsync, max: 2), Is.EqualTo(5));

        AssertSame([young], (await Database.ReadAllAsync(typeof(IdempotencyEntry))).Cast<IdempotencyEntry>());
    }

    [Test]
    public async Task Executions_go_of_finished_enrollments_only()
    {
        var sequence = Sample.Sequence(tenant);
        var (live, done) = (Sample.Enrollment(sequence), Sample.Enrollment(sequence) with { State = EnrollmentState.Finished });
        var kept = new[] { Execution(live, -90, 1), Execution(done, -29, 1) };
        await StoreAsync([sequence, live, done, .. kept, .. Enumerable.Range(2, 5).Select(pass => Execution(done, -40 - pass, pass))]);

        Assert.That(await PassAsync(rows => rows.DeleteExecutionsAsync, max: 2), Is.EqualTo(5));

        Assert.That(
            (await Database.ReadAllAsync(typeof(StepExecution))).Cast<StepExecution>().Select(row => row.Id),
            Is.EquivalentTo(kept.Select(row => row.Id))
        );
    }

    [Test]
    public async Task Old_executions_of_enrollments_that_run_stay_and_each_is_looked_at_once()
    {
        var sequence = Sample.Sequence(tenant);
        var (live, done) = (Sample.Enrollment(sequence), Sample.Enrollment(sequence) with { State = EnrollmentState.Finished });
        var (kept, gone) = (
            Enumerable.Range(1, 7).Select(pass => Execution(live, -90, pass)),
            Enumerable.Range(1, 5).Select(pass => Execution(done, -60, pass))
        );
        await StoreAsync([sequence, live, done, .. kept, .. gone, .. Enumerable.Range(6, 9).Select(pass => Execution(done, -29, pass))]);
        var portions = new List<int>();

        Assert.That(await PassAsync(rows => rows.DeleteExecutionsAsync, max: 2, portions), Is.EqualTo(5));

        Assert.That(portions, Is.EqualTo(new[] { 0, 0, 0, 1, 2, 2, 0 }), "what stays is passed over once, and what is younger is not looked at");
        Assert.That(await PassAsync(rows => rows.DeleteExecutionsAsync, max: 100), Is.Zero);
        Assert.That(await Database.ReadAllAsync(typeof(StepExecution)), Has.Count.EqualTo(16));
    }

    [Test]
    public async Task Audit_rows_go_by_their_age_for_every_tenant()
    {
        var (one, other) = (Sample.Tenant() with { Id = tenant }, Sample.Tenant());
        var old = new[] { one, other }.SelectMany(whose => Enumerable.Range(31, 3).Select(days => Audit(whose.Id, -days))).ToList();
        var young = Audit(one.Id, -29);
        await StoreAsync([one, other, .. old, young]);

        Assert.That(await PassAsync(rows => rows.DeleteAuditAsync, max: 2), Is.EqualTo(6));

        Assert.That(
            (await Database.ReadAllAsync(typeof(AuditEntry))).Cast<AuditEntry>().Where(row => row.Action == "test.old").Select(row => row.Id),
            Is.EqualTo(new[] { young.Id })
        );
    }

    [Test]
    public async Task What_lost_its_audit_row_to_the_retention_breaks_no_invariant()
    {
        var whose = Sample.Tenant() with { Id = tenant };
        var old = Sample.Contact(tenant, "Old") with { CreatedAt = Sample.Now.AddDays(-90) };
        var young = Sample.Contact(tenant, "Young");
        await StoreAsync(whose, Audit(tenant, -90) with { Subject = old.Ref.ToString() }, young);
        var changes = new ChangeSet();
        changes.Insert(old);
        changes.Insert(Audit(tenant, -1));
        await CommitAsync(changes);
        Assert.That(await ReadAsync(tenant, work => work.Audit.VerifyAsync(default)), Is.Empty);

        Assert.That(await PassAsync(rows => rows.DeleteAuditAsync, max: 2), Is.EqualTo(1));

        Assert.That(await ReadAsync(tenant, work => work.Audit.VerifyAsync(default)), Is.Empty);
    }

    private async Task<int> PassAsync(Func<IRetentionStore, Delete> delete, int max, List<int>? portions = null)
    {
        var deleted = 0;
        RetentionPortion portion = default;
        do
        {
            portion = await WorkAsync(work => delete(work.Retention)(Before, portion.Next, max, default));
            Assert.That(portion.Deleted, Is.LessThanOrEqualTo(max));
            deleted += portion.Deleted;
            portions?.Add(portion.Deleted);
        } while (portion.Next is not null);
        return deleted;
    }

    private OutboxEvent Event(int days) =>
        Sample.Event(tenant) with
        {
            Id = new CrmEventId(Guid.CreateVersion7(Sample.Now.AddDays(days))),
            OccurredAt = Sample.Now.AddDays(days),
            RelayedAt = Sample.Now.AddDays(days),
        };

    private InboxEntry Handled(OutboxEvent row, int days) =>
        new()
        {
            Tenant = tenant,
            Event = row.Id,
            Subscriber = "test.board",
            HandledAt = Sample.Now.AddDays(days),
        };

    private static StepExecution Execution(Enrollment enrollment, int days, int pass) =>
        Sample.Execution(enrollment) with
        {
            // Derived: it tells no time.
            Id = new StepExecutionId(DerivedId.Of($"{enrollment.Id}:{pass}")),
            FirstDecidedAt = Sample.Now.AddDays(days),
            Pass = pass,
        };

    private static AuditEntry Audit(TenantId whose, int days) =>
        Sample.Audit(whose, "test.old") with
        {
            Id = Guid.CreateVersion7(Sample.Now.AddDays(days)),
            At = Sample.Now.AddDays(days),
        };

    private async Task<IReadOnlyList<CrmEventId>> EventsAsync() =>
        [.. (await Database.ReadAllAsync(typeof(OutboxEvent))).Cast<OutboxEvent>().Select(row => row.Id)];

    private async Task<IReadOnlyList<InboxEntry>> InboxAsync() => [.. (await Database.ReadAllAsync(typeof(InboxEntry))).Cast<InboxEntry>()];
}
