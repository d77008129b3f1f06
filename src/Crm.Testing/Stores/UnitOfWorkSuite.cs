using Crm.Audit;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the unit of work: what is committed is there, what is not leaves nothing, conflicts are told apart.</summary>
[Proves(typeof(ITenantStore))]
[Proves(typeof(IStores))]
[Proves(typeof(IUnitOfWork))]
public abstract class UnitOfWorkSuite : StoreSuite
{
    /// <summary>Every type of row, so that a new one is covered or fails.</summary>
    protected static IReadOnlyList<Type> RowTypes => SampleRow.Types;

    [TestCaseSource(nameof(RowTypes))]
    public Task Keeps_every_member_of(Type rowType) => RoundTripAsync(rowType, SampleRow.Complete);

    [TestCaseSource(nameof(RowTypes))]
    public Task Keeps_empty_what_was_not_given_in(Type rowType) => RoundTripAsync(rowType, SampleRow.Minimal);

    [TestCaseSource(nameof(RowTypes))]
    public async Task Keeps_nothing_of_a_rolled_back(Type rowType)
    {
        var tenant = Sample.TenantId();
        await using (var work = await TenantStore.BeginAsync(tenant, WorkKind.Write, default))
        {
            await work.ApplyAsync(Sample.Insert(SampleRow.Complete(rowType, tenant)), default);
        }

        Assert.That(await StoredAsync(rowType, tenant), Is.Empty);
    }

    [TestCaseSource(nameof(RowTypes))]
    public async Task Inserts_an_absent_row_once_of(Type rowType)
    {
        var tenant = Sample.TenantId();
        var row = SampleRow.Complete(rowType, tenant);
        for (var time = 0; time < 2; time++)
        {
            var set = new ChangeSet();
            set.InsertIfAbsent(row);
            set.Insert(Sample.Audit(tenant));
            await CommitAsync(set);
        }

        var stored = await StoredAsync(rowType, tenant);
        AssertSame([row], rowType == typeof(AuditEntry) ? stored.Where(entry => Describe(entry) == Describe(row)) : stored);
    }

    [Test]
    public async Task Upserts_rows_that_are_absent_and_rows_that_are_there()
    {
        var (tenant, enrollment) = (Sample.TenantId(), new EnrollmentId(Sample.Id()));
        // More than the writers look at one by one, so that what the rows have in common is sent once.
        var rows = Enumerable.Range(0, 60).Select(number => Value(tenant, enrollment, $"key{number:D2}", "1")).ToList();
        await CommitAsync(Upsert(rows.Take(30)));
        rows = rows.ConvertAll(row => row with { Value = "2" });
        await CommitAsync(Upsert(rows));
        AssertSameSet(rows, await StoredAsync(typeof(EnrollmentValue), tenant));

        var last = rows[0] with { Value = "4" };
        await CommitAsync(Upsert([rows[0] with { Value = "3" }, last]));
        AssertSameSet(rows.Skip(1).Append(last), await StoredAsync(typeof(EnrollmentValue), tenant));
        Assert.That(() => new ChangeSet().Upsert(Sample.Contact(tenant)), Throws.InstanceOf<ArgumentException>(), "it has a revision");

        ChangeSet Upsert(IEnumerable<EnrollmentValue> values)
        {
            var set = new ChangeSet();
            set.Insert(Sample.Audit(tenant));
            foreach (var value in values)
                set.Upsert(value);
            return set;
        }
    }

    [TestCaseSource(nameof(RowTypes))]
    public async Task Deletes_a_row_of(Type rowType)
    {
        var tenant = Sample.TenantId();
        var row = SampleRow.Complete(rowType, tenant);
        await StoreAsync(row);
        if (rowType == typeof(AuditEntry))
        {
            return; // Only ever added.
        }

        await CommitAsync(Sample.Delete(row));
        Assert.That(await StoredAsync(rowType, tenant), Is.Empty);
    }

    [Test]
    public async Task Replaces_every_member_of_a_revisioned_row()
    {
        foreach (var type in RowTypes.Where(type => typeof(IRevisioned).IsAssignableFrom(type)))
        {
            var tenant = Sample.TenantId();
            var before = SampleRow.Minimal(type, tenant);
            await StoreAsync(before);
            var after = SampleRow.Complete(type, tenant);
            string[] kept =
            [
                "Id",
                "Key",
                "TypeKey",
                "TokenHash",
                "RecordType",
                "RecordedAt",
                "CreatedAt",
                "EnrolledAt",
                .. type == typeof(MemberSettings) ? ["Member"] : Array.Empty<string>(),
            ];
            foreach (var name in kept)
            {
                // The key, and what never changes.
                type.GetProperty(name)?.SetValue(after, type.GetProperty(name)!.GetValue(before));
            }

            type.GetProperty(nameof(IRevisioned.Revision))!.SetValue(after, 2);
            await ReplaceAsync(after);
            AssertSame([after], await StoredAsync(type, tenant));
        }
    }

