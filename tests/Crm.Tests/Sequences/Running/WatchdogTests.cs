namespace Crm.Sequences.Running;

/// <summary>What becomes of handlers whose code does not come to an end.</summary>
internal sealed class WatchdogTests
{
    private const string Yaml = """
        sequence: Looping
        key: looping
        for: [contact]
        exclusive: no
        steps:
          - { key: first, step: test.loop }
        """;

    private const string Other = """
        sequence: Other
        key: other
        for: [contact]
        exclusive: no
        steps:
          - { key: first, step: test.script }
        """;

    [Test]
    public async Task A_handler_that_loops_is_quarantined_and_the_others_go_on()
    {
        var release = false;
        await using var desk = await SequenceDesk.OpenAsync(
            "sqlite",
            TimeSpan.FromMilliseconds(300),
            new ScriptStep(
                _ =>
                {
                    SpinWait.SpinUntil(() => Volatile.Read(ref release));
                    return new StepDecision.Done();
                },
                "test.loop"
            ),
            new ScriptStep(_ => new StepDecision.Done())
        );
        await desk.PublishAsync(Yaml);
        await desk.PublishAsync(Other);
        var (one, two) = (await desk.ContactAsync("One"), await desk.ContactAsync("Two"));
        var looping = (await desk.EnrollAsync("looping", one)).Answers[0].Enrollment!.Value;
        var fine = (await desk.EnrollAsync("other", two)).Answers[0].Enrollment!.Value;

        await desk.RunAsync();
        Volatile.Write(ref release, true);

        var blocked = await desk.EnrollmentAsync(looping);
        Assert.That(blocked.State, Is.EqualTo(EnrollmentState.Blocked));
        Assert.That(blocked.Reason, Does.Contain("test.loop").And.Contain("quarantined"));
        Assert.That((await desk.EnrollmentAsync(fine)).Finish, Is.EqualTo(FinishReason.Completed));
    }

    [Test]
    public async Task A_handler_that_is_late_once_is_given_another_chance_while_the_database_is_free()
    {
        using var isWritten = new ManualResetEventSlim();
        using var isAsked = new ManualResetEventSlim();
        var calls = 0;
        await using var desk = await SequenceDesk.OpenAsync(
            "sqlite",
            TimeSpan.FromMilliseconds(300),
            new ScriptStep(
                _ =>
                {
                    // Cold: its first call takes longer than a batch may, until somebody else could write, which takes that the batch was rolled back.
                    if (Interlocked.Increment(ref calls) == 1)
                    {
                        isAsked.Set();
                        isWritten.Wait();
                    }
                    return new StepDecision.Done();
                },
                "test.loop"
            )
        );
        await desk.PublishAsync(Yaml);
        var id = (await desk.EnrollAsync("looping", await desk.ContactAsync())).Answers[0].Enrollment!.Value;

        var run = Task.Run(desk.RunAsync);
        isAsked.Wait();
        await desk.ContactAsync("Written meanwhile");
        isWritten.Set();
        await run;

        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed), (await desk.EnrollmentAsync(id)).Reason);
        Assert.That(calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_handler_that_is_late_each_time_is_quarantined_too()
    {
        await using var desk = await SequenceDesk.OpenAsync(
            "sqlite",
            TimeSpan.FromMilliseconds(100),
            new ScriptStep(
                _ =>
                {
                    SpinWait.SpinUntil(() => false, TimeSpan.FromSeconds(1));
                    return new StepDecision.Done();
                },
                "test.loop"
            )
        );
        await desk.PublishAsync(Yaml);
        var id = (await desk.EnrollAsync("looping", await desk.ContactAsync())).Answers[0].Enrollment!.Value;

        await desk.RunAsync();

        Assert.That((await desk.EnrollmentAsync(id)).Reason, Does.Contain("test.loop").And.Contain("quarantined"));
    }

    [Test]
    public async Task A_slow_handler_is_leased_and_decided_outside_the_transaction()
    {
        var slow = new SlowScript();
        await using var desk = await SequenceDesk.OpenAsync("sqlite", null, slow);
        slow.Decide = async context =>
        {
            // While it thinks, the database is free: an enrollment that was claimed under a lock could not be read for a write here.
            var held = await desk.EnrollmentAsync(context.Enrollment);
            Assert.That(held.LeaseUntil, Is.Not.Null);
            return new StepDecision.Done();
        };
        await desk.PublishAsync(Yaml);
        var id = (await desk.EnrollAsync("looping", await desk.ContactAsync())).Answers[0].Enrollment!.Value;

        await desk.RunAsync();

        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed), (await desk.EnrollmentAsync(id)).Reason);
    }

    private sealed class SlowScript() : SlowSequenceStepHandler<ScriptSettings>("test.loop", "Slow")
    {
        public Func<StepContext, Task<StepDecision>> Decide { get; set; } = _ => Task.FromResult<StepDecision>(new StepDecision.Done());

        protected override async ValueTask<StepDecision> DecideAsync(StepContext context, ScriptSettings settings, CancellationToken cancellationToken) =>
            await Decide(context);
    }
}
