using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Sequences.Running;

/// <summary>What becomes of a step that enrolls its record in another sequence, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class EnrollEffectTests(string kind)
{
    private SequenceDesk desk = null!;

    private Func<EligibilityContext, string?> Rule { get; set; } = _ => null;

    [SetUp]
    public async Task OpenAsync()
    {
        Rule = _ => null;
        desk = await SequenceDesk.OpenAsync(
            kind,
            TimeSpan.FromSeconds(2),
            new ScriptStep(_ => new StepDecision.Done(new Effect.Enroll("target")), "test.enroll"),
            new ScriptStep(_ => new StepDecision.Done(new Effect.Enroll("source")), "test.back"),
            new ScriptStep(_ => new StepDecision.Done()),
            new AnyRule(context => Rule(context))
        );
    }

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task The_last_step_hands_its_record_over_to_the_other_sequence()
    {
        await PublishAsync("target", "test.script, delay: 1 day");
        var contact = await desk.ContactAsync();
        var source = await desk.StartAsync(Yaml("source", "test.enroll"), contact);

        await desk.RunAsync();

        var made = (await OfAsync("target")).Single();
        Assert.Multiple(() =>
        {
            Assert.That((made.Record, made.Recipient, made.Owner), Is.EqualTo((contact.Id, (RecordId?)contact.Id, (MemberId?)desk.Rep.Member)));
            Assert.That((made.State, made.DueAt), Is.EqualTo((EnrollmentState.Active, desk.Clock.GetUtcNow().AddDays(1))));
        });
        var from = await desk.EnrollmentAsync(source);
        Assert.That((from.State, from.Finish), Is.EqualTo((EnrollmentState.Finished, FinishReason.Completed)));
        Assert.That(made.Batch, Is.EqualTo(from.Batch), "what a batch leads to belongs to it");
        Assert.That((await desk.ExecutionsAsync(source)).Single().Why, Is.Null);
        Assert.That(
            (await desk.TimelineAsync(contact.Id)).Select(entry => entry.Subject),
            Is.EqualTo(new[] { "Finished source: Completed", "Enrolled in target", "Enrolled in source" })
        );
        Assert.That(await desk.EventsAsync(), Has.Exactly(2).EqualTo("enrollment.started"));
    }

    [Test]
    public async Task Who_is_not_eligible_is_not_enrolled_and_the_step_says_why()
    {
        await PublishAsync("target", "test.script, delay: 1 day");
        var source = await desk.StartAsync(Yaml("source", "test.enroll", "test.script, delay: 1 day"));

        await desk.RunAsync();

        Assert.That(await OfAsync("target"), Is.Empty);
        var execution = (await desk.ExecutionsAsync(source)).Single();
        Assert.That(execution.State, Is.EqualTo(StepExecutionState.Done));
        Assert.That(execution.Why, Does.StartWith("Not enrolled in 'target': exclusive-elsewhere:"), "the enrollment goes on, so it is still in this one");
        Assert.That((await desk.EnrollmentAsync(source)).StepKey, Is.EqualTo("step-2"));
    }

    [Test]
    public async Task A_whole_batch_is_enrolled_at_once_and_one_person_once()
    {
        await PublishAsync("target", "test.script, delay: 1 day");
        await PublishAsync("source", "test.enroll");
        var contacts = new List<CrmRecord>();
        for (var number = 0; number < 30; number++)
            contacts.Add(await desk.ContactAsync($"Contact {number}"));
        await desk.EnrollAsync("source", [.. contacts]);
        // One person by two records: both are in the first sequence, since they got the same address afterwards.
        await desk.ChangeAsync(contacts[0], "email", contacts[1].Email);

        var counts = await desk.Crm.RunBatchAsync(100);

        Assert.That((counts.Decided, counts.Transactions), Is.EqualTo((30, 1)));
        Assert.That(await OfAsync("target"), Has.Count.EqualTo(29));
    }

    [Test]
    public async Task A_sequence_that_is_not_there_blocks_until_it_is()
    {
        var source = await desk.StartAsync(Yaml("source", "test.enroll"));
        await desk.RunAsync();
        var blocked = await desk.EnrollmentAsync(source);
        Assert.That((blocked.State, blocked.Reason), Is.EqualTo((EnrollmentState.Blocked, "There is no sequence 'target' to enroll in.")));

        await PublishAsync("target", "test.script, delay: 1 day");
        await desk.UseCase<ResumeEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(source), default);
        await desk.RunAsync();
        Assert.That(await OfAsync("target"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_worker_that_dies_before_the_commit_has_enrolled_nobody_and_the_next_one_does_once()
    {
        await PublishAsync("target", "test.script, delay: 1 day");
        await desk.StartAsync(Yaml("source", "test.enroll"));
        var dying = desk.Dying(new StoreCall(nameof(ISystemUnitOfWork), nameof(ISystemUnitOfWork.ApplyAsync), IsDone: true));

        Assert.ThrowsAsync<OperationCanceledException>(() => dying.RunBatchAsync(10));
        Assert.That(await OfAsync("target"), Is.Empty);
        await Task.WhenAll(desk.RunAsync(), desk.RunAsync());
        Assert.That(await OfAsync("target"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Sequences_that_enroll_in_one_another_come_to_an_end()
    {
        await PublishAsync("target", "test.back");
        await desk.StartAsync(Yaml("source", "test.enroll"));

        await desk.RunAsync();

        var all = (await OfAsync("source")).Concat(await OfAsync("target")).ToList();
        Assert.That(all, Has.Count.EqualTo(11), "the first, and ten that it caused");
        Assert.That(all.Select(enrollment => enrollment.State), Is.All.EqualTo(EnrollmentState.Finished));
        var last = await desk.ExecutionsAsync(all.MaxBy(enrollment => enrollment.Id.Value)!.Id);
        Assert.That(last.Single().Why, Does.Contain("cause-chain"));
    }

    [Test]
    public async Task A_rule_that_fails_puts_the_step_off_and_one_without_an_end_is_quarantined()
    {
        await PublishAsync("target", "test.script, delay: 1 day");
        var source = await desk.StartAsync(Yaml("source", "test.enroll"));
        Rule = _ => throw new InvalidOperationException("Names Ada.");
        await desk.Crm.RunBatchAsync(10);
        var put = (await desk.ExecutionsAsync(source)).Single();
        Assert.That((put.State, put.Why), Is.EqualTo((StepExecutionState.RetryAt, "The eligibility rule test.rule failed with InvalidOperationException.")));

        using var release = new ManualResetEventSlim();
        Rule = _ =>
        {
            release.Wait();
            return null;
        };
        desk.Crm.Options<RunnerOptions>().DecisionTimeout = TimeSpan.FromMilliseconds(100);
        await desk.RunAtAsync((await desk.EnrollmentAsync(source)).DueAt!.Value);
        release.Set();

        var blocked = await desk.EnrollmentAsync(source);
        Assert.That(blocked.State, Is.EqualTo(EnrollmentState.Blocked));
        Assert.That(blocked.Reason, Does.Contain("test.rule").And.Contain("quarantined"));
        Assert.That(await OfAsync("target"), Is.Empty);
    }

    [Test]
    public async Task Another_tenants_sequence_of_the_key_is_not_meant()
    {
        var other = await desk.Crm.AddTenantAsync();
        await other.StoreAsync(Sample.Sequence(other.Id, "target"));
        var source = await desk.StartAsync(Yaml("source", "test.enroll"));

        await desk.RunAsync();

        Assert.That((await desk.EnrollmentAsync(source)).State, Is.EqualTo(EnrollmentState.Blocked));
    }

    private Task<SavedSequence> PublishAsync(string key, string step) => desk.PublishAsync(Yaml(key, step));

    /// <summary>Those that enroll may be come to again.</summary>
    private static string Yaml(string key, params string[] steps) =>
        $"""
            sequence: {key}
            key: {key}
            for: [contact]
            reenroll: {(steps[0] is "test.back" or "test.enroll" ? "always" : "once")}
            steps:
            {string.Join('\n', steps.Select((step, index) => $"  - {{ key: step-{index + 1}, step: {step} }}"))}
            """;

    private async Task<IReadOnlyList<Enrollment>> OfAsync(string key)
    {
        var sequence = await desk.ReadAsync(unit => unit.Sequences.FindAsync(key, default));
        var filter = new EnrollmentFilter { Sequence = sequence!.Id };
        return (await desk.ReadAsync(unit => unit.Sequences.ListEnrollmentsAsync(filter, new PageRequest(100), default))).Rows;
    }

    private sealed class AnyRule(Func<EligibilityContext, string?> whyNot) : IEligibilityRule
    {
        public string Key => "test.rule";

        public string? WhyNot(EligibilityContext context) => whyNot(context);
    }
}