    [Test]
    public async Task Refuses_a_change_made_from_an_older_revision()
    {
        var contact = Sample.Contact(Sample.TenantId());
        var other = Sample.Contact(contact.Tenant);
        await StoreAsync(contact, other);
        await ReplaceAsync(contact with { Name = "First", Revision = 2 });

        await using (var work = await TenantStore.BeginAsync(contact.Tenant, WorkKind.Write, default))
        {
            var changes = Sample.Update(other with { Name = "Also", Revision = 2 }, contact with { Name = "Second", Revision = 2 });
            Assert.That(async () => await work.ApplyAsync(changes, default), Throws.TypeOf<ConcurrencyConflictException>());
        }

        var stored = await ReadAsync(contact.Tenant, work => work.Records.GetAsync([contact.Id, other.Id], default));
        Assert.That(stored.Select(record => record.Name), Is.EquivalentTo(["First", other.Name]), "nothing of the set is written");
    }

    [Test]
    public async Task Changes_a_row_that_the_same_set_inserts()
    {
        var contact = Sample.Contact(Sample.TenantId());
        var changes = Sample.Insert(contact, Sample.Contact(contact.Tenant));
        changes.Update(contact with { Name = "Second", Revision = 2 });
        changes.Update(contact with { Name = "Third", Revision = 3 });
        await CommitAsync(changes);

        var stored = await ReadAsync(contact.Tenant, work => work.Records.GetAsync([contact.Id], default));
        AssertSame(contact with { Name = "Third", Revision = 3 }, stored.Single());
    }

    [Test]
    public async Task Changes_a_row_twice_in_one_set_and_keeps_the_last_ones_contact_points()
    {
        var contact = Sample.Contact(Sample.TenantId());
        var other = Sample.Contact(contact.Tenant);
        await StoreAsync(contact, other);
        Contact[] later =
        [
            contact with
            {
                Revision = 2,
                ContactPoints = [new ContactPoint(ContactPointKind.Email, "one@example.com", "one@example.com", true)],
            },
            contact with
            {
                Revision = 3,
                ContactPoints = [new ContactPoint(ContactPointKind.Email, "two@example.com", "two@example.com", true)],
            },
        ];
        await CommitAsync(Sample.Update(later[0], other with { Name = "Other", Revision = 2 }, later[1]));

        var stored = await ReadAsync(contact.Tenant, work => work.Records.GetAsync([contact.Id], default));
        AssertSame(later[1], stored.Single());
        var found = await ReadAsync(
            contact.Tenant,
            work => work.Records.FindByContactPointAsync(ContactPointKind.Email, ["one@example.com", "two@example.com"], default)
        );
        Assert.That(found.Select(match => match.Normalized), Is.EqualTo(["two@example.com"]));
    }

    [Test]
    public async Task Refuses_two_changes_of_one_row_made_from_the_same_revision()
    {
        var contact = Sample.Contact(Sample.TenantId());
        await StoreAsync(contact);
        await using var work = await TenantStore.BeginAsync(contact.Tenant, WorkKind.Write, default);
        var changes = Sample.Update(contact with { Name = "First", Revision = 2 }, contact with { Name = "Second", Revision = 2 });
        Assert.That(async () => await work.ApplyAsync(changes, default), Throws.TypeOf<ConcurrencyConflictException>());
    }

    [Test]
    public async Task Refuses_to_change_what_is_not_there()
    {
        var contact = Sample.Contact(Sample.TenantId());
        await using var work = await TenantStore.BeginAsync(contact.Tenant, WorkKind.Write, default);
        Assert.That(async () => await work.ApplyAsync(Sample.Update(contact with { Revision = 2 }), default), Throws.TypeOf<ConcurrencyConflictException>());
    }

    [Test]
    public async Task Names_the_unique_key_that_is_taken()
    {
        var tenant = Sample.TenantId();
        var sequence = Sample.Sequence(tenant, "welcome");
        await StoreAsync(sequence);
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Write, default);

