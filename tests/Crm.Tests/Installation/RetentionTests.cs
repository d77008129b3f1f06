using Crm.Audit;
using Crm.Events;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Installation;

/// <summary>A worker deletes what was kept long enough, by documented settings, and nothing that is still needed.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class RetentionTests(string kind)
{
    private CrmHarness crm = null!;
    private Board board = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        board = new Board();
        crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = kind, Parts = [board] });
        // What the set-up told.
        await crm.RelayAllAsync();
    }

    [TearDown]
    public async Task CloseAsync() => await crm.DisposeAsync();

    [Test]
    public async Task A_delivered_event_goes_after_thirty_days_with_the_keys_of_its_subscribers()
    {
        await HappensAsync(1200);
        await crm.RelayAllAsync();
        Assert.That(board.Told, Has.Count.EqualTo(1200));

        crm.Clock.Advance(TimeSpan.FromDays(29));
        Assert.That(await PassAsync(), Is.Zero);
        Assert.That(await CountAsync("crm_inbox_entry"), Is.EqualTo(1200));
        crm.Clock.Advance(TimeSpan.FromDays(2));

        Assert.That(await PassAsync(), Is.GreaterThanOrEqualTo(1200));
        Assert.That((await CountAsync("crm_outbox_event"), await CountAsync("crm_inbox_entry")), Is.EqualTo((0, 0)));
        Assert.That(await PassAsync(), Is.Zero);
    }

    [Test]
    public async Task What_fails_or_is_parked_stays_with_the_keys_of_those_who_had_it_and_is_told_once_more_to_nobody_else()
    {
        var failing = (await HappensAsync(2))[0];
        board.Refuses = told => told.Id == failing;
        await crm.RelayAllAsync();
        crm.Clock.Advance(TimeSpan.FromDays(300));
        await PassAsync();
        Assert.That((await CountAsync("crm_outbox_event"), await CountAsync("crm_inbox_entry")), Is.EqualTo((1, 1)));

        board.Refuses = _ => false;
        await crm.RelayAllAsync();
        Assert.That(board.Told.Select(told => told.Id).ToList(), Is.Unique.And.Count.EqualTo(2).And.Contains(failing));
        await PassAsync();
        Assert.That(await CountAsync("crm_inbox_entry"), Is.EqualTo(1), "its key is kept from when it was handled");
        crm.Clock.Advance(TimeSpan.FromDays(31));
        await PassAsync();
        Assert.That((await CountAsync("crm_outbox_event"), await CountAsync("crm_inbox_entry")), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task A_request_is_answered_by_its_key_until_the_key_is_old()
    {
        var caller = crm.Tenant.Administrator with { IdempotencyKey = "order-1" };
        var input = new ContactInput { LastName = "Hopper" };
        var first = await crm.UseCase<CreateContact>().ExecuteAsync(caller, input, default);
        crm.Clock.Advance(TimeSpan.FromDays(6));
        await PassAsync();
        Assert.That((await crm.UseCase<CreateContact>().ExecuteAsync(caller, input, default)).Record, Is.EqualTo(first.Record));

        crm.Clock.Advance(TimeSpan.FromDays(2));
        await PassAsync();

        Assert.That((await crm.UseCase<CreateContact>().ExecuteAsync(caller, input, default)).Record, Is.Not.EqualTo(first.Record));
    }

    [Test]
    public async Task Executions_audit_and_messages_stay_for_good_unless_a_setting_says_otherwise()
    {
        var sequence = Sample.Sequence(crm.Tenant.Id);
        var done = Sample.Enrollment(sequence) with { State = EnrollmentState.Finished, DueAt = null };
        await crm.Tenant.StoreAsync(sequence, done, Sample.Execution(done), Sample.Message(Sample.Mailbox(crm.Tenant.Id)));
        var (audited, messages) = (await CountAsync("crm_audit_entry"), await CountAsync("crm_message"));
        crm.Clock.Advance(TimeSpan.FromDays(3000));
        await PassAsync();
        Assert.That((await CountAsync("crm_step_execution"), await CountAsync("crm_audit_entry")), Is.EqualTo((1, audited)));

        (crm.Options<RetentionOptions>().Executions, crm.Options<RetentionOptions>().Audit) = (TimeSpan.FromDays(2900), TimeSpan.FromDays(2900));
        await PassAsync();
        Assert.That((await CountAsync("crm_step_execution"), await CountAsync("crm_audit_entry")), Is.EqualTo((0, 0)));
        Assert.That(await CountAsync("crm_message"), Is.EqualTo(messages));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_worker_begins_at_once_and_looks_again_every_hour(CancellationToken late)
    {
        crm.Options<RetentionOptions>().IdempotencyKeys = TimeSpan.FromDays(1);
        await crm.Tenant.StoreAsync([.. Enumerable.Range(0, 600).Select(number => Sample.Request(crm.Tenant.Id, $"{number}"))]);
        crm.Clock.Advance(TimeSpan.FromHours(24.5));
        await crm.StartWorkersAsync(late);
        try
        {
            await crm.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), IsEmptyAsync, late);
            await crm.Tenant.StoreAsync(Sample.Request(crm.Tenant.Id, "late"));
            await crm.Clock.AdvanceUntilAsync(TimeSpan.FromMinutes(20), IsEmptyAsync, late);
        }
        finally
        {
            await crm.StopWorkersAsync(late);
        }

        async Task<bool> IsEmptyAsync() => await CountAsync("crm_idempotency_entry") == 0;
    }

    private async Task<IReadOnlyList<CrmEventId>> HappensAsync(int count)
    {
        var rows = Enumerable
            .Range(0, count)
            .Select(_ =>
                Sample.Event(crm.Tenant.Id, "deal.won") with
                {
                    Id = new CrmEventId(OrderedId.At(crm.Clock.GetUtcNow())),
                    OccurredAt = crm.Clock.GetUtcNow(),
                }
            )
            .ToList();
        await crm.Tenant.StoreAsync(rows);
        return [.. rows.Select(row => row.Id)];
    }

    private async Task<int> PassAsync()
    {
        var deleted = 0;
        await foreach (var portion in crm.UseCase<Retention>().PassAsync(default))
        {
            Assert.That(portion, Is.LessThanOrEqualTo(500), "a portion");
            deleted += portion;
        }
        return deleted;
    }

    private async Task<int> CountAsync(string table)
    {
        await using var connection = await crm.Database.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select count(*) from {table}";
        return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class Board() : RecordingSubscriber("test.board", "deal.won");
}
