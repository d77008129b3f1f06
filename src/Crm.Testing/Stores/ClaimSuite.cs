using System.Collections.Concurrent;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves that due enrollments are handed out once, in fair share, and that leases end. Each test begins with an empty database, since claims see all tenants.</summary>
[Proves(typeof(IEnrollmentClaims))]
public abstract class ClaimSuite : StoreSuite
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [SetUp]
    public Task StartEmptyAsync() => Database.ClearAsync();

    [Test]
    public async Task Claims_what_is_due_the_longest_waiting_first()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        Enrollment[] due =
        [
            Sample.Enrollment(sequence, dueAt: Sample.Now.AddHours(-2)),
            Sample.Enrollment(sequence, dueAt: Sample.Now.AddHours(-1)) with
            {
                State = EnrollmentState.Pending,
            },
            Sample.Enrollment(sequence, dueAt: Sample.Now) with
            {
                State = EnrollmentState.Paused,
            },
            Sample.Enrollment(sequence, dueAt: Sample.Now),
        ];
        var later = Sample.Enrollment(sequence, dueAt: Sample.Now.AddMicroseconds(1));
        var others = Enum.GetValues<EnrollmentState>()
            .Except([EnrollmentState.Active, EnrollmentState.Pending, EnrollmentState.Paused])
            .Select(state => Sample.Enrollment(sequence, dueAt: Sample.Now.AddHours(-3)) with { State = state });
        var heldByHand = Sample.Enrollment(sequence) with { State = EnrollmentState.Paused, DueAt = null };
        await StoreAsync([sequence, later, heldByHand, .. due.Reverse(), .. others]);

        AssertSame(due, await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 100, default)));
        AssertSame(due.Take(2), await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 2, default)));
        AssertSame(
            due.Skip(1).Take(2),
            await WorkAsync(work => work.EnrollmentClaims.ClaimAsync([due[2].Id, due[1].Id, later.Id, new EnrollmentId(Sample.Id())], Sample.Now, default))
        );
    }

    [Test]
    public async Task Lets_eight_workers_claim_without_overlap()
    {
        var sequences = Enumerable.Range(0, 3).Select(_ => Sample.Sequence(Sample.TenantId())).ToList();
        await StoreAsync([.. sequences, .. Enumerable.Range(0, 600).Select(number => Sample.Enrollment(sequences[number % 3]))]);
        var claimed = new ConcurrentBag<EnrollmentId>();

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (await WorkAsync(work => AdvanceAsync(work, 20, claimed)) > 0) { }
                    })
                )
        );

        Assert.That(claimed, Has.Count.EqualTo(600));
        Assert.That(claimed.Distinct().Count(), Is.EqualTo(600));
    }

    [Test]
    public async Task Leaves_what_another_transaction_has_claimed()
    {
        if (!Database.IsolatesTenants)
        {
            Assert.Pass("Whoever writes is alone.");
        }

        var sequence = Sample.Sequence(Sample.TenantId());
        var enrollments = Enumerable.Range(0, 4).Select(_ => Sample.Enrollment(sequence)).ToList();
        await StoreAsync([sequence, .. enrollments]);

        await using var one = await SystemStore.BeginAsync(default);
        await using var other = await SystemStore.BeginAsync(default);
        var first = await one.EnrollmentClaims.ClaimAsync(Sample.Now, 3, default);
        var second = await other.EnrollmentClaims.ClaimAsync(Sample.Now, 3, default);
        Assert.That(first, Has.Count.EqualTo(3));
        AssertSame(enrollments.Skip(3), second);
        Assert.That(await other.EnrollmentClaims.ClaimAsync([enrollments[0].Id], Sample.Now, default), Is.Empty);
    }

    [Test]
    public async Task Gives_claims_back_when_the_transaction_is_not_committed()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        await StoreAsync(sequence, Sample.Enrollment(sequence));
        for (var time = 0; time < 2; time++)
        {
            await using var work = await SystemStore.BeginAsync(default);
            Assert.That(await work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public async Task Shares_fairly_between_a_large_tenant_and_a_small_one()
    {
        var (large, small) = (Sample.Sequence(Sample.TenantId()), Sample.Sequence(Sample.TenantId()));
        await StoreAsync([large, small, .. Enumerable.Range(0, 5_000).Select(_ => Sample.Enrollment(large, dueAt: Sample.Now.AddDays(-1)))]);
        await StoreAsync(Enumerable.Range(0, 3).Select(_ => Sample.Enrollment(small)));

        var claimed = await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 100, default));
        Assert.That(claimed.Count(enrollment => enrollment.Tenant == small.Tenant), Is.EqualTo(3));
        Assert.That(claimed, Has.Count.EqualTo(100), "what one leaves goes to the others");
        Assert.That(claimed.Select(enrollment => enrollment.Id).Distinct().Count(), Is.EqualTo(100));
        Assert.That(claimed, Is.Ordered.By(nameof(Enrollment.DueAt)));
    }

    [Test]
    public async Task Serves_the_longest_waiting_tenants_where_there_are_more_than_rows()
    {
        var sequences = Enumerable.Range(0, 6).Select(_ => Sample.Sequence(Sample.TenantId())).ToList();
        await StoreAsync([
            .. sequences,
            .. sequences.SelectMany((sequence, number) => Enumerable.Range(0, 3).Select(_ => Sample.Enrollment(sequence, dueAt: Sample.Now.AddHours(-number)))),
        ]);

        var claimed = await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 4, default));
        Assert.That(claimed.Select(enrollment => enrollment.Tenant), Is.EqualTo(sequences.Select(sequence => sequence.Tenant).Reverse().Take(4)));
    }

    [Test]
    public async Task Leaves_out_paused_sequences()
    {
        var open = Sample.Sequence(Sample.TenantId());
        var paused = Sample.Sequence(open.Tenant) with { State = SequenceState.Paused };
        var archived = Sample.Sequence(open.Tenant) with { State = SequenceState.Archived };
        var stopped = Sample.Enrollment(paused, dueAt: Sample.Now.AddHours(-5));
        Enrollment[] going = [Sample.Enrollment(open), Sample.Enrollment(archived)];
        await StoreAsync([open, paused, archived, stopped, .. going]);

        AssertSame(going, await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)));
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ClaimAsync([stopped.Id], Sample.Now, default)), Is.Empty);
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.EqualTo(Sample.Now));
    }

    [Test]
    public async Task Gives_out_the_enrollments_of_a_sequence_again_when_it_goes_on()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var (stays, moves) = (Sample.Enrollment(sequence), Sample.Enrollment(sequence) with { State = EnrollmentState.Waiting, DueAt = null });
        await StoreAsync(sequence, stays, moves);

        var paused = sequence with { State = SequenceState.Paused, Revision = sequence.Revision + 1 };
        await ReplaceAsync(paused);
        var moved = moves with { State = EnrollmentState.Active, DueAt = Sample.Now, Revision = moves.Revision + 1 };
        await ReplaceAsync(moved);
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)), Is.Empty);
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.Null);

        await ReplaceAsync(paused with { State = SequenceState.Open, Revision = paused.Revision + 1 });
        AssertSame([stays, moved], await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)));
    }

    [Test]
    public async Task Leaves_out_what_is_leased_and_gives_it_out_again_when_the_lease_ended()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var (held, ended) = (Sample.Enrollment(sequence), Sample.Enrollment(sequence));
        await StoreAsync(sequence, held, ended);

        var leased = await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([held.Id], Minute, default));
        await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([ended.Id], TimeSpan.Zero, default));
        Assert.That(leased.Single(), Is.EqualTo(held with { Fence = 1, Revision = 2, LeaseUntil = leased.Single().LeaseUntil }));
        Assert.That(leased.Single().LeaseUntil, Is.Not.Null);

        var claimed = await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default));
        Assert.That(claimed.Select(enrollment => enrollment.Id), Is.EqualTo(new[] { ended.Id }));
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ClaimAsync([held.Id], Sample.Now, default)), Is.Empty);
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([held.Id], Minute, default)), Is.Empty);
    }

    [Test]
    public async Task Renews_a_lease_that_nobody_else_has_taken_though_it_ended()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var enrollment = Sample.Enrollment(sequence);
        await StoreAsync(sequence, enrollment);
        var ended = (await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([enrollment.Id], TimeSpan.Zero, default))).Single();

        Assert.That(await WorkAsync(work => work.EnrollmentClaims.RenewLeaseAsync(ended, Minute, default)), Is.True);
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ClaimAsync([enrollment.Id], Sample.Now, default)), Is.Empty, "it is held again");

        Assert.That(await WorkAsync(work => work.EnrollmentClaims.RenewLeaseAsync(ended, TimeSpan.Zero, default)), Is.True);
        var others = (await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([enrollment.Id], Minute, default))).Single();
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.RenewLeaseAsync(ended, Minute, default)), Is.False, "another worker has it");
        await ReplaceAsync(others with { Owner = null, Revision = others.Revision + 1 });
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.RenewLeaseAsync(others, Minute, default)), Is.False, "somebody has changed it");
    }

    [Test]
    public async Task Refuses_what_a_worker_writes_whose_lease_went_to_another()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var enrollment = Sample.Enrollment(sequence);
        await StoreAsync(sequence, enrollment);
        var late = (await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([enrollment.Id], TimeSpan.Zero, default))).Single();
        var current = (await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([enrollment.Id], Minute, default))).Single();
        Assert.That(current.Fence, Is.GreaterThan(late.Fence));

        var decided = late with { StepKey = "second", LeaseUntil = null, Revision = late.Revision + 1 };
        Assert.That(() => ReplaceAsync(decided), Throws.TypeOf<ConcurrencyConflictException>());
        await ReplaceAsync(current with { StepKey = "second", LeaseUntil = null, Revision = current.Revision + 1 });
    }

    [Test]
    public async Task Sets_aside_without_raising_the_revision_and_releases_the_oldest_of_the_handler()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var waiting = Enumerable.Range(0, 4).Select(number => Sample.Enrollment(sequence, dueAt: Sample.Now.AddHours(-number))).Reverse().ToList();
        var other = Sample.Enrollment(sequence, dueAt: Sample.Now.AddDays(-1));
        await StoreAsync([sequence, other, .. waiting]);
        await SetAsideAsync(waiting, "test.slow", Minute);
        await SetAsideAsync([other], "test.other", Minute);

        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)), Is.Empty);
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ClaimAsync([other.Id], Sample.Now, default)), Is.Empty);
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([other.Id], Minute, default)), Is.Empty);
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.Null);
        Assert.That((await WorkAsync(work => work.CountDueAsync(Sample.Now, default))).Enrollments, Is.EqualTo(5), "they are due and not done");
        var stored = await StoredAsync(sequence.Tenant, waiting);
        AssertSame(waiting, stored.Select(one => one with { LeaseUntil = null }));
        Assert.That(stored.Select(one => one.LeaseUntil), Is.All.Not.Null);

        var counts = await ReadAsync(sequence.Tenant, work => work.Sequences.CountSetAsideAsync(Sample.Now.AddHours(-1), default));
        Assert.That(counts, Is.EquivalentTo(new Dictionary<string, int> { ["test.slow"] = 2, ["test.other"] = 1 }), "what was due before that moment");

        Assert.That(await ReleaseAsync("test.slow", 2), Is.EqualTo(2));
        AssertSame(waiting.Take(2), await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)));
        Assert.That(await ReleaseAsync("test.slow", 9, waiting[2]), Is.EqualTo(1), "without the one that is left out");
        AssertSame([.. waiting.Take(2), waiting[3]], await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)));
        Assert.That(await ReleaseAsync("test.slow", 9), Is.EqualTo(1));
        Assert.That(await ReleaseAsync("test.slow", 9), Is.Zero);
        Assert.That(await ReleaseAsync("test.other", 9), Is.EqualTo(1));
    }

    [Test]
    public async Task Releases_what_was_set_aside_in_fair_share_and_not_of_paused_sequences()
    {
        var (large, small) = (Sample.Sequence(Sample.TenantId()), Sample.Sequence(Sample.TenantId()));
        var paused = Sample.Sequence(large.Tenant);
        var many = Enumerable.Range(0, 30).Select(_ => Sample.Enrollment(large, dueAt: Sample.Now.AddDays(-1))).ToList();
        var (few, held) = (Sample.Enrollment(small), Sample.Enrollment(paused, dueAt: Sample.Now.AddDays(-2)));
        await StoreAsync([large, small, paused, few, held, .. many]);
        await SetAsideAsync([few, held, .. many], "test.slow", Minute);
        await ReplaceAsync(paused with { State = SequenceState.Paused, Revision = paused.Revision + 1 });

        Assert.That(await ReleaseAsync("test.slow", 4), Is.LessThanOrEqualTo(4).And.GreaterThan(1));
        var claimed = await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 50, default));
        Assert.That(claimed.Select(one => one.Tenant).Distinct(), Is.EquivalentTo(new[] { large.Tenant, small.Tenant }));
        Assert.That(claimed.Select(one => one.Id), Has.No.Member(held.Id));
    }

    [Test]
    public async Task Whoever_changes_what_was_set_aside_ends_that()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var enrollment = Sample.Enrollment(sequence);
        await StoreAsync(sequence, enrollment);
        await SetAsideAsync([enrollment], "test.slow", Minute);

        var changed = enrollment with { Owner = null, Revision = enrollment.Revision + 1 };
        await ReplaceAsync(changed);

        AssertSame([changed], await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)));
        Assert.That(await ReleaseAsync("test.slow", 9), Is.Zero);
    }

    [Test]
    public async Task A_lease_of_what_was_set_aside_before_is_not_released_with_it()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var (renewed, leased) = (Sample.Enrollment(sequence), Sample.Enrollment(sequence));
        await StoreAsync(sequence, renewed, leased);
        var late = (await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([renewed.Id], TimeSpan.Zero, default))).Single();
        await SetAsideAsync([renewed, leased], "test.slow", TimeSpan.Zero);

        Assert.That(await WorkAsync(work => work.EnrollmentClaims.RenewLeaseAsync(late, Minute, default)), Is.True, "nobody has begun it since");
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ReleaseExpiredAsync(default)), Is.EqualTo(1));
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.LeaseAsync([leased.Id], Minute, default)), Has.Count.EqualTo(1));

        Assert.That(await ReleaseAsync("test.slow", 9), Is.Zero);
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ReleaseExpiredAsync(default)), Is.Zero);
        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)), Is.Empty);
    }

    [Test]
    public async Task Gives_out_again_what_was_set_aside_and_whose_time_is_over()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var (over, waits) = (Sample.Enrollment(sequence), Sample.Enrollment(sequence));
        await StoreAsync(sequence, over, waits);
        await SetAsideAsync([over], "test.gone", TimeSpan.Zero);
        await SetAsideAsync([waits], "test.slow", Minute);

        Assert.That(await WorkAsync(work => work.EnrollmentClaims.ReleaseExpiredAsync(default)), Is.EqualTo(1));
        AssertSame([over], await WorkAsync(work => work.EnrollmentClaims.ClaimAsync(Sample.Now, 10, default)));
    }

    [Test]
    public async Task Lets_two_workers_release_and_lease_without_overlap()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var waiting = Enumerable.Range(0, 60).Select(_ => Sample.Enrollment(sequence)).ToList();
        await StoreAsync([sequence, .. waiting]);
        await SetAsideAsync(waiting, "test.slow", Minute);
        var leased = new ConcurrentBag<EnrollmentId>();

        await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (await WorkAsync(work => ReleaseAndLeaseAsync(work, leased)) > 0) { }
                    })
                )
        );

        Assert.That(leased, Is.EquivalentTo(waiting.Select(one => one.Id)).And.Unique);
    }

    [Test]
    public async Task Says_when_the_next_work_is_due()
    {
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.Null);
        var sequence = Sample.Sequence(Sample.TenantId());
        var (mailbox, busy) = (Sample.Mailbox(sequence.Tenant), Sample.Mailbox(Sample.TenantId()));
        await StoreAsync(sequence, mailbox, busy, Sample.Enrollment(sequence, dueAt: Sample.Now.AddHours(9)));
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.EqualTo(Sample.Now.AddHours(9)));

        await StoreAsync(
            Sample.Message(mailbox) with
            {
                NextAttemptAt = Sample.Now.AddHours(8),
            },
            Sample.Message(busy) with
            {
                NextAttemptAt = Sample.Now.AddHours(7),
            }
        );
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.EqualTo(Sample.Now.AddHours(7)));

        await StoreAsync(Sample.Event(sequence.Tenant) with { NextAttemptAt = Sample.Now.AddHours(6) });
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.EqualTo(Sample.Now.AddHours(6)));
        await StoreAsync(Sample.Event(sequence.Tenant) with { OccurredAt = Sample.Now });
        Assert.That(await WorkAsync(work => work.GetNextDueAsync(default)), Is.EqualTo(Sample.Now));
    }

    [Test]
    public async Task Finds_what_a_cause_blocks_and_names_each_tenants_causes_once()
    {
        var (sequence, foreign) = (Sample.Sequence(Sample.TenantId()), Sample.Sequence(Sample.TenantId()));
        var blocked = new[] { Blocked(sequence, "mailbox:1"), Blocked(sequence, "mailbox:1"), Blocked(sequence, "member:2"), Blocked(foreign, "mailbox:1") };
        await StoreAsync(sequence, foreign, Sample.Enrollment(sequence) with { Cause = "mailbox:1" });
        await StoreAsync(blocked);

        var causes = await WorkAsync(work => work.GetBlockingCausesAsync(default));
        Assert.That(causes, Is.EquivalentTo(new[] { (sequence.Tenant, "mailbox:1"), (sequence.Tenant, "member:2"), (foreign.Tenant, "mailbox:1") }));
        var found = await WorkAsync(work => work.For(sequence.Tenant).Sequences.FindBlockedAsync(["mailbox:1", "mailbox:3"], 10, default));
        Assert.That(found.Select(enrollment => enrollment.Id), Is.EquivalentTo(new[] { blocked[0].Id, blocked[1].Id }));
        Assert.That(await WorkAsync(work => work.For(sequence.Tenant).Sequences.FindBlockedAsync(["mailbox:1"], 1, default)), Has.Count.EqualTo(1));
        Assert.That(await WorkAsync(work => work.For(sequence.Tenant).Sequences.FindBlockedAsync([], 1, default)), Is.Empty);

        static Enrollment Blocked(Sequence sequence, string cause) =>
            Sample.Enrollment(sequence) with
            {
                State = EnrollmentState.Blocked,
                DueAt = null,
                Cause = cause,
            };
    }

    [Test]
    public async Task Counts_what_is_due_and_not_done()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var mailbox = Sample.Mailbox(sequence.Tenant);
        await StoreAsync(
            sequence,
            mailbox,
            Sample.Enrollment(sequence),
            Sample.Enrollment(sequence),
            Sample.Enrollment(sequence, dueAt: Sample.Now.AddHours(1))
        );
        await StoreAsync(Sample.Message(mailbox), Sample.Message(mailbox) with { NextAttemptAt = Sample.Now.AddHours(1) });
        await StoreAsync(Sample.Event(sequence.Tenant), Sample.Event(sequence.Tenant) with { NextAttemptAt = Sample.Now.AddHours(1) });
        await WorkAsync(work => work.MessageClaims.ClaimAsync(Sample.Now, new MessageClaim(10, Minute), default));

        Assert.That(await WorkAsync(work => work.CountDueAsync(Sample.Now, default)), Is.EqualTo(new DueCounts(2, 1, 1)), "who holds a row is not asked");
    }

    private Task<int> ReleaseAsync(string handler, int max, params IEnumerable<Enrollment> except) =>
        WorkAsync(work => work.EnrollmentClaims.ReleaseAsync(handler, max, [.. except.Select(one => one.Id)], default));

    private Task<bool> SetAsideAsync(IEnumerable<Enrollment> enrollments, string handler, TimeSpan atMost) =>
        WorkAsync(async work =>
        {
            await work.EnrollmentClaims.SetAsideAsync([.. enrollments.Select(one => one.Id)], handler, atMost, default);
            return true;
        });

    private async Task<IEnumerable<Enrollment>> StoredAsync(TenantId tenant, IReadOnlyList<Enrollment> enrollments)
    {
        var stored = await ReadAsync(tenant, work => work.Sequences.GetEnrollmentsAsync([.. enrollments.Select(one => one.Id)], default));
        return enrollments.Select(one => stored.Single(row => row.Id == one.Id));
    }

    private static async Task<int> ReleaseAndLeaseAsync(ISystemUnitOfWork work, ConcurrentBag<EnrollmentId> leased)
    {
        var released = await work.EnrollmentClaims.ReleaseAsync("test.slow", 8, [], default);
        var claimed = await work.EnrollmentClaims.ClaimAsync(Sample.Now, 100, default);
        foreach (var enrollment in await work.EnrollmentClaims.LeaseAsync([.. claimed.Select(one => one.Id)], Minute, default))
            leased.Add(enrollment.Id);
        return released;
    }

    private static async Task<int> AdvanceAsync(ISystemUnitOfWork work, int max, ConcurrentBag<EnrollmentId> claimed)
    {
        var batch = await work.EnrollmentClaims.ClaimAsync(Sample.Now, max, default);
        await work.ApplyAsync(
            Sample.Update(batch.Select(enrollment => enrollment with { State = EnrollmentState.Waiting, DueAt = null, Revision = enrollment.Revision + 1 })),
            default
        );
        foreach (var enrollment in batch)
        {
            claimed.Add(enrollment.Id);
        }

        return batch.Count;
    }
}
