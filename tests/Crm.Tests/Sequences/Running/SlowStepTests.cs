using System.Collections.Concurrent;
using Crm.Records;
using Crm.Sequences.Transitions;
using Crm.Testing.Builders;

namespace Crm.Sequences.Running;

/// <summary>Steps whose handlers ask somebody outside: asked once, written alone, and in nobody's way. On every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SlowStepTests(string kind)
{
    private const int AtOnce = 8;

    private const string Slow = """
        sequence: Asking
        key: asking
        for: [contact]
        exclusive: no
        steps:
          - { key: first, step: test.slow }
          - { key: second, step: test.fast, delay: 1 day }
        """;

    private const string Fast = """
        sequence: Quick
        key: quick
        for: [contact]
        exclusive: no
        steps:
          - { key: first, step: test.fast }
        """;

    private readonly ConcurrentQueue<EnrollmentId> asked = new();
    private SequenceDesk desk = null!;
    private Func<StepContext, Task<StepDecision>> answer = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        asked.Clear();
        answer = _ => Task.FromResult<StepDecision>(new StepDecision.Done());
        var slow = new SlowStep(context =>
        {
            asked.Enqueue(context.Enrollment);
            return answer(context);
        });
        desk = await SequenceDesk.OpenAsync(kind, null, slow, new ScriptStep(_ => new StepDecision.Done(), "test.fast"));
        await desk.PublishAsync(Slow);
        await desk.PublishAsync(Fast);
    }

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task One_that_another_worker_took_before_it_was_begun_is_not_asked_twice()
    {
        var enrolled = await EnrollAsync("asking", AtOnce + 3);
        var taken = new TaskCompletionSource();
        var begun = 0;
        answer = async _ =>
        {
            if (Interlocked.Increment(ref begun) == AtOnce)
            {
                // The others wait for their turn; meanwhile their leases end and somebody else has them.
                await TakeAsync(enrolled.Except(asked));
                taken.SetResult();
            }
            await taken.Task;
            return new StepDecision.Done();
        };

        await desk.RunAsync();

        Assert.That(asked, Has.Count.EqualTo(AtOnce).And.Unique);
        foreach (var id in asked)
            Assert.That((await desk.EnrollmentAsync(id)).StepKey, Is.EqualTo("second"));
    }

    [Test]
    public async Task One_that_cannot_be_written_is_put_off_alone_and_counts_its_attempts()
    {
        var enrolled = await EnrollAsync("asking", 5);
        var poison = enrolled[2];
        // Its execution is there already: what the step wants inserted breaks a unique key.
        var stored = await desk.EnrollmentAsync(poison);
        await desk.StoreAsync(Sample.Execution(stored) with { Id = StepExecutionIds.Of(stored) });

        var counts = await desk.Crm.RunBatchAsync(100);

        Assert.That((counts.Decided, counts.PutOff), Is.EqualTo((5, 1)));
        foreach (var id in enrolled.Where(id => id != poison))
            Assert.That((await desk.EnrollmentAsync(id)).StepKey, Is.EqualTo("second"));
        var put = await desk.EnrollmentAsync(poison);
        Assert.That((put.StepKey, put.Attempt, put.LeaseUntil), Is.EqualTo(("first", 1, (DateTimeOffset?)null)));
        Assert.That(put.DueAt, Is.GreaterThan(desk.Clock.GetUtcNow()));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_worker_goes_on_with_others_while_one_is_asked(CancellationToken late)
    {
        var answered = new TaskCompletionSource<StepDecision>();
        answer = _ => answered.Task;
        var first = (await EnrollAsync("asking", 1))[0];
        desk.Crm.Options<RunnerOptions>().Workers = 1;
        desk.Crm.Options<RunnerOptions>().BatchSize = 1;
        desk.Crm.Options<RunnerOptions>().SlowStepsPerHandler = 1;
        await desk.Crm.StartWorkersAsync(late);
        while (asked.IsEmpty)
            await TurnAsync(late);

        // One more that is slow stands before the quick one.
        await EnrollAsync("asking", 1);
        var quick = (await EnrollAsync("quick", 1))[0];
        while ((await desk.EnrollmentAsync(quick)).State != EnrollmentState.Finished)
            await TurnAsync(late);

        Assert.That(asked, Is.EqualTo(new[] { first }));
        answered.SetResult(new StepDecision.Done());
        while ((await desk.EnrollmentAsync(first)).StepKey == "first")
            await TurnAsync(late);
        await desk.Crm.StopWorkersAsync(late);
    }

    [Test]
    public async Task A_handler_that_loops_before_it_awaits_is_quarantined()
    {
        var release = new TaskCompletionSource();
        desk.Crm.Options<RunnerOptions>().SlowStepTimeout = TimeSpan.FromSeconds(1);
        desk.Crm.Options<RunnerOptions>().DecisionTimeout = TimeSpan.FromSeconds(1);
        answer = _ =>
        {
            release.Task.Wait();
            return Task.FromResult<StepDecision>(new StepDecision.Done());
        };
        var id = (await EnrollAsync("asking", 1))[0];

        await desk.RunAsync();
        release.SetResult();

        var blocked = await desk.EnrollmentAsync(id);
        Assert.That((blocked.State, blocked.Cause), Is.EqualTo((EnrollmentState.Blocked, "test.slow")));
        Assert.That(blocked.Reason, Does.Contain("quarantined"));
        Assert.That(asked, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_cancels_a_handler_by_itself_is_its_failure_and_not_the_engines_limit()
    {
        answer = _ => Task.FromCanceled<StepDecision>(new CancellationToken(canceled: true));
        var id = (await EnrollAsync("asking", 1))[0];

        await desk.RunAsync();

        var put = await desk.EnrollmentAsync(id);
        Assert.That((put.StepKey, put.State), Is.EqualTo(("first", EnrollmentState.Active)));
        Assert.That(put.Reason, Does.Contain(nameof(TaskCanceledException)));
    }

    private async Task TurnAsync(CancellationToken late)
    {
        late.ThrowIfCancellationRequested();
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.Yield();
    }

    private async Task<List<EnrollmentId>> EnrollAsync(string sequence, int count)
    {
        var contacts = new List<CrmRecord>();
        for (var number = 0; number < count; number++)
            contacts.Add(await desk.ContactAsync($"Contact {number}"));
        return [.. (await desk.EnrollAsync(sequence, [.. contacts])).Answers.Select(one => one.Enrollment!.Value)];
    }

    /// <summary>Another worker leases them.</summary>
    private async Task TakeAsync(IEnumerable<EnrollmentId> ids)
    {
        foreach (var id in ids)
        {
            var leased = await desk.EnrollmentAsync(id);
            await desk.ReplaceAsync(leased with { Fence = leased.Fence + 1, Revision = leased.Revision + 1 });
        }
    }

    private sealed class SlowStep(Func<StepContext, Task<StepDecision>> decide) : SlowSequenceStepHandler<ScriptSettings>("test.slow", "Slow")
    {
        protected override ValueTask<StepDecision> DecideAsync(StepContext context, ScriptSettings settings, CancellationToken cancellationToken) =>
            new(decide(context));
    }
}
