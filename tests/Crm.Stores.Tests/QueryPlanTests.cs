using System.Data.Common;
using System.Diagnostics;
using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Sql.Stores;
using Crm.Testing;
using Crm.Testing.Builders;
using Crm.Timeline;

namespace Crm.Stores.Tests;

/// <summary>The plans of the statements that must stay fast, over 200,000 rows of each table, with the planner's settings as they come.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
[Category("Long")]
internal sealed partial class QueryPlanTests(string kind)
{
    private const int Rows = 200_000;
    private const int BatchSize = 10_000;
    private readonly TenantId tenant = Sample.TenantId();
    private readonly TenantId small = Sample.TenantId();
    private readonly MemberId owner = new(Sample.Id());
    private readonly List<RecordId> records = [];
    private readonly List<Enrollment> enrollments = [];
    private TestDatabase database = null!;
    private CommandCapture commands = null!;
    private readonly List<Sequence> sequences = [];
    private Company company = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        database = await TestDatabase.CreateAsync(kind);
        var start = Stopwatch.StartNew();
        sequences.AddRange(Enumerable.Range(0, 40).Select(_ => Sample.Sequence(tenant)));
        company = Sample.Company(tenant);
        await WriteAsync([.. sequences, company, Region(), Sample.Contact(small), Sample.Enrollment(Sample.Sequence(small))]);
        await FillAsync(Contact);
        for (var first = 0; first < Rows / 5; first += BatchSize)
            await WriteAsync(Enumerable.Range(first, BatchSize).Select(Deal));
        await FillAsync(Entry);
        await FillAsync(Enrollment);
        await FillAsync(number =>
            Sample.Task(tenant, At(number), number % 3 == 0 ? owner : null) with
            {
                State = number % 20 == 0 ? ActivityState.Open : ActivityState.Completed,
            }
        );
        var mailbox = Sample.Mailbox(tenant);
        await FillAsync(number =>
            Sample.Message(mailbox, record: records[number]) with
            {
                State =
                    number % 100 == 0 ? MessageState.Queued
                    : number % 5000 == 1 ? MessageState.Unknown
                    : MessageState.Sent,
                NextAttemptAt = At(number),
            }
        );
        await WriteAsync([Sample.Message(Sample.Mailbox(small))]);
        await FillAsync(number =>
            Sample.Event(tenant) with
            {
                RelayedAt = number % 10 < 2 ? null : Sample.Now,
                NextAttemptAt = number % 10 == 1 ? Sample.Now.AddHours(1) : null,
            }
        );
        await FillAsync(Execution);
        await FillAsync(Inbox);
        await FillAsync(number => Sample.Request(tenant, $"key:{number}") with { At = At(number) });
        await ExecuteAsync("analyze");
        TestContext.Out.WriteLine($"{kind}: {9 * Rows:N0} rows in {start.Elapsed.TotalSeconds:N1} s");
        commands = new CommandCapture();
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        commands?.Dispose();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Timeline_page()
    {
        var filter = new TimelineFilter { Record = records[0] };
        string? next = null;
        await AssertPlanAsync(
            "crm_timeline_entry_page",
            async work => next = (await work.Activities.GetTimelineAsync(filter, new PageRequest(), default)).Next
        );
        await AssertPlanAsync("crm_timeline_entry_page", work => work.Activities.GetTimelineAsync(filter, new PageRequest(50, next), default));
        await AssertPlanAsync(
            "crm_timeline_entry_page",
            work => work.Activities.GetTimelineAsync(filter with { VisibleOwners = [owner] }, new PageRequest(50), default)
        );
        var whole = filter with { WithFolded = true, WithActivities = true };
        foreach (var index in new[] { "crm_timeline_entry_page", "crm_timeline_entry_folded", "crm_activity_pkey" })
            await AssertPlanAsync(index, work => work.Activities.GetTimelineAsync(whole, new PageRequest(50), default));
    }

