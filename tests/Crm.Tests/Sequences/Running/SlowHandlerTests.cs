using System.Collections.Concurrent;
using Crm.Installation;
using Crm.Records;
using Crm.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Sequences.Running;

/// <summary>Slow handlers have slots of their own, and one that answers nobody is asked now and then, at nobody's cost. On every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SlowHandlerTests(string kind)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<EnrollmentId> asked = new();
    private LogSink log = null!;
    private SequenceDesk desk = null!;
    private Func<StepContext, CancellationToken, Task<StepDecision>> answer = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        asked.Clear();
        log = new LogSink();
        answer = (_, _) => Task.FromResult<StepDecision>(new StepDecision.Done());
        var crm = await CrmHarness.StartAsync(
            new CrmHarnessOptions
            {
                Kind = kind,
                Parts =
                [
                    new SlowStep(
                        "test.slow",
                        (context, stop) =>
                        {
                            asked.Enqueue(context.Enrollment);
                            return answer(context, stop);
                        }
                    ),
                    new SlowStep("test.other", (_, _) => Task.FromResult<StepDecision>(new StepDecision.Done())),
                    new ScriptStep(_ => new StepDecision.Done(), "test.fast"),
                ],
                Compose = composed => composed.Services.AddLogging(logging => logging.AddProvider(log)),
            }
        );
        desk = new SequenceDesk(crm);
        await desk.PublishAsync(Sequence("asking", "test.slow"));
        await desk.PublishAsync(Sequence("other", "test.other"));
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await desk.DisposeAsync();
        log.Dispose();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task One_that_never_answers_keeps_no_other_handler_waiting(CancellationToken late)
    {
        answer = (_, _) => new TaskCompletionSource<StepDecision>().Task;
        await EnrollAsync("asking", 20);
        desk.Crm.Options<RunnerOptions>().Workers = 1;
        await desk.Crm.StartWorkersAsync(late);
        await desk.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => asked.Count == 8, late);

        var others = await EnrollAsync("other", 20);
        await desk.Clock.AdvanceUntilAsync(TimeSpan.FromSeconds(1), async () => (await StepsAsync(others)).All(step => step == "second"), late);

        Assert.That(asked, Has.Count.EqualTo(8), "no slot of its own is free");
        await desk.Crm.StopWorkersAsync(late);
    }

    [Test]
    public async Task What_waits_for_a_slot_keeps_its_revision_is_written_once_and_only_what_begins_is_leased()
    {
        var (answered, both) = (new TaskCompletionSource<StepDecision>(), new TaskCompletionSource());
        answer = (_, _) =>
        {
            if (asked.Count == 2)
                both.TrySetResult();
            return answered.Task;
        };
        desk.Crm.Options<RunnerOptions>().SlowStepsPerHandler = 2;
        var enrolled = await EnrollAsync("asking", 6);
        var before = await EnrollmentsAsync(enrolled);
        var run = desk.Crm.RunBatchAsync();
        await both.Task;

        var waiting = (await EnrollmentsAsync(enrolled)).Where(one => !asked.Contains(one.Id)).ToList();
        Assert.That(waiting, Has.Count.EqualTo(4));
        foreach (var one in waiting)
            Assert.That(one with { LeaseUntil = null }, Is.EqualTo(before.Single(same => same.Id == one.Id)), "set aside, and nothing else");
        foreach (var id in asked)
            Assert.That((await desk.EnrollmentAsync(id)).LeaseUntil, Is.GreaterThan(waiting[0].LeaseUntil!.Value), "held for as long as the work may take");

        desk.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.That((await desk.Crm.RunBatchAsync()).Transactions, Is.EqualTo(1));
        Assert.That(await EnrollmentsAsync([.. waiting.Select(one => one.Id)]), Is.EqualTo(waiting), "nobody writes them again");
        var held = await desk.UseCase<PauseEnrollment>()
            .ExecuteAsync(desk.Rep, new PauseEnrollmentInput(waiting[0].Id, "Talks to them.", waiting[0].Revision), default);
        Assert.That(held.State, Is.EqualTo(EnrollmentState.Paused));

        answered.SetResult(new StepDecision.Done());
        await run;
        await desk.RunAsync();
        Assert.That(asked, Is.EquivalentTo(enrolled.Where(id => id != held.Id)));
    }

    [Test]
    public async Task What_waits_for_a_slot_and_gets_another_address_meanwhile_continues_with_the_next_free_slot()
    {
        var (answered, first) = (new TaskCompletionSource<StepDecision>(), new TaskCompletionSource());
        answer = (_, _) =>
        {
            first.TrySetResult();
            return answered.Task;
        };
        desk.Crm.Options<RunnerOptions>().SlowStepsPerHandler = 1;
        var contacts = new[] { await desk.ContactAsync("One"), await desk.ContactAsync("Two") };
        var enrolled = (await desk.EnrollAsync("asking", contacts)).Answers.Select(one => one.Enrollment!.Value).ToList();
        var run = desk.Crm.RunBatchAsync();
        await first.Task;

        foreach (var contact in contacts)
            await desk.ChangeAsync(contact, "email", $"new-{contact.Email}");
        answered.SetResult(new StepDecision.Done());
        await run;
        await desk.RunAsync();

        Assert.That(await StepsAsync(enrolled), Is.All.EqualTo("second"));
    }

    [Test]
    public async Task The_longest_waiting_gets_the_next_free_slot()
    {
        desk.Crm.Options<RunnerOptions>().SlowStepsPerHandler = 1;
        var enrolled = new List<EnrollmentId>();
        for (var number = 0; number < 5; number++)
        {
            enrolled.AddRange(await EnrollAsync("asking", 1));
            desk.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await desk.RunAsync();

        Assert.That(asked, Is.EqualTo(enrolled));
        Assert.That(await StepsAsync(enrolled), Is.All.EqualTo("second"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_slot_that_becomes_free_is_used_at_once(CancellationToken late)
    {
        var all = new TaskCompletionSource();
        answer = (_, _) =>
        {
            if (asked.Count == 20)
                all.SetResult();
            return Task.FromResult<StepDecision>(new StepDecision.Done());
        };
        desk.Crm.Options<RunnerOptions>().SlowStepsPerHandler = 1;
        await EnrollAsync("asking", 20);

        // The clock stands: no worker that sleeps wakes up.
        await desk.Crm.StartWorkersAsync(late);
        await all.Task.WaitAsync(late);

        await desk.Crm.StopWorkersAsync(late);
        Assert.That(asked, Is.Unique);
    }

    [Test]
    public async Task More_than_a_batch_that_waits_keeps_nothing_behind_it_waiting()
    {
        var (answered, first) = (new TaskCompletionSource<StepDecision>(), new TaskCompletionSource());
        answer = (_, _) =>
        {
            first.TrySetResult();
            return answered.Task;
        };
        (desk.Crm.Options<RunnerOptions>().SlowStepsPerHandler, desk.Crm.Options<RunnerOptions>().BatchSize) = (1, 2);
        await EnrollAsync("asking", 9);
        var run = desk.Crm.RunBatchAsync(2);
        await first.Task;
        desk.Clock.Advance(TimeSpan.FromMinutes(1));
        var other = await EnrollAsync("other", 1);

        await desk.RunAsync();

        Assert.That(await StepsAsync(other), Is.EqualTo(new[] { "second" }));
        answered.SetResult(new StepDecision.Done());
        await run;
    }

    [Test]
    public async Task Two_processes_ask_about_each_enrollment_once_and_use_the_slots_of_both()
    {
        var (answered, four) = (new TaskCompletionSource<StepDecision>(), new TaskCompletionSource());
        answer = (_, _) =>
        {
            if (asked.Count == 4)
                four.TrySetResult();
            return answered.Task;
        };
        var other = desk.Crm.StartAnother();
        desk.Crm.Options<RunnerOptions>().SlowStepsPerHandler = 2;
        other.Options<RunnerOptions>().SlowStepsPerHandler = 2;
        var enrolled = await EnrollAsync("asking", 12);

        var first = desk.Crm.RunBatchAsync();
        var second = AfterAsync(() => asked.Count == 2, () => other.RunBatchAsync());
        await four.Task;
        Assert.That(asked, Has.Count.EqualTo(4).And.Unique);
        answered.SetResult(new StepDecision.Done());
        await Task.WhenAll(first, second);
        await Task.WhenAll(desk.RunAsync(), other.RunDueAsync());
        desk.Clock.Advance(TimeSpan.FromSeconds(5));
        await desk.RunAsync();

        Assert.That(asked, Is.EquivalentTo(enrolled).And.Unique);
        Assert.That(await StepsAsync(enrolled), Is.All.EqualTo("second"));
    }

    [TestCase(nameof(IEnrollmentClaims.SetAsideAsync), TestName = "A_worker_that_dies_when_it_has_set_aside_loses_nothing")]
    [TestCase(nameof(IEnrollmentClaims.LeaseAsync), TestName = "A_worker_that_dies_when_it_has_leased_loses_nothing")]
    [TestCase(nameof(IEnrollmentClaims.RenewLeaseAsync), TestName = "A_worker_that_dies_before_it_asks_loses_nothing")]
    public async Task A_worker_that_dies_loses_nothing(string call)
    {
        var enrolled = await EnrollAsync("asking", 12);
        var dying = desk.Dying(new StoreCall(nameof(IEnrollmentClaims), call, IsDone: true));
        if (call == nameof(IEnrollmentClaims.RenewLeaseAsync))
            await dying.RunBatchAsync();
        else
            Assert.ThrowsAsync<OperationCanceledException>(() => dying.RunBatchAsync());
        Assert.That(asked, Is.Empty);

        await desk.RunAsync();
        // What the dead one had leased waits until its lease ends: as if it did now.
        foreach (var held in (await EnrollmentsAsync(enrolled)).Where(one => one is { StepKey: "first", Fence: > 0 }))
            await desk.ReplaceAsync(held with { LeaseUntil = null, Revision = held.Revision + 1 });
        await desk.RunAsync();

        Assert.That(asked, Is.EquivalentTo(enrolled).And.Unique);
        Assert.That(await StepsAsync(enrolled), Is.All.EqualTo("second"));
    }

    [Test]
    public async Task One_that_answers_nobody_is_tried_every_30_seconds_costs_nobody_its_retry_time_and_all_go_on_when_it_answers()
    {
        var silent = new TaskCompletionSource<StepDecision>();
        answer = (_, _) => silent.Task;
        var options = desk.Crm.Options<RunnerOptions>();
        (options.SlowStepsPerHandler, options.SlowStepTimeout) = (5, Short);
        var enrolled = await EnrollAsync("asking", 12);

        await desk.RunAsync();
        Assert.That(asked, Has.Count.EqualTo(5));
        Assert.That(
            (await EnrollmentsAsync(enrolled)).Select(one => one.Attempt).Order(),
            Is.EqualTo(Enumerable.Repeat(0, 9).Concat([1, 1, 1])),
            "three open it"
        );
        Assert.That(log.Of(LogLevel.Warning), Has.One.Contains("test.slow failed or did not answer for 3 enrollments in a row"));

        Assert.That(await WaitsAsync(), Is.Empty);

        await desk.RunAsync();
        Assert.That(asked, Has.Count.EqualTo(5), "it is not asked at once");
        // Longer than the six hours of errors after which a step fails.
        for (var tries = 1; tries <= 10; tries++)
        {
            desk.Clock.Advance(tries == 1 ? TimeSpan.FromSeconds(30) : TimeSpan.FromHours(1));
            await desk.RunAsync();
            Assert.That(asked, Has.Count.EqualTo(5 + tries), "one is tried");
        }
        Assert.That(asked.Distinct().Count(), Is.GreaterThan(10), "not always the same");
        Assert.That((await EnrollmentsAsync(enrolled)).Select(one => one.Attempt).Order(), Is.EqualTo(Enumerable.Repeat(0, 9).Concat([1, 1, 1])));
        Assert.That(log.Of(LogLevel.Warning), Has.One.Contains("did not answer"), "one line for all of the outage");

        Assert.That(await WaitsAsync(), Is.EqualTo(new[] { ("unanswered", 12) }), "a person can see what waits");

        options.SlowStepTimeout = TimeSpan.FromMinutes(5);
        answer = (_, _) => Task.FromResult<StepDecision>(new StepDecision.Done());
        desk.Clock.Advance(TimeSpan.FromSeconds(30));
        await desk.RunAsync();
        Assert.That(await StepsAsync(enrolled), Is.All.EqualTo("second"));
        Assert.That(log.Of(LogLevel.Information), Has.One.Contains("test.slow works again"));
        Assert.That(await WaitsAsync(), Is.Empty);
        foreach (var id in enrolled)
            Assert.That((await desk.ExecutionsAsync(id)).Single(row => row.StepKey == "first").Errors, Is.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task One_enrollment_that_is_never_answered_does_not_keep_an_outage_going_once_all_were_tried()
    {
        var silent = new TaskCompletionSource<StepDecision>();
        answer = (_, _) => silent.Task;
        var options = desk.Crm.Options<RunnerOptions>();
        (options.SlowStepsPerHandler, options.SlowStepTimeout) = (4, Short);
        var enrolled = await EnrollAsync("asking", 5);
        await desk.RunAsync();
        await TryAsync(10, TimeSpan.FromHours(1));
        Assert.That(asked.Distinct(), Is.EquivalentTo(enrolled), "all were tried in vain");

        var poison = asked.Last();
        answer = (context, _) => context.Enrollment == poison ? silent.Task : Task.FromResult<StepDecision>(new StepDecision.Done());
        await TryAsync(2, TimeSpan.FromSeconds(30));

        Assert.That(await StepsAsync([.. enrolled.Where(id => id != poison)]), Is.All.EqualTo("second"));

        async Task TryAsync(int times, TimeSpan between)
        {
            for (var time = 0; time < times; time++)
            {
                desk.Clock.Advance(between);
                await desk.RunAsync();
            }
        }
    }

    [Test]
    public async Task Time_outs_of_one_enrollment_count_as_its_own()
    {
        answer = (_, _) => new TaskCompletionSource<StepDecision>().Task;
        desk.Crm.Options<RunnerOptions>().SlowStepTimeout = Short;
        var id = (await EnrollAsync("asking", 1))[0];

        for (var attempt = 1; attempt <= SlowHandler.OpensAt + 1; attempt++)
        {
            await desk.RunAsync();
            var put = await desk.EnrollmentAsync(id);
            Assert.That((put.Attempt, put.Reason), Is.EqualTo((attempt, "The handler test.slow failed with TimeoutException.")));
            desk.Clock.SetUtcNow(put.DueAt!.Value);
        }
        Assert.That(log.Of(LogLevel.Warning), Has.None.Contains("did not answer"));
    }

    [Test]
    public async Task What_steps_lack_blocks_them_and_is_no_outage()
    {
        answer = (_, _) => Task.FromException<StepDecision>(new MissingValueException("contact.title"));
        var enrolled = await EnrollAsync("asking", 6);

        await desk.RunAsync();

        Assert.That((await EnrollmentsAsync(enrolled)).Select(one => one.State), Is.All.EqualTo(EnrollmentState.Blocked));
        Assert.That(log.Of(LogLevel.Warning), Has.None.Contains("did not answer"));
    }

    [Test]
    public async Task A_service_that_is_away_is_an_outage_too_however_the_handler_says_so()
    {
        answer = (_, _) => Task.FromException<StepDecision>(new HttpRequestException("Connection refused"));
        desk.Crm.Options<RunnerOptions>().SlowStepsPerHandler = 1;
        var enrolled = await EnrollAsync("asking", 6);

        // Longer than the six hours of errors after which a step fails.
        for (var hours = 0; hours < 10; hours++)
        {
            await desk.RunAsync();
            desk.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.That((await EnrollmentsAsync(enrolled)).Select(one => one.State), Is.All.EqualTo(EnrollmentState.Active));
        foreach (var id in enrolled)
            Assert.That((await desk.ExecutionsAsync(id)).Sum(row => row.Errors), Is.LessThanOrEqualTo(1), "only what opened it counts");

        answer = (_, _) => Task.FromResult<StepDecision>(new StepDecision.Done());
        await desk.RunAsync();
        Assert.That(await StepsAsync(enrolled), Is.All.EqualTo("second"));
    }

    [Test]
    public async Task What_a_handler_cancels_by_itself_is_its_error_and_no_time_out()
    {
        answer = (_, _) => Task.FromException<StepDecision>(new TaskCanceledException("The model took too long.", new TimeoutException()));
        var enrolled = await EnrollAsync("asking", 2);

        await desk.RunAsync();

        Assert.That(asked, Has.Count.EqualTo(2));
        foreach (var put in await EnrollmentsAsync(enrolled))
            Assert.That(
                (put.Attempt, put.LeaseUntil, put.Reason),
                Is.EqualTo((1, (DateTimeOffset?)null, "The handler test.slow failed with TaskCanceledException."))
            );
        Assert.That(log.Of(LogLevel.Warning), Has.None.Contains("did not answer"));
    }

    [Test]
    public async Task A_handler_that_ends_because_its_time_is_up_did_not_answer()
    {
        answer = async (_, stop) =>
        {
            await Task.Delay(Timeout.Infinite, stop);
            return new StepDecision.Done();
        };
        desk.Crm.Options<RunnerOptions>().SlowStepTimeout = Short;
        var id = (await EnrollAsync("asking", 1))[0];

        await desk.RunAsync();

        Assert.That((await desk.EnrollmentAsync(id)).Reason, Is.EqualTo("The handler test.slow failed with TimeoutException."));
    }

    private static string Sequence(string key, string handler) =>
        $$"""
            sequence: {{key}}
            key: {{key}}
            for: [contact]
            exclusive: no
            steps:
              - { key: first, step: {{handler}} }
              - { key: second, step: test.fast, delay: 30 days }
            """;

    private static async Task<RunnerCounts> AfterAsync(Func<bool> holds, Func<Task<RunnerCounts>> run)
    {
        while (!holds())
            await Task.Yield();
        return await run();
    }

    private async Task<IEnumerable<(string, int)>> WaitsAsync()
    {
        var inspection = await desk.UseCase<InspectInstallation>().ExecuteAsync(desk.Reader, new InspectInstallationInput(), default);
        return inspection.Waits.Select(wait => (wait.Code, wait.Count));
    }

    private async Task<List<EnrollmentId>> EnrollAsync(string sequence, int count)
    {
        var contacts = new List<CrmRecord>();
        for (var number = 0; number < count; number++)
            contacts.Add(await desk.ContactAsync($"Contact {number}"));
        return [.. (await desk.EnrollAsync(sequence, [.. contacts])).Answers.Select(one => one.Enrollment!.Value)];
    }

    private async Task<List<Enrollment>> EnrollmentsAsync(IReadOnlyCollection<EnrollmentId> ids)
    {
        var found = await desk.ReadAsync(unit => unit.Sequences.GetEnrollmentsAsync(ids, default));
        return [.. found.OrderBy(one => one.Id.Value)];
    }

    private async Task<List<string?>> StepsAsync(IReadOnlyCollection<EnrollmentId> ids) => (await EnrollmentsAsync(ids)).ConvertAll(one => one.StepKey);

    private sealed class SlowStep(string key, Func<StepContext, CancellationToken, Task<StepDecision>> decide)
        : SlowSequenceStepHandler<ScriptSettings>(key, "Slow")
    {
        protected override ValueTask<StepDecision> DecideAsync(StepContext context, ScriptSettings settings, CancellationToken cancellationToken) =>
            new(decide(context, cancellationToken));
    }
}
