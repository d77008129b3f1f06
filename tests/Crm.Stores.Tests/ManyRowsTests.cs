using Crm.Records;
using Crm.Sequences;
using Crm.Testing;
using Crm.Testing.Builders;

namespace Crm.Stores.Tests;

/// <summary>Many rows at once, with values that all of them have in common, that none has, and that some have.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ManyRowsTests(string kind)
{
    private const int Count = 120;

    private TestDatabase database = null!;
    private TenantId tenant;
    private List<Enrollment> enrollments = [];

    [OneTimeSetUp]
    public async Task CreateAsync() => database = await TestDatabase.CreateAsync(kind);

    [SetUp]
    public void NewRows()
    {
        tenant = Sample.TenantId();
        var sequence = Sample.Sequence(tenant);
        var (version, record) = (new SequenceVersionId(Sample.Id()), new RecordId(Sample.Id()));
        enrollments = [.. Enumerable.Range(0, Count).Select(_ => Sample.Enrollment(sequence, version, record))];
    }

    [OneTimeTearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task Are_stored_as_they_are()
    {
        enrollments = [.. enrollments.Select((row, index) => row with { Owner = index == Count - 1 ? new MemberId(Sample.Id()) : null, Attempt = index % 2 })];
        await WriteAsync(Sample.Insert(enrollments));
        Assert.That(await ReadAsync(), Is.EquivalentTo(enrollments));
    }

    [Test]
    public async Task Are_replaced_by_what_they_have_in_common_and_what_they_have_not()
    {
        await WriteAsync(Sample.Insert(enrollments));
        enrollments =
        [
            .. enrollments.Select(
                (row, index) => row with { State = EnrollmentState.Blocked, DueAt = null, Reason = index < 3 ? null : "There is no mailbox.", Revision = 2 }
            ),
        ];
        await WriteAsync(Sample.Update(enrollments));
        Assert.That(await ReadAsync(), Is.EquivalentTo(enrollments));
    }

    [Test]
    public async Task Are_all_left_alone_where_one_was_changed_meanwhile()
    {
        await WriteAsync(Sample.Insert(enrollments));
        await WriteAsync(Sample.Update(enrollments[7] with { Revision = 2 }));
        var changed = enrollments.Select(row => row with { Reason = "all the same", Revision = 2 });
        Assert.ThrowsAsync<ConcurrencyConflictException>(() => WriteAsync(Sample.Update(changed)));
        Assert.That((await ReadAsync()).Select(row => row.Reason), Is.All.Null);
    }

    [Test]
    public async Task Are_added_only_where_they_are_absent()
    {
        var calls = Enumerable.Range(0, Count).Select(_ => Sample.Call(tenant) with { Details = """{"same":true}""" }).ToList();
        await WriteAsync(Sample.Insert(calls[..100]));
        var set = new ChangeSet();
        set.Insert(Sample.Audit(tenant));
        calls.ForEach(call => set.InsertIfAbsent(call with { Subject = "Again" }));
        await WriteAsync(set);
        await using var unit = await database.TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var stored = await unit.Activities.GetAsync([.. calls.Select(call => call.Id)], default);
        Assert.That(stored.Count(call => call.Subject == "Again"), Is.EqualTo(Count - 100));
    }

    private async Task WriteAsync(ChangeSet changes)
    {
        await using var unit = await database.TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        await unit.ApplyAsync(changes, default);
        await unit.CommitAsync(default);
    }

    private async Task<IReadOnlyList<Enrollment>> ReadAsync()
    {
        await using var unit = await database.TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        return await unit.Sequences.GetEnrollmentsAsync([.. enrollments.Select(row => row.Id)], default);
    }
}
