using System.Reflection;
using System.Text.Json;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves that nothing of one tenant reaches another: through every method of every port, by foreign ids, past the stores, and over pooled connections.</summary>
public abstract class TenantIsolationSuite : StoreSuite
{
    private TenantWorld mine = null!;
    private TenantWorld foreign = null!;

    /// <summary>Every method that a tenant's unit of work reads with, so that a new one is covered.</summary>
    protected static IEnumerable<TestCaseData> Reads =>
        from port in typeof(IStores).GetProperties()
        from type in port.PropertyType.GetInterfaces().Prepend(port.PropertyType)
        from method in type.GetMethods()
        select new TestCaseData(port, method).SetArgDisplayNames($"{port.Name}.{method.Name}");

    /// <summary>Every type of row.</summary>
    protected static IReadOnlyList<Type> RowTypes => SampleRow.Types;

    [SetUp]
    public async Task StoreTwoTenantsAsync()
    {
        (mine, foreign) = (new TenantWorld(), new TenantWorld());
        await StoreAsync(mine.Rows);
        await StoreAsync(foreign.Rows);
    }

    [TestCaseSource(nameof(Reads))]
    public async Task Shows_nothing_of_another_tenant_by(PropertyInfo port, MethodInfo method)
    {
        // With the other tenant's ids and keys, as somebody would who guessed them.
        var stolen = await CallAsync(mine.Tenant, port, method, foreign);
        Assert.That(foreign.IdsIn(stolen), Is.Empty);
        if (
            method.Name
            is not (
                nameof(IAuditStore.VerifyAsync)
                or nameof(IActivityStore.RemoveEntriesViaAsync)
                or nameof(IMessageStore.CountAsync)
                or nameof(IMessageStore.CountLateAsync)
                or nameof(ISequenceStore.CountBlockedAsync)
                or nameof(ISequenceStore.CountSetAsideAsync)
                or nameof(IEventStore.CountBacklogAsync)
            )
        )
        {
            var own = await CallAsync(foreign.Tenant, port, method, foreign);
            Assert.That(foreign.IdsIn(own), Is.Not.Empty, "the same call shows something to the tenant itself, else it proves nothing");
        }
    }

    [TestCaseSource(nameof(Reads))]
    public async Task Shows_nothing_of_another_tenant_to_the_system_narrowed_to_one_by(PropertyInfo port, MethodInfo method)
    {
        await using var system = await SystemStore.BeginAsync(default);
        Assert.That(foreign.IdsIn(await CallAsync(system.For(mine.Tenant), port, method, foreign)), Is.Empty);
    }

    [Test]
    public async Task Counts_no_messages_of_another_tenant()
    {
        await StoreAsync(Sample.Message(Sample.Mailbox(foreign.Tenant)) with { State = Crm.Messages.MessageState.Bounced });
        var counts = await ReadAsync(mine.Tenant, work => work.Messages.CountAsync(default));
        Assert.That(counts, Does.Not.ContainKey(Crm.Messages.MessageState.Bounced));
    }

    [Test]
    public async Task Counts_no_late_messages_of_another_tenant()
    {
        var (before, own) = (await LateAsync(foreign.Tenant), await LateAsync(mine.Tenant));
        var mailbox = Sample.Mailbox(foreign.Tenant);
        await StoreAsync(mailbox, Sample.Message(mailbox));
        Assert.That((await LateAsync(foreign.Tenant), await LateAsync(mine.Tenant)), Is.EqualTo((before + 1, own)));

        Task<int> LateAsync(TenantId tenant) =>
            ReadAsync(tenant, work => work.Messages.CountLateAsync(Sample.Now.AddYears(1), Sample.Now.AddYears(1), default));
    }

    [Test]
    public async Task Counts_no_blocked_enrollments_of_another_tenant()
    {
        var foreigner = Sample.Enrollment(Sample.Sequence(foreign.Tenant)) with { State = EnrollmentState.Blocked, DueAt = null, Cause = "mailbox:foreign" };
        await StoreAsync(foreigner);
        Assert.That(await ReadAsync(foreign.Tenant, work => work.Sequences.CountBlockedAsync(default)), Does.ContainKey("mailbox:foreign"));
        Assert.That(await ReadAsync(mine.Tenant, work => work.Sequences.CountBlockedAsync(default)), Does.Not.ContainKey("mailbox:foreign"));
    }

    [Test]
    public async Task Counts_no_enrollments_of_another_tenant_that_wait_for_a_slow_handler()
    {
        await using var system = await SystemStore.BeginAsync(default);
        await system.EnrollmentClaims.SetAsideAsync([foreign.Enrollment.Id], "test.foreign", TimeSpan.FromMinutes(1), default);
        var after = foreign.Enrollment.DueAt!.Value.AddMicroseconds(1);
        Assert.That(await system.For(foreign.Tenant).Sequences.CountSetAsideAsync(after, default), Does.ContainKey("test.foreign"));
        Assert.That(await system.For(mine.Tenant).Sequences.CountSetAsideAsync(after, default), Is.Empty);
        await system.CommitAsync(default);
        Assert.That(await ReadAsync(mine.Tenant, work => work.Sequences.CountSetAsideAsync(after, default)), Is.Empty);
    }

