using System.Diagnostics;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Sql.Stores;
using Crm.Testing.Builders;

namespace Crm.Stores.Tests;

/// <summary>Lists and counts of few among many.</summary>
internal sealed partial class QueryPlanTests
{
    private static readonly MessageFilter Unknown = new() { States = [MessageState.Unknown] };

    [Test]
    public async Task Messages_of_rare_states_are_found_without_walking_the_ledger()
    {
        await AssertPlanAsync("crm_message_by_state", work => work.Messages.ListAsync(Unknown, new PageRequest(), default));
        string? next = null;
        await AssertPlanAsync("crm_message_by_state", async work => next = (await work.Messages.ListAsync(Unknown, new PageRequest(20), default)).Next);
        await AssertPlanAsync("crm_message_by_state", work => work.Messages.ListAsync(Unknown, new PageRequest(20, next), default));
        var several = new MessageFilter { States = [MessageState.Failed, MessageState.Bounced, MessageState.Unknown] };
        await AssertPlanAsync("crm_message_by_state", work => work.Messages.ListAsync(several, new PageRequest(), default));
        await AssertPlanAsync("crm_message_by_state", work => work.Messages.ListAsync(Unknown with { VisibleOwners = [owner] }, new PageRequest(), default));
        var mailbox = new MessageFilter { Mailbox = new MailboxId(Sample.Id()) };
        await AssertPlanAsync("crm_message_by_mailbox", work => work.Messages.ListAsync(mailbox, new PageRequest(), default));
    }

    [Test]
    public async Task Messages_of_the_few_records_that_somebody_sees_are_found_from_their_side()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        var (newcomer, theirs) = (new MemberId(Sample.Id()), records[9]);
        await ExecuteAsync(work, "update crm_record set owner = @other where owner is null", ("other", Sample.Id()));
        await ExecuteAsync(work, "update crm_record set owner = @owner where id = @id", ("owner", newcomer.Value), ("id", theirs.Value));
        // What the planner would know some time after that.
        if (kind != "sqlite")
            await ExecuteAsync(work, "reset role; analyze crm_record (owner); set local role crm_system");
        var messages = work.For(tenant).Messages;

        var page = await messages.ListAsync(new MessageFilter { VisibleOwners = [newcomer] }, new PageRequest(), default);
        Assert.That((page.Rows.Single().Record, page.Next), Is.EqualTo((theirs, (string?)null)));
        await FewAsync("crm_message_by_record", new MessageFilter { VisibleOwners = [newcomer] });
        await FewAsync("crm_message_by_record", new MessageFilter { VisibleOwners = [newcomer], States = [MessageState.Sent, MessageState.Queued] });
        await FewAsync("crm_message_by_enrollment", new MessageFilter { Sequence = sequences[3].Id });