    [Test]
    public async Task Due_claim()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        await AssertPlanAsync(work, "crm_enrollment_due", () => work.EnrollmentClaims.ClaimAsync(Sample.Now.AddHours(1), 500, default));
        await AssertPlanAsync(
            work,
            "crm_message_queued",
            () => work.MessageClaims.ClaimAsync(Sample.Now.AddHours(1), new MessageClaim(50, TimeSpan.FromMinutes(1)), default)
        );
        await AssertPlanAsync(work, "crm_outbox_event_due", () => work.EventClaims.ClaimAsync(Sample.Now.AddHours(1), 100, TimeSpan.FromMinutes(1), default));
        await AssertPlanAsync(work, "crm_enrollment_due", () => work.GetNextDueAsync(default));
        await AssertPlanAsync(work, "crm_enrollment_blocked", () => work.GetBlockingCausesAsync(default));
        await AssertPlanAsync(
            work,
            "crm_enrollment_blocked",
            () => work.For(sequences[0].Tenant).Sequences.FindBlockedAsync([$"mailbox:{Guid.Empty}"], 500, default)
        );
        var ids = records.Take(500).ToList();
        await AssertPlanAsync(work, "crm_record_pkey", () => work.Records.GetAsync(ids, default));
    }

    [Test]
    public async Task The_gate_looks_up_record_and_recipient_by_index()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        await AssertPlanAsync(
            work,
            "crm_record_pkey",
            () => work.MessageClaims.PassGateAsync(new MessageId(Guid.CreateVersion7()), 1, TimeSpan.FromMinutes(1), Sample.Now, default)
        );
    }

    [Test]
    public async Task What_waits_for_a_slow_handler_is_not_walked_over_and_released_by_index()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        var before = await WalkedAsync(work);
        var waiting = await work.EnrollmentClaims.ClaimAsync(Sample.Now.AddHours(1), 5_000, default);
        await work.EnrollmentClaims.SetAsideAsync([.. waiting.Select(one => one.Id)], "test.slow", TimeSpan.FromMinutes(1), default);

        Assert.That(await WalkedAsync(work), Is.EqualTo(before - waiting.Count));
        await AssertPlanAsync(work, "crm_enrollment_due", () => work.EnrollmentClaims.ClaimAsync(Sample.Now.AddHours(1), 500, default));
        await AssertPlanAsync(work, "crm_enrollment_set_aside", () => work.EnrollmentClaims.ReleaseAsync("test.slow", 8, [], default));
        await AssertPlanAsync(work, "crm_enrollment_set_aside_until", () => work.EnrollmentClaims.ReleaseExpiredAsync(default));
    }

    [Test]
    public async Task Overdue_enrollments_of_paused_sequences_are_not_walked_over()
    {
        await using var work = (SystemUnitOfWork)await database.SystemStore.BeginAsync(default);
        Assert.That(await WalkedAsync(work), Is.GreaterThan(Rows / 20 - 1), "all that is live");

        var paused = sequences.ConvertAll(sequence => sequence with { State = SequenceState.Paused, Revision = sequence.Revision + 1 });
        await work.ApplyAsync(Sample.Update(paused), default);

        Assert.That(await WalkedAsync(work), Is.LessThan(10), "what is left is another tenant's");
        await AssertPlanAsync(work, "crm_enrollment_due", () => work.EnrollmentClaims.ClaimAsync(Sample.Now.AddHours(1), 500, default));
    }

    /// <summary>How many rows the index holds that claims walk; never committed.</summary>
    private static async Task<long> WalkedAsync(UnitOfWork work)
    {
        await using var command = (await work.Session.ConnectAsync(default)).CreateCommand();
        command.Transaction = work.Session.Transaction;
        command.CommandText =
            "select count(*) from crm_enrollment where state in ('Active', 'Pending', 'Paused') and not is_held and set_aside_revision is distinct from revision";
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    [TestCase(RecordSort.Name, "crm_record_by_name")]
    [TestCase(RecordSort.Newest, "crm_record_newest")]
    [TestCase(RecordSort.LastChanged, "crm_record_last_changed")]
    [TestCase(RecordSort.LastTouched, "crm_last_touch_by_time")]
    [TestCase(RecordSort.LongestUntouched, "crm_last_touch_by_time")]
    public async Task List_of_records(RecordSort sort, string index)
    {
        var filter = new RecordFilter { Type = RecordType.Contact, Sort = sort };
        string? next = null;
        await AssertPlanAsync(index, async work => next = (await work.Records.ListAsync(filter, new PageRequest(), default)).Next);
        await AssertPlanAsync(index, work => work.Records.ListAsync(filter, new PageRequest(50, next), default));
        await AssertPlanAsync(
            sort == RecordSort.Name ? "crm_record_of_owner" : index,
            work => work.Records.ListAsync(filter with { VisibleOwners = [owner] }, new PageRequest(50), default)
        );
        // What an open list asks when others change records.
        await AssertPlanAsync(
            "crm_record_pkey",
            work => work.Records.ListAsync(filter with { Records = [.. records.Take(50)] }, new PageRequest(PageRequest.MaxSize), default)
        );
        var untouched = filter with { UntouchedSince = Sample.Now.AddDays(-30) };
        await AssertPlanAsync("crm_last_touch", work => work.Records.ListAsync(untouched, new PageRequest(), default));
        await AssertPlanAsync("crm_last_touch", work => work.Records.ListAsync(untouched with { Owners = [owner] }, new PageRequest(), default));
        await AssertPlanAsync(
            "crm_last_touch",
            work => work.Records.ListAsync(untouched with { UntouchedSince = Sample.Now.AddYears(-9) }, new PageRequest(), default)
        );
    }

    [Test]
    public async Task Look_ups_of_records()
    {
        await AssertPlanAsync(
            "crm_contact_point_by_value",
            work => work.Records.FindByContactPointAsync(ContactPointKind.Email, ["person7@x.test", "person8@x.test"], default)
        );
        await AssertPlanAsync("crm_record_by_name", work => work.Records.FindByNameAsync(RecordType.Contact, ["Person 00007", "Person 00008"], default));
        await AssertPlanAsync("crm_record_by_company", work => work.Records.GetRelatedAsync([company.Id], RecordType.Contact, default));
        await AssertPlanAsync("crm_record_pkey", work => work.Records.GetAsync([.. records.Take(50)], default));
        var region = new RecordFilter
        {
            Type = RecordType.Contact,
            Custom = new Dictionary<string, string> { ["region"] = "r77" },
        };
        await AssertPlanAsync("crm_custom_value_pkey", work => work.Records.ListAsync(region, new PageRequest(), default));
        var byRegion = new RecordFilter { Type = RecordType.Contact, SortByCustom = "region" };
        string? next = null;
        await AssertPlanAsync("crm_custom_value_pkey", async work => next = (await work.Records.ListAsync(byRegion, new PageRequest(), default)).Next);
        await AssertPlanAsync("crm_custom_value_pkey", work => work.Records.ListAsync(byRegion, new PageRequest(50, next), default));
    }

    [Test]
    public async Task Lists_of_tasks_enrollments_and_messages()
    {
        await AssertPlanAsync("crm_activity_open", work => work.Activities.ListOpenAsync(new OpenActivityFilter(), new PageRequest(), default));
        await AssertPlanAsync(
            "crm_activity_open",
            work => work.Activities.ListOpenAsync(new OpenActivityFilter { VisibleOwners = [owner] }, new PageRequest(), default)
        );
        await AssertPlanAsync(
            "crm_activity_open_of_assignee",
            work => work.Activities.ListOpenAsync(new OpenActivityFilter { Assignee = owner }, new PageRequest(), default)
        );
        await AssertPlanAsync("crm_enrollment_by_record", work => work.Sequences.FindEnrollmentsAsync([records[5]], [], liveOnly: false, default));
        await AssertPlanAsync(
            "crm_enrollment_by_sequence",
            work => work.Sequences.ListEnrollmentsAsync(new EnrollmentFilter { Sequence = sequences[7].Id }, new PageRequest(), default)
        );
        await AssertPlanAsync("crm_message_newest", work => work.Messages.ListAsync(new MessageFilter(), new PageRequest(), default), small);
    }

    private async Task AssertPlanAsync<T>(string index, Func<IStores, Task<T>> read, TenantId? whose = null)
    {
        await using var work = (TenantUnitOfWork)await database.TenantStore.BeginAsync(whose ?? tenant, WorkKind.Read, default);
        await AssertPlanAsync(work, index, () => read(work));
    }

    /// <summary>Runs it often enough for a generic plan to be taken, looks at the plan of each statement it sent, and says how long the last one took.</summary>
    private async Task AssertPlanAsync<T>(UnitOfWork work, string index, Func<Task<T>> read)
    {
        for (var round = 0; round < 7; round++)
            await read();
        commands.Clear();
        var clock = Stopwatch.StartNew();
        await read();
        TestContext.Out.WriteLine($"{kind} {index}: {clock.Elapsed.TotalMilliseconds:N2} ms");
        var plans = new List<string>();
        foreach (var command in commands.Take())
            plans.Add(await ExplainAsync(work, command));
        var plan = string.Join("\n", plans);
        Assert.That(plan, Does.Contain(kind == "sqlite" && index.EndsWith("_pkey", StringComparison.Ordinal) ? "SEARCH" : index), plan);
        Assert.That(
            plan,
            Does.Not.Match(
                "Seq Scan on crm_(record|contact_point|timeline_entry|enrollment|step_execution|activity|message|outbox_event|inbox_entry|idempotency_entry|custom_value|last_touch|name_word) |SCAN crm_[a-z_]+$"
            ),
            plan
        );
    }

    /// <summary>The plans of all statements of a command.</summary>
    private async Task<string> ExplainAsync(UnitOfWork work, DbCommand sent)
    {
        var lines = new List<string>();
        foreach (var statement in sent.CommandText.Split("; "))
        {
            await using var command = (await work.Session.ConnectAsync(default)).CreateCommand();
            command.Transaction = work.Session.Transaction;
            command.CommandText = (kind == "sqlite" ? "explain query plan " : "explain ") + statement;
            foreach (DbParameter parameter in sent.Parameters)
                if (statement.Contains(parameter.ParameterName, StringComparison.Ordinal))
                    command.Parameters.Add(CommandCapture.Copy(parameter));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(reader.FieldCount - 1));
        }
        return string.Join("\n", lines);
    }

    private CustomField Region() =>
        new()
        {
            Tenant = tenant,
            RecordType = RecordType.Contact,
            Key = "region",
            Label = "Region",
            Kind = CustomFieldKind.Text,
            IsIndexed = true,
            Revision = 1,
        };

    private Contact Contact(int number)
    {
        var contact = Sample.Contact(tenant, $"Person {number * 7919 % Rows:D5}", number % 10 == 0 ? owner : null) with
        {
            Company = number % 5000 == 0 ? company.Id : null,
            ContactPoints = [Sample.Email($"person{number}@x.test")],
            Custom = $$"""{"region":"r{{number % 500}}"}""",
            UpdatedAt = At(number),
        };
        records.Add(contact.Id);
        return contact;
    }

    /// <summary>Four of five are closed.</summary>
    private Deal Deal(int number) =>
        Sample.Deal(tenant, $"Deal {number}", number % 10 == 0 ? owner : null) with
        {
            Stage = number % 5 == 0 ? "new" : "won",
            StageSince = At(number),
            AmountMinor = number % 7 == 0 ? null : number * 100,
            ExpectedClose = number % 3 == 0 ? null : DateOnly.FromDateTime(At(number).Date),
        };

    private Enrollment Enrollment(int number)
    {
        var enrollment = Sample.Enrollment(sequences[number % 40], record: records[number]) with
        {
            State =
                number % 20 == 0 ? EnrollmentState.Active
                : number % 5000 == 1 ? EnrollmentState.Failed
                : EnrollmentState.Finished,
            DueAt = At(number),
        };
        enrollments.Add(enrollment);
        return enrollment;
    }

    /// <summary>A tenth of all entries stand in one timeline.</summary>
    private TimelineEntry Entry(int number) =>
        Sample.Entry(Sample.Call(tenant, At(number)), records[number % 10 == 0 ? 0 : number % 5000], number % 4 == 0 ? records[number % 100] : null);

    private static DateTimeOffset At(int number) => Sample.Now.AddSeconds(-(number * 7919L % Rows));

    private async Task FillAsync(Func<int, IRow> row)
    {
        for (var first = 0; first < Rows; first += BatchSize)
            await WriteAsync(Enumerable.Range(first, BatchSize).Select(row));
    }

    private async Task WriteAsync(IEnumerable<IRow> rows)
    {
        await using var work = await database.SystemStore.BeginAsync(default);
        await work.ApplyAsync(Sample.Insert(rows), default);
        await work.CommitAsync(default);
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
