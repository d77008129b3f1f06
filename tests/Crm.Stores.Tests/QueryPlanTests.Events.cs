using System.Diagnostics;
using Crm.Events;
using Crm.Records;
using Crm.Sequences;
using Crm.Sql.Stores;
using Crm.Testing.Builders;

namespace Crm.Stores.Tests;

/// <summary>Events on their way, and what is deleted.</summary>
internal sealed partial class QueryPlanTests
{
    [Test]
    public async Task Deliveries()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        var (claims, minute) = (work.DeliveryClaims, TimeSpan.FromMinutes(1));
        var claim = new DeliveryClaim("test.board", Sample.Now, minute)
        {
            Tenants = 8,
            Share = 100,
            Without = [small],
        };
        var first = (await claims.ClaimAsync(claim, default))[0];
        await AssertPlanAsync(work, "crm_inbox_entry_due", () => claims.ClaimAsync(claim, default));
        await AssertPlanAsync(work, "crm_inbox_entry_due", () => claims.ClaimAfterAsync(tenant, "test.board", first, minute, default));
        await AssertPlanAsync(work, "crm_inbox_entry_due", () => claims.ClaimNewestAsync(tenant, "test.board", Sample.Now, minute, default));
        await AssertPlanAsync(work, "crm_outbox_event_pkey", () => claims.GetEventsAsync([first.Event], default));
        await AssertPlanAsync(work, "crm_inbox_entry_pkey", () => Did(claims.ConfirmAsync(first, Sample.Now, default)));
        await AssertPlanAsync(work, "crm_inbox_entry_pkey", () => Did(claims.PutOffAsync(first, default)));
        await AssertPlanAsync(work, "crm_inbox_entry_due", () => Did(claims.ReleaseAsync(tenant, "test.board", Sample.Now.AddHours(2), default)));
        await AssertPlanAsync(work, "crm_inbox_entry_", () => Did(claims.ReleaseAsync(tenant, "test.board", [first.Event], Sample.Now.AddHours(2), default)));
        await AssertPlanAsync(
            "crm_inbox_entry_parked",
            stores => stores.Events.ListParkedAsync(new ParkedFilter { Subscriber = "test.board" }, new PageRequest(), default)
        );
        await AssertPlanAsync("crm_inbox_entry_parked", stores => stores.Events.CountBacklogAsync(Sample.Now, default));
    }

    [Test]
    public async Task What_waits_for_a_subscriber_that_is_forgotten()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        foreach (var index in new[] { "crm_inbox_entry_due", "crm_inbox_entry_parked" })
            await AssertPlanAsync(work, index, () => work.DeliveryClaims.DropAsync("test.gone", 500, default));
        await AssertPlanAsync(work, "crm_inbox_entry_due", () => work.DeliveryClaims.DropAsync("test.later", 500, default));
    }

    [Test]
    public async Task What_is_dropped_is_chosen_once_however_it_is_planned()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        if (kind == "postgres")
            await ExecuteAsync(
                work,
                "set local enable_hashagg = off; set local enable_sort = off; set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_material = off"
            );
        Assert.That(await work.DeliveryClaims.DropAsync("test.later", 4, default), Is.EqualTo(4));
    }

    [Test]
    public async Task Events_that_are_put_off_are_not_walked_over()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        var (events, deliveries) = (work.EventClaims, work.DeliveryClaims);
        await FastAsync(() => events.ClaimAsync(Sample.Now.AddDays(-1), 100, TimeSpan.FromMinutes(1), default));
        await FastAsync(() => deliveries.ClaimAsync(new DeliveryClaim("test.later", Sample.Now, TimeSpan.FromMinutes(1)) { Tenants = 8 }, default));

        // The fastest of some, since the machine may be busy: walking over 20,000 rows takes more than that.
        static async Task FastAsync<T>(Func<Task<IReadOnlyList<T>>> claim)
        {
            var fastest = TimeSpan.MaxValue;
            for (var round = 0; round < 10; round++)
            {
                var clock = Stopwatch.StartNew();
                Assert.That(await claim(), Is.Empty);
                fastest = clock.Elapsed < fastest ? clock.Elapsed : fastest;
            }
            Assert.That(fastest, Is.LessThan(TimeSpan.FromMilliseconds(5)));
        }
    }

    [Test]
    public async Task What_retention_deletes_is_found_by_age()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        var (rows, before) = (work.Retention, Sample.Now.AddSeconds(100));
        await AssertPlanAsync(work, "crm_outbox_event_pkey", () => rows.DeleteEventsAsync(before, null, 500, default));
        await AssertPlanAsync(work, "crm_idempotency_entry_by_age", () => rows.DeleteRequestsAsync(before, null, 500, default));
        await AssertPlanAsync(work, "crm_audit_entry_pkey", () => rows.DeleteAuditAsync(before, null, 500, default));
        var half = new RetentionPosition(Sample.Now.AddSeconds(-Rows / 2), Guid.Empty);
        foreach (var after in new RetentionPosition?[] { null, half })
            await AssertPlanAsync(work, "crm_step_execution_by_age", () => rows.DeleteExecutionsAsync(Sample.Now, after, 500, default));
    }

    [Test]
    public async Task Retention_looks_at_executions_that_are_old_and_at_no_others()
    {
        const int Old = Rows / 100;
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        var live = Enumerable.Range(0, Rows).Count(number => At(number) < Oldest && enrollments[number].State != EnrollmentState.Finished);

        var first = await PassAsync();
        var second = await PassAsync();

        Assert.That((first.Deleted, first.Portions), Is.EqualTo((Old - live, (Old / 500) + 1)));
        Assert.That((second.Deleted, second.Portions), Is.EqualTo((0, 1)), "those of enrollments that run");

        async Task<(int Deleted, int Portions)> PassAsync()
        {
            var (deleted, portions, portion) = (0, 0, default(RetentionPortion));
            do
            {
                portion = await work.Retention.DeleteExecutionsAsync(Oldest, portion.Next, 500, default);
                (deleted, portions) = (deleted + portion.Deleted, portions + 1);
            } while (portion.Next is not null);
            return (deleted, portions);
        }
    }

    /// <summary>A hundredth of all rows are older.</summary>
    private static DateTimeOffset Oldest => Sample.Now.AddSeconds(1 - (Rows - (Rows / 100)));

    private static async Task<bool> Did(Task work)
    {
        await work;
        return true;
    }

    /// <summary>Nearly all are handled; some wait, and a few are parked.</summary>
    private InboxEntry Inbox(int number) =>
        new()
        {
            Tenant = tenant,
            Event = new CrmEventId(Sample.Id()),
            Subscriber = number % 10 == 1 ? "test.later" : "test.board",
            HandledAt = number % 10 < 2 ? null : At(number),
            NextAttemptAt =
                number % 10 == 1 ? Sample.Now.AddHours(1)
                : number % 10 == 0 && number % 1000 != 0 ? At(number)
                : null,
            ParkedAt = number % 1000 == 0 ? At(number) : null,
        };

    /// <summary>Its id is derived and tells no time.</summary>
    private StepExecution Execution(int number) =>
        Sample.Execution(enrollments[number]) with
        {
            Id = new StepExecutionId(DerivedId.Of($"{enrollments[number].Id}:1")),
            FirstDecidedAt = At(number),
        };
}