        // Walking over 200,000 messages takes a second; the fastest of some, since the machine may be busy.
        async Task FewAsync(string index, MessageFilter filter)
        {
            await AssertPlanAsync(work, index, () => messages.ListAsync(filter, new PageRequest(), default));
            var fastest = TimeSpan.MaxValue;
            for (var round = 0; round < 5; round++)
            {
                var clock = Stopwatch.StartNew();
                await messages.ListAsync(filter, new PageRequest(), default);
                fastest = clock.Elapsed < fastest ? clock.Elapsed : fastest;
            }
            TestContext.Out.WriteLine($"{kind} {index}: {fastest.TotalMilliseconds:N2} ms at best");
            Assert.That(fastest, Is.LessThan(TimeSpan.FromMilliseconds(250)));
        }
    }

    [Test]
    public async Task Enrollments_of_all_sequences_are_counted_by_index_alone()
    {
        // What is read by index alone is known to be visible to all, as autovacuum leaves it.
        if (kind != "sqlite")
            await ExecuteAsync("vacuum crm_enrollment");
        await AssertPlanAsync(kind == "sqlite" ? "crm_enrollment_by_sequence" : "crm_enrollment_counted", work => work.Sequences.ListAsync(default));
        await AssertByIndexAloneAsync(work => work.Sequences.ListAsync(default));
    }

    [Test]
    public async Task Enrollments_that_failed_or_wait_are_found_without_walking_over_those_that_are_done()
    {
        var filter = new EnrollmentFilter { States = [EnrollmentState.Failed, EnrollmentState.Blocked, EnrollmentState.Waiting] };
        string? next = null;
        await AssertPlanAsync(
            "crm_enrollment_by_state",
            async work => next = (await work.Sequences.ListEnrollmentsAsync(filter, new PageRequest(30), default)).Next
        );
        await AssertPlanAsync("crm_enrollment_by_state", work => work.Sequences.ListEnrollmentsAsync(filter, new PageRequest(30, next), default));
        var own = filter with { States = [EnrollmentState.Failed], VisibleOwners = [owner] };
        await AssertPlanAsync("crm_enrollment_by_state", work => work.Sequences.ListEnrollmentsAsync(own, new PageRequest(), default));
    }

    [Test]
    public async Task A_search_walks_along_its_indexes_for_some_rows_only()
    {
        foreach (var text in new[] { "person", "00007", "pers 0001", "person7@x" })
        foreach (
            var search in new[]
            {
                new RecordSearch { Text = text },
                new RecordSearch { Text = text, VisibleOwners = [owner] },
            }
        )
        foreach (var index in new[] { "crm_record_by_name", "crm_name_word_by_word" })
            await AssertPlanAsync(index, work => work.Records.SearchAsync(search, default));
        var address = new RecordSearch { Text = "person77@x" };
        await AssertPlanAsync("crm_contact_point_by_value", work => work.Records.SearchAsync(address, default));
    }

    [Test]
    public async Task A_members_day_is_read_by_indexes()
    {
        var filter = new MemberDayFilter
        {
            Member = owner,
            VisibleOwners = [owner],
            Now = Sample.Now,
            End = Sample.Now.AddHours(12),
            ChangedSince = Sample.Now.AddDays(-1),
        };
        foreach (
            var index in new[] { "crm_activity_open_of_assignee", "crm_message_by_state", "crm_enrollment_due", "crm_enrollment_b", "crm_last_touch_by_time" }
        )
            await AssertPlanAsync(index, work => work.Activities.GetDayAsync(filter, default));
    }

    [Test]
    public async Task Boards_and_orders_of_deals_are_read_by_indexes()
    {
        var board = new DealBoardFilter
        {
            Pipeline = "sales",
            Stages = ["new", "won"],
            Counted = ["new"],
        };
        await AssertPlanAsync("crm_record_by_stage", work => work.Records.GetBoardAsync(board, default));
        await AssertPlanAsync("crm_record_by_stage", work => work.Records.GetBoardAsync(board with { VisibleOwners = [owner] }, default));
        var deals = new RecordFilter { Type = RecordType.Deal };
        foreach (var (sort, index) in new[] { (RecordSort.Amount, "crm_record_by_amount"), (RecordSort.ExpectedClose, "crm_record_by_close") })
        {
            string? next = null;
            await AssertPlanAsync(index, async work => next = (await work.Records.ListAsync(deals with { Sort = sort }, new PageRequest(), default)).Next);
            await AssertPlanAsync(index, work => work.Records.ListAsync(deals with { Sort = sort }, new PageRequest(50, next), default));
        }
        var stage = deals with { Pipeline = "sales", Stages = ["new"], Sort = RecordSort.StageSince };
        await AssertPlanAsync("crm_record_by_stage", work => work.Records.ListAsync(stage, new PageRequest(), default));
    }

    [Test]
    public async Task What_members_did_is_counted_and_listed_by_an_index_without_what_the_host_did()
    {
        var report = new TeamReportFilter
        {
            Members = [owner],
            Weeks = [Sample.Now.AddDays(-14), Sample.Now.AddDays(-7), Sample.Now],
            Now = Sample.Now,
        };
        var done = new DoneActivityFilter
        {
            Members = [owner],
            From = Sample.Now.AddDays(-14),
            To = Sample.Now,
        };
        await AssertPlanAsync("crm_activity_of_members", work => work.Activities.GetTeamReportAsync(report, default));
        await AssertPlanAsync("crm_activity_of_members", work => work.Activities.ListDoneAsync(done, new PageRequest(), default));
    }

    [Test]
    public async Task Tasks_of_sequences_are_found_among_many_that_are_none()
    {
        var filter = new OpenActivityFilter { OfSequencesOnly = true };
        await AssertPlanAsync("crm_activity_open_of_sequences", work => work.Activities.ListOpenAsync(filter, new PageRequest(), default));
        await AssertPlanAsync(
            "crm_activity_open_of_sequences",
            work => work.Activities.ListOpenAsync(filter with { VisibleOwners = [owner] }, new PageRequest(), default)
        );
    }

    private async Task AssertByIndexAloneAsync<T>(Func<IStores, Task<T>> count)
    {
        await using var work = (TenantUnitOfWork)await database.TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        commands.Clear();
        await count(work);
        var plan = await ExplainAsync(work, commands.Take()[^1]);
        Assert.That(plan, Does.Match("COVERING INDEX|Index Only Scan"), plan);
    }

    private static async Task ExecuteAsync(UnitOfWork work, string statement, params (string Name, Guid Value)[] values)
    {
        await using var command = (await work.Session.ConnectAsync(default)).CreateCommand();
        command.Transaction = work.Session.Transaction;
        command.CommandText = statement;
        foreach (var (name, value) in values)
            command.Parameters.Add(work.Session.Database.CreateParameter(new Sql.SqlValue(name, work.Session.Dialect.Id(value))));
        await command.ExecuteNonQueryAsync();
    }
}
