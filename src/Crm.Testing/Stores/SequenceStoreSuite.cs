using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the store of sequences and enrollments.</summary>
[Proves(typeof(ISequenceStore))]
[Proves(typeof(ISequenceLookup))]
public abstract class SequenceStoreSuite : StoreSuite
{
    [Test]
    public async Task Finds_sequences_by_a_part_of_name_or_key()
    {
        var tenant = Sample.TenantId();
        var (first, second) = (
            Sample.Sequence(tenant, "welcome-new") with
            {
                Name = "Begrüßung 100%",
            },
            Sample.Sequence(tenant, "win-back") with
            {
                Name = "Win back",
            }
        );
        await StoreAsync(first, second);
        foreach (var (text, expected) in new[] { ("WELCOME", first.Key), ("grüß", first.Key), ("%", first.Key), ("back", second.Key) })
        {
            var found = await ReadAsync(tenant, work => work.Sequences.FindByTextAsync(text, 10, default));
            Assert.That(found.Select(sequence => sequence.Key), Is.EqualTo(new[] { expected }), text);
        }
    }

    [Test]
    public async Task Gives_back_sequences_versions_and_the_latest_texts()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        SequenceVersion[] versions = [Sample.Version(sequence), Sample.Version(sequence, 2)];
        StepText[] texts = [Text(versions[0], "first", 1), Text(versions[0], "first", 2), Text(versions[0], "second", 1), Text(versions[1], "first", 1)];
        await StoreAsync([sequence, .. versions, .. texts]);

