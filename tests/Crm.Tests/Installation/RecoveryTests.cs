using System.Collections.Concurrent;
using Crm.Kernel;
using Crm.Messages;
using Crm.Messages.Sending;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Installation;

/// <summary>A backup is made, work goes on, the database is lost and the backup restored: nothing that left since then leaves again by itself, under whatever Message-ID.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class RecoveryTests(string kind)
{
    private const string Course = """
        sequence: Course
        key: course
        for: [contact]
        zone: Etc/UTC
        steps:
          - { key: one, step: email.auto, subject: "Lesson one", body: "Read this." }
          - { key: two, step: email.auto, subject: "Lesson two", body: "Read that.", delay: 1 day }
          - { key: three, step: email.auto, subject: "Lesson three", body: "The end.", delay: 20 days }
        """;

    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly List<TestDatabase> databases = [];
    private FakeTransport transport = null!;
    private string mark = null!;

    [SetUp]
    public void SetUp() => (transport, mark) = (new FakeTransport(), Path.Combine(Directory.CreateTempSubdirectory("crm-mark-").FullName, "crm.mark"));

    [TearDown]
    public async Task CloseAsync()
    {
        foreach (var database in databases)
            await database.DisposeAsync();
        databases.Clear();
        Directory.Delete(Path.GetDirectoryName(mark)!, recursive: true);
    }

    [Test]
    public async Task After_a_restore_nothing_is_sent_twice_and_what_was_not_due_yet_goes_on_by_itself()
    {
        var backup = await BackUpWhileSendingAsync(contacts: 9, sentBefore: 4);
        Assert.That(Sent("Read this."), Is.EqualTo(9));
        Assert.That(Sent("Read that."), Is.EqualTo(9));

        await using var restored = await OpenAsync(backup, Monday.AddDays(3));
        await ExpectNothingRunsAsync(restored);

        var held = await restored.UseCase<Recovery>().BeginAsync(default);
        Assert.That((held.Unknown, held.Held), Is.EqualTo((5, 4)), "five were queued, four waited for their second lesson");
        await restored.RunUntilIdleAsync();
        restored.Clock.Advance(TimeSpan.FromDays(2));
        await restored.RunUntilIdleAsync();
        Assert.That(transport.Handed, Has.Count.EqualTo(18));

        // Whoever has looked into the sent mail says so.
        await restored.UseCase<SettleMessages>().ExecuteAsync(restored.Tenant.System, new SettleMessagesInput(UnknownAnswer.WasSent), default);
        await restored.RunUntilIdleAsync();
        Assert.That(transport.Handed, Has.Count.EqualTo(18), "their second lesson was due before the recovery, so it is held too");
        var blocked = await EnrollmentsAsync(restored, EnrollmentState.Blocked);
        Assert.That(blocked.Select(row => row.Cause).Distinct(), Is.EqualTo(new[] { "recovery" }));
        Assert.That(blocked, Has.Count.EqualTo(9));

        foreach (var row in blocked.SkipLast(1))
            await restored.UseCase<SkipStep>().ExecuteAsync(restored.Tenant.System, new EnrollmentInput(row.Id), default);
        var resume = new ResumeEnrollmentsInput { Cause = "recovery" };
        Assert.That((await restored.UseCase<ResumeEnrollments>().ExecuteAsync(restored.Tenant.System, resume, default)).Resumed, Is.EqualTo(1));
        await restored.RunUntilIdleAsync();
        restored.Clock.Advance(TimeSpan.FromDays(30));
        await restored.RunUntilIdleAsync();

        Assert.That(Sent("Read this."), Is.EqualTo(9));
        Assert.That(Sent("Read that."), Is.EqualTo(10), "the one that a person let go on");
        Assert.That(Sent("The end."), Is.EqualTo(9), "nothing of it was due before");
        Assert.That(await EnrollmentsAsync(restored, EnrollmentState.Finished), Has.Count.EqualTo(9));
        Assert.That(await restored.VerifyAsync(), Is.Empty);
    }

    [Test]
    public async Task A_second_recovery_does_no_harm_and_new_work_goes_on()
    {
        var backup = await BackUpWhileSendingAsync(contacts: 3, sentBefore: 1);
        await using var restored = await OpenAsync(backup, Monday.AddDays(3));
        await restored.UseCase<Recovery>().BeginAsync(default);

        var again = await restored.UseCase<Recovery>().BeginAsync(default);
        Assert.That((again.Unknown, again.Held), Is.EqualTo((0, 0)));

        var late = Sample.Contact(restored.Tenant.Id, "Late");
        await restored.Tenant.StoreAsync(late);
        await restored.UseCase<EnrollRecords>().ExecuteAsync(restored.Tenant.System, new EnrollInput("course", [late.Ref]), default);
        await restored.RunUntilIdleAsync();
        Assert.That(transport.Handed, Has.Count.EqualTo(7));
    }

    [Test]
    public async Task What_a_mailbox_blocked_in_the_backup_may_have_gone_on_since_and_is_held()
    {
        var database = await CreateAsync();
        await using (var before = await OpenAsync(database, Monday, isNew: true))
        {
            await EnrollAsync(before, 2);
            transport.Answers(new SendResult.MailboxRefused("535 Bad password"));
            await before.RunUntilIdleAsync();
            transport.Accepts();
        }
        await using var restored = await OpenAsync(database, Monday.AddDays(1));
        await restored.UseCase<Recovery>().BeginAsync(default);
        var mailbox = (await restored.Tenant.ReadAsync(unit => unit.Messages.GetMailboxesAsync(default))).Single(row => !row.IsActive);
        var handed = transport.Handed.Count;

        await restored.UseCase<ResumeMailbox>().ExecuteAsync(restored.Tenant.System, new ResumeMailboxInput(mailbox.Id), default);
        restored.Clock.Advance(TimeSpan.FromHours(1));
        await restored.RunUntilIdleAsync();

        Assert.That(transport.Handed, Has.Count.EqualTo(handed));
    }

    [Test]
    public async Task A_worker_notices_while_it_runs_that_the_database_went_back_and_goes_on_after_the_recovery()
    {
        var database = await CreateAsync();
        await using var worker = await OpenAsync(database, Monday, isNew: true);
        await worker.RunUntilIdleAsync();
        await SetMarkBackAsync(database);
        worker.Clock.Advance(TimeSpan.FromSeconds(11));

        Assert.That(async () => await worker.RunUntilIdleAsync(), Throws.InstanceOf<CrmException>().With.Message.Contains("restored from a backup"));

        await worker.UseCase<Recovery>().BeginAsync(default);
        await worker.RunUntilIdleAsync();
        worker.Clock.Advance(TimeSpan.FromSeconds(11));
        await worker.RunUntilIdleAsync();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_host_that_is_new_to_the_database_waits_for_those_that_know_it_and_hides_no_restore(CancellationToken late)
    {
        var backup = await BackUpWhileSendingAsync(contacts: 3, sentBefore: 1);
        await using var knows = await OpenAsync(backup, Monday.AddDays(3));
        var (known, looks, looked) = (mark, 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        mark += ".new";
        await using var newcomer = await OpenAsync(backup, Monday.AddDays(3), onStoreCall: Look);
        var handed = transport.Handed.Count;

        await newcomer.StartWorkersAsync(late);
        await looked.Task.WaitAsync(late);
        mark = known;
        await ExpectNothingRunsAsync(knows);
        newcomer.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(async () => await newcomer.RunUntilIdleAsync(late), Throws.InstanceOf<CrmException>().With.Message.Contains("restored from a backup"));
        await newcomer.StopWorkersAsync(late);
        Assert.That(transport.Handed, Has.Count.EqualTo(handed));
        Assert.That((await InspectAsync(newcomer)).IsRestored, "it says so itself from now on");

        void Look(StoreCall call)
        {
            if (call == new StoreCall(nameof(IInstallationLookup), nameof(IInstallationLookup.GetMarkAsync), IsDone: true) && ++looks == 3)
                looked.SetResult();
        }
    }

    [Test]
    public async Task A_mark_that_another_host_moves_on_meanwhile_is_no_restore()
    {
        var database = await CreateAsync();
        await using (var other = await OpenAsync(database, Monday, isNew: true))
        {
            await other.RunUntilIdleAsync();
            var first = await File.ReadAllTextAsync(mark);
            other.Clock.Advance(TimeSpan.FromMinutes(1));
            await other.RunUntilIdleAsync();
            File.Move(mark, $"{mark}.later");
            await File.WriteAllTextAsync(mark, first);
        }
        await SetMarkBackAsync(database);

        await using var host = await OpenAsync(database, Monday.AddMinutes(2), onStoreCall: MoveOn);
        await host.RunUntilIdleAsync();

        Assert.That(File.Exists($"{mark}.later"), Is.False, "the other host wrote its file between the two looks");
        Assert.That((await InspectAsync(host)).IsRestored, Is.False);

        void MoveOn(StoreCall call)
        {
            if (call == new StoreCall(nameof(IInstallationLookup), nameof(IInstallationLookup.GetMarkAsync), IsDone: true) && File.Exists($"{mark}.later"))
                File.Move($"{mark}.later", mark, overwrite: true);
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_sender_that_was_held_and_goes_on_after_the_recovery_breaks_no_message_off(CancellationToken late)
    {
        var database = await CreateAsync();
        await using var worker = await OpenAsync(database, Monday, isNew: true, settings: UnhurriedByTheClock());
        var brokenOff = new ConcurrentQueue<bool>();
        transport.Does(
            (_, attempt, breakOff) =>
            {
                brokenOff.Enqueue(breakOff.IsCancellationRequested);
                attempt.PointOfNoReturn();
                return Task.FromResult<SendResult>(new SendResult.Accepted("250"));
            }
        );
        var sender = worker.UseCase<SenderService>();
        await worker.StartWorkersAsync(late);
        await worker.Clock.AdvanceUntilAsync(DatabaseMark.Between, () => sender.ExecuteTask is { IsCompleted: false }, late);
        await SetMarkBackAsync(database);
        await worker.Clock.AdvanceUntilAsync(DatabaseMark.Between, () => sender.ExecuteTask is { IsCompleted: true }, late);

        await worker.UseCase<Recovery>().BeginAsync(default);
        await worker.Clock.AdvanceUntilAsync(DatabaseMark.Between, () => sender.ExecuteTask is { IsCompleted: false }, late);
        await EnrollAsync(worker, 2);
        await worker.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => brokenOff.Count == 2, late);
        await worker.StopWorkersAsync(late);

        Assert.That(brokenOff, Has.None.True);

        // The clock moves whenever one of the loops sleeps, however busy the sender is meanwhile.
        static Dictionary<string, string?> UnhurriedByTheClock() =>
            new()
            {
                ["Sender:StopTime"] = "00:00:00",
                ["Sender:Lease"] = "01:00:00",
                ["Sender:SendTimeout"] = "06:00:00",
            };
    }

    [Test]
    public async Task The_mark_of_another_database_says_nothing()
    {
        await using (var first = await OpenAsync(await CreateAsync(), Monday.AddDays(9), isNew: true))
            await first.RunUntilIdleAsync();

        await using var other = await OpenAsync(await CreateAsync(), Monday, isNew: true);

        await other.RunUntilIdleAsync();
        Assert.That((await InspectAsync(other)).IsRestored, Is.False);
    }

    [Test]
    public async Task A_mark_that_cannot_be_written_keeps_no_mail_from_leaving()
    {
        await File.WriteAllTextAsync(mark, "");
        mark = Path.Combine(mark, "below-a-file.mark");
        await using var crm = await OpenAsync(await CreateAsync(), Monday, isNew: true);
        await EnrollAsync(crm, 2);

        await crm.RunUntilIdleAsync();

        Assert.That(transport.Handed, Has.Count.EqualTo(2));
        mark = Path.GetDirectoryName(mark)!;
    }

    /// <summary>Some first lessons are out when the backup is made; the original sends all, and the second lessons a day later.</summary>
    private async Task<TestDatabase> BackUpWhileSendingAsync(int contacts, int sentBefore)
    {
        var database = await CreateAsync();
        await using (var before = await OpenAsync(database, Monday, isNew: true))
        {
            await before.RunUntilIdleAsync(); // marks the database
            await EnrollAsync(before, contacts);
            await before.RunDueAsync();
            await before.SendBatchAsync(sentBefore);
        }
        await database.CloseAsync();
        var backup = await TestDatabase.CopyAsync(database);
        databases.Add(backup);
        await using (var after = await OpenAsync(database, Monday.AddHours(1)))
        {
            await after.RunUntilIdleAsync();
            after.Clock.Advance(TimeSpan.FromDays(1));
            await after.RunUntilIdleAsync();
        }
        return backup;
    }

    private async Task ExpectNothingRunsAsync(CrmHarness restored)
    {
        Assert.That((await InspectAsync(restored)).Problems.Select(problem => problem.Code), Does.Contain("restored"));
        var refused = Assert.CatchAsync<CrmException>(() => restored.RunUntilIdleAsync())!;
        Assert.That(((CrmError.Refused)refused.Error).Code, Is.EqualTo("restored"));
        var handed = transport.Handed.Count;
        await restored.StartWorkersAsync();
        for (var turn = 0; turn < 20; turn++)
        {
            restored.Clock.Advance(TimeSpan.FromSeconds(3));
            await Task.Yield();
        }
        await restored.StopWorkersAsync();
        Assert.That(transport.Handed, Has.Count.EqualTo(handed));
    }

    private static Task<Inspection> InspectAsync(CrmHarness crm) =>
        crm.UseCase<InspectInstallation>().ExecuteAsync(crm.Tenant.System, new InspectInstallationInput(), default);

    private int Sent(string text) => transport.Handed.Count(mail => mail.Text.Contains(text, StringComparison.Ordinal));

    private async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync(kind);
        databases.Add(database);
        return database;
    }

    /// <summary>The database is as if it were restored from a backup a minute old.</summary>
    private async Task SetMarkBackAsync(TestDatabase database)
    {
        await using var connection = await database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            kind == "sqlite"
                ? "update crm_installation set marked_at = marked_at - 60000000"
                : "update crm_installation set marked_at = marked_at - interval '1 minute'";
        await command.ExecuteNonQueryAsync();
    }

    private async Task<CrmHarness> OpenAsync(
        TestDatabase database,
        DateTimeOffset at,
        bool isNew = false,
        Action<StoreCall>? onStoreCall = null,
        Dictionary<string, string?>? settings = null
    )
    {
        var crm = await CrmHarness.StartAsync(
            new CrmHarnessOptions
            {
                Kind = kind,
                Database = database,
                SetsTenantUp = isNew,
                Transport = transport,
                OnStoreCall = onStoreCall,
                Settings = new Dictionary<string, string?>(settings ?? []) { ["Database:MarkFile"] = mark },
            }
        );
        crm.Clock.SetUtcNow(at);
        return crm;
    }

    private static async Task EnrollAsync(CrmHarness crm, int contacts)
    {
        await crm.UseCase<PublishSequence>().ExecuteAsync(crm.Tenant.System, new SequenceInput { Yaml = Course }, default);
        var records = Enumerable.Range(0, contacts).Select(number => Sample.Contact(crm.Tenant.Id, $"Contact {number}")).ToList();
        await crm.Tenant.StoreAsync([.. records]);
        await crm.UseCase<EnrollRecords>().ExecuteAsync(crm.Tenant.System, new EnrollInput("course", [.. records.Select(record => record.Ref)]), default);
    }

    private static async Task<IReadOnlyList<Enrollment>> EnrollmentsAsync(CrmHarness crm, EnrollmentState state) =>
        (
            await crm.Tenant.ReadAsync(unit => unit.Sequences.ListEnrollmentsAsync(new EnrollmentFilter { States = [state] }, new PageRequest(100), default))
        ).Rows;
}