        var thrown = Assert.ThrowsAsync<UniqueViolationException>(() => work.ApplyAsync(Sample.Insert(Sample.Sequence(tenant, "welcome")), default));
        Assert.That(thrown!.Key, Does.Contain("sequence").And.Contain("key"));
    }

    [Test]
    public async Task Refuses_a_second_execution_of_the_same_pass()
    {
        var enrollment = Sample.Enrollment(Sample.Sequence(Sample.TenantId()));
        await StoreAsync(Sample.Execution(enrollment));
        await using var work = await TenantStore.BeginAsync(enrollment.Tenant, WorkKind.Write, default);
        Assert.That(async () => await work.ApplyAsync(Sample.Insert(Sample.Execution(enrollment)), default), Throws.TypeOf<UniqueViolationException>());
    }

    [Test]
    public async Task Refuses_to_commit_changes_without_audit()
    {
        var contact = Sample.Contact(Sample.TenantId());
        var changes = new ChangeSet();
        changes.Insert(contact);
        await using (var work = await TenantStore.BeginAsync(contact.Tenant, WorkKind.Write, default))
        {
            await work.ApplyAsync(changes, default);
            Assert.That(async () => await work.CommitAsync(default), Throws.InvalidOperationException);
        }

        Assert.That(await StoredAsync(typeof(Contact), contact.Tenant), Is.Empty);
    }

    [Test]
    public async Task Commits_several_sets_together()
    {
        var contact = Sample.Contact(Sample.TenantId());
        await using (var work = await TenantStore.BeginAsync(contact.Tenant, WorkKind.Write, default))
        {
            await work.ApplyAsync(Sample.Insert(contact), default);
            await work.ApplyAsync(Sample.Update(contact with { Name = "Renamed", Revision = 2 }), default);
            await work.CommitAsync(default);
        }

        var stored = await ReadAsync(contact.Tenant, work => work.Records.GetAsync([contact.Id], default));
        AssertSame(contact with { Name = "Renamed", Revision = 2 }, stored.Single());
    }

    [Test]
    public async Task Reads_what_it_has_written_before_the_commit()
    {
        var contact = Sample.Contact(Sample.TenantId());
        await using var work = await TenantStore.BeginAsync(contact.Tenant, WorkKind.Write, default);
        await work.ApplyAsync(Sample.Insert(contact), default);
        AssertSame(contact, (await work.Records.GetAsync([contact.Id], default)).Single());
    }

    [Test]
    public async Task Writes_rows_of_several_tenants_for_the_system()
    {
        Contact[] contacts = [Sample.Contact(Sample.TenantId()), Sample.Contact(Sample.TenantId())];
        await StoreAsync(contacts);
        foreach (var contact in contacts)
        {
            AssertSame([contact], await StoredAsync(typeof(Contact), contact.Tenant));
        }
    }

    [Test]
    public async Task Appends_ten_thousand_rows_at_once()
    {
        var sequence = Sample.Sequence(Sample.TenantId());
        var enrollments = Enumerable.Range(0, 10_000).Select(_ => Sample.Enrollment(sequence)).ToList();
        await StoreAsync(enrollments);
        await ReplaceAsync(
            enrollments.Select(enrollment => enrollment with { State = EnrollmentState.Finished, Finish = FinishReason.Completed, Revision = 2 })
        );

        var stored = await StoredAsync(typeof(Enrollment), sequence.Tenant);
        Assert.That(stored, Has.Count.EqualTo(10_000));
        Assert.That(stored.Cast<Enrollment>().Count(enrollment => enrollment is { State: EnrollmentState.Finished, Revision: 2 }), Is.EqualTo(10_000));
    }

    private async Task RoundTripAsync(Type rowType, Func<Type, TenantId, IRow> create)
    {
        var tenant = Sample.TenantId();
        var row = create(rowType, tenant);
        await StoreAsync(row);
        var stored = await StoredAsync(rowType, tenant);
        AssertSame(row, stored.FirstOrDefault(candidate => Describe(candidate) == Describe(row)) ?? (stored.Count > 0 ? stored[0] : null));
    }

    private static EnrollmentValue Value(TenantId tenant, EnrollmentId enrollment, string key, string value) =>
        new()
        {
            Tenant = tenant,
            Enrollment = enrollment,
            Plugin = "sample",
            Key = key,
            Value = value,
        };

    private async Task<IReadOnlyList<IRow>> StoredAsync(Type rowType, TenantId tenant) =>
        [.. (await Database.ReadAllAsync(rowType)).Where(row => row.Tenant == tenant)];
}