        await using var work = await TenantStore.BeginAsync(sequence.Tenant, WorkKind.Read, default);
        AssertSame(sequence, await work.Sequences.FindAsync(sequence.Key, default));
        Assert.That(await work.Sequences.FindAsync("none", default), Is.Null);
        AssertSame([sequence], await work.Sequences.FindAsync([sequence.Key, "none"], default));
        Assert.That(await work.Sequences.FindAsync(Array.Empty<string>(), default), Is.Empty);
        AssertSame([sequence], await work.Sequences.GetAsync([sequence.Id], default));
        AssertSameSet(versions, await work.Sequences.GetVersionsAsync([.. versions.Select(version => version.Id)], default));
        AssertSame(Enumerable.Reverse(versions), await work.Sequences.GetVersionsOfAsync(sequence.Id, default));
        AssertSameSet([texts[1], texts[2]], await work.Sequences.GetTextsAsync([versions[0].Id], default));
    }

    [Test]
    public async Task Lists_sequences_by_name_with_their_figures()
    {
        var tenant = Sample.TenantId();
        var draft = Sample.Sequence(tenant) with { Name = "Zulu" };
        var open = Sample.Sequence(tenant) with { Name = "Alpha" };
        var version = Sample.Version(open, 3);
        open = open with { Published = version.Id };
        Enrollment[] enrollments = [Sample.Enrollment(open), Sample.Enrollment(open), Sample.Enrollment(open) with { State = EnrollmentState.Finished }];
        await StoreAsync([draft, open, version, .. enrollments]);

        var figures = await ReadAsync(tenant, work => work.Sequences.ListAsync(default));
        AssertSame([open, draft], figures.Select(row => row.Sequence));
        Assert.That(figures.Select(row => row.PublishedNumber), Is.EqualTo(new int?[] { 3, null }));
        Assert.That(
            figures[0].Enrollments,
            Is.EquivalentTo(new Dictionary<EnrollmentState, int> { [EnrollmentState.Active] = 2, [EnrollmentState.Finished] = 1 })
        );
        Assert.That(figures[1].Enrollments, Is.Empty);
    }

    [Test]
    public async Task Pages_enrollments_newest_first_and_narrows_them()
    {
        var tenant = Sample.TenantId();
        var (one, other) = (Sample.Sequence(tenant), Sample.Sequence(tenant));
        var (mine, foreign, batch) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()), Sample.Id());
        var enrollments = Enumerable.Range(0, 11).Select(_ => Sample.Enrollment(one)).ToList();
        var special = Sample.Enrollment(other) with { State = EnrollmentState.Waiting, Batch = batch, Owner = foreign };
        var owned = Sample.Enrollment(other) with { Owner = mine };
        await StoreAsync([one, other, .. enrollments, special, owned]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        AssertSame(Enumerable.Reverse(enrollments), await ListAsync(new EnrollmentFilter { Sequence = one.Id }));
        AssertSame([special], await ListAsync(new EnrollmentFilter { States = [EnrollmentState.Waiting, EnrollmentState.Failed] }));
        AssertSame([special], await ListAsync(new EnrollmentFilter { Batch = batch }));
        AssertSame([owned], await ListAsync(new EnrollmentFilter { Record = owned.Record }));
        AssertSame([owned], await ListAsync(new EnrollmentFilter { Sequence = other.Id, VisibleOwners = [mine] }));

        Task<IReadOnlyList<Enrollment>> ListAsync(EnrollmentFilter filter) =>
            AllPagesAsync(3, page => work.Sequences.ListEnrollmentsAsync(filter, page, default));
    }

    [Test]
    public async Task Counts_blocked_enrollments_by_what_blocks_them_and_narrows_to_a_cause()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var mailbox = Sample.Enrollment(sequence) with { State = EnrollmentState.Blocked, DueAt = null, Cause = "mailbox:1" };
        var other = Sample.Enrollment(sequence) with { State = EnrollmentState.Blocked, DueAt = null, Cause = "mailbox:1" };
        var nameless = Sample.Enrollment(sequence) with { State = EnrollmentState.Blocked, DueAt = null, Cause = null };
        await StoreAsync([sequence, mailbox, other, nameless, Sample.Enrollment(sequence) with { Cause = "mailbox:1" }]);

        var counts = await ReadAsync(sequence.Tenant, work => work.Sequences.CountBlockedAsync(default));
        Assert.That(counts, Is.EquivalentTo(new Dictionary<string, int> { ["mailbox:1"] = 2, [""] = 1 }));
        var filter = new EnrollmentFilter { Cause = "mailbox:1", States = [EnrollmentState.Blocked] };
        var page = await ReadAsync(sequence.Tenant, work => work.Sequences.ListEnrollmentsAsync(filter, new PageRequest(), default));
        AssertSame([other, mailbox], page.Rows);
    }

    [Test]
    public async Task Narrows_enrollments_to_those_in_a_members_name()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var owner = Sample.Member(sequence.Tenant).Id;
        var owned = Sample.Enrollment(sequence) with { Owner = owner };
        await StoreAsync([sequence, owned, Sample.Enrollment(sequence), Sample.Enrollment(sequence) with { Owner = Sample.Member(sequence.Tenant).Id }]);
        var page = await ReadAsync(
            sequence.Tenant,
            work => work.Sequences.ListEnrollmentsAsync(new EnrollmentFilter { Owner = owner }, new PageRequest(), default)
        );
        AssertSame([owned], page.Rows);
    }

    [Test]
    public async Task Finds_enrollments_of_records_or_addresses()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var live = Sample.Enrollment(sequence);
        var finished = Sample.Enrollment(sequence, record: live.Record) with { State = EnrollmentState.Finished, FinishedAt = Sample.Now };
        var byAddress = Sample.Enrollment(sequence) with { AddressHash = new string('b', 64) };
        var toPerson = Sample.Enrollment(sequence) with { RecordType = RecordType.Deal, Recipient = Sample.Contact(sequence.Tenant).Id };
        await StoreAsync(live, finished, byAddress, toPerson, Sample.Enrollment(sequence));

        await using var work = await TenantStore.BeginAsync(sequence.Tenant, WorkKind.Read, default);
        AssertSameSet(
            [live, finished, byAddress],
            await work.Sequences.FindEnrollmentsAsync([live.Record], [byAddress.AddressHash, live.AddressHash!], false, default)
        );
        AssertSameSet([live], await work.Sequences.FindEnrollmentsAsync([live.Record], [], true, default));
        AssertSameSet([toPerson], await work.Sequences.FindEnrollmentsAsync([toPerson.Recipient!.Value], [], true, default));
        Assert.That(await work.Sequences.FindEnrollmentsAsync([], [], false, default), Is.Empty);
    }

    [Test]
    public async Task Gives_back_enrollments_with_executions_and_values()
    {
        var enrollment = Sample.Enrollment(Sample.Sequence(Sample.TenantId()));
        var later = Sample.Execution(enrollment) with { Pass = 2, FirstDecidedAt = Sample.Now.AddHours(1) };
        var earlier = Sample.Execution(enrollment);
        var value = new EnrollmentValue
        {
            Tenant = enrollment.Tenant,
            Enrollment = enrollment.Id,
            Plugin = "sample",
            Key = "count",
            Value = "3",
        };
        await StoreAsync(enrollment, later, earlier, value);
        await ReplaceAsync(earlier with { State = StepExecutionState.Done, FinishedAt = Sample.Now });

        await using var work = await TenantStore.BeginAsync(enrollment.Tenant, WorkKind.Read, default);
        AssertSame([enrollment], await work.Sequences.GetEnrollmentsAsync([enrollment.Id, new EnrollmentId(Sample.Id())], default));
        AssertSame(
            [earlier with { State = StepExecutionState.Done, FinishedAt = Sample.Now }, later],
            await work.Sequences.GetExecutionsAsync([enrollment.Id], default)
        );
        AssertSame([later], await work.Sequences.GetPendingExecutionsAsync([enrollment.Id], default));
        AssertSame([later], await work.Sequences.GetExecutionsByIdAsync([later.Id], default));
        AssertSame([value], await work.Sequences.GetValuesAsync([enrollment.Id], default));
    }

    private static StepText Text(SequenceVersion version, string step, int revision) =>
        new()
        {
            Tenant = version.Tenant,
            Version = version.Id,
            StepKey = step,
            TextRevision = revision,
            Texts = """{"subject":"Hello"}""",
            At = Sample.Now,
            By = Actor.System("test"),
        };
}