    [Test]
    public async Task Removes_no_entries_of_another_tenant()
    {
        await using var work = await TenantStore.BeginAsync(mine.Tenant, WorkKind.Write, default);
        Assert.That(await work.Activities.RemoveEntriesViaAsync(foreign.Company.Id, foreign.Contact.Id, default), Is.Zero);
    }

    [TestCaseSource(nameof(RowTypes))]
    public async Task Refuses_to_write_for_another_tenant(Type rowType)
    {
        var other = Sample.TenantId();
        var row = SampleRow.Complete(rowType, other);
        await StoreAsync(row);
        var before = await StoredAsync(rowType, other);

        foreach (
            var write in new Action<ChangeSet>[]
            {
                set => set.Insert(SampleRow.Complete(rowType, other)),
                set => set.InsertIfAbsent(SampleRow.Complete(rowType, other)),
                set => set.Update(row),
                set => set.Delete(row),
            }
        )
        {
            var set = new ChangeSet();
            write(set);
            set.Insert(Sample.Audit(mine.Tenant));
            await using var work = await TenantStore.BeginAsync(mine.Tenant, WorkKind.Write, default);
            Assert.That(async () => await work.ApplyAsync(set, default), Throws.Exception);
        }

        Assert.That(await StoredAsync(rowType, other), Is.EquivalentTo(before));
    }

    [Test]
    public async Task Changes_nothing_under_a_foreign_id()
    {
        IRow[] guesses =
        [
            foreign.Contact with
            {
                Tenant = mine.Tenant,
                Revision = 2,
            },
            foreign.Enrollment with
            {
                Tenant = mine.Tenant,
                Revision = 2,
            },
            foreign.Message with
            {
                Tenant = mine.Tenant,
                Revision = 2,
            },
        ];
        foreach (var guess in guesses)
        {
            await using var work = await TenantStore.BeginAsync(mine.Tenant, WorkKind.Write, default);
            Assert.That(async () => await work.ApplyAsync(Sample.Update(guess), default), Throws.TypeOf<ConcurrencyConflictException>());
        }

        AssertSame(foreign.Contact, (await ReadAsync(foreign.Tenant, work => work.Records.GetAsync([foreign.Contact.Id], default))).Single());
    }

    [Test]
    public async Task Keeps_tenants_apart_with_the_first_wall_taken_away()
    {
        if (!Database.IsolatesTenants)
        {
            Assert.Pass("This database has one wall.");
        }

        var tables = await Database.TablesAsync();
        Assert.That(tables, Has.Count.GreaterThan(20));
        await using var work = await TenantStore.BeginAsync(mine.Tenant, WorkKind.Write, default);
        foreach (var table in tables)
        {
            Assert.That(
                await Database.ScalarAsync(work, $"select count(*) from {table.Name} where {table.TenantColumn} <> '{mine.Tenant}'"),
                Is.Zero,
                table.Name
            );
            var deleted =
                $"with gone as (delete from {table.Name} returning {table.TenantColumn} as tenant) select count(*) from gone where tenant <> '{mine.Tenant}'";
            Assert.That(await Database.ScalarAsync(work, deleted), Is.Zero, table.Name);
        }
    }

    [Test]
    public async Task Carries_no_tenant_over_on_a_pooled_connection()
    {
        for (var round = 0; round < 10; round++)
        {
            var tenant = round % 2 == 0 ? mine : foreign;
            await using (var work = await TenantStore.BeginAsync(tenant.Tenant, WorkKind.Write, default))
            {
                Assert.That(
                    (await work.Records.GetAsync([mine.Contact.Id, foreign.Contact.Id], default)).Select(record => record.Id),
                    Is.EqualTo(new[] { tenant.Contact.Id })
                );
                if (round % 3 == 0)
                {
                    // A unit that fails gives its connection back, too.
                    Assert.That(async () => await work.ApplyAsync(Sample.Insert(tenant.Contact), default), Throws.TypeOf<UniqueViolationException>());
                }
            }

            await using var system = await SystemStore.BeginAsync(default);
            Assert.That(await system.Records.GetAsync([mine.Contact.Id, foreign.Contact.Id], default), Has.Count.EqualTo(2));
            if (Database.IsolatesTenants)
            {
                var left = "select count(*) where coalesce(current_setting('crm.tenant', true), '') <> ''";
                Assert.That(await Database.ScalarAsync(system, left), Is.Zero);
            }
        }
    }

    [Test]
    public void Opens_for_no_empty_tenant() =>
        Assert.That(async () => await TenantStore.BeginAsync(default, WorkKind.Read, default), Throws.InstanceOf<ArgumentException>());

    private async Task<string> CallAsync(TenantId tenant, PropertyInfo port, MethodInfo method, TenantWorld arguments)
    {
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        return await CallAsync(work, port, method, arguments);
    }

    private static async Task<string> CallAsync(IStores stores, PropertyInfo port, MethodInfo method, TenantWorld arguments)
    {
        var task = (Task)method.Invoke(port.GetValue(stores), [.. method.GetParameters().Select(arguments.ArgumentFor)])!;
        await task;
        return JsonSerializer.Serialize(task.GetType().GetProperty("Result")!.GetValue(task));
    }

    private async Task<IReadOnlyList<string>> StoredAsync(Type rowType, TenantId tenant) =>
        [.. (await Database.ReadAllAsync(rowType)).Where(row => row.Tenant == tenant).Select(Describe)];
}
