using Crm.Activities;
using Crm.Records;

namespace Crm.Sequences.Running;

/// <summary>What becomes of an enrollment that a stop rule pauses, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class PausingRuleTests(string kind)
{
    private const string TwoScripts = """
        sequence: Scripted
        key: scripted
        for: [contact]
        steps:
          - { key: first, step: test.script }
          - { key: second, step: test.script, delay: 1 day }
        """;

    private const string Draft = """
        sequence: Drafts
        key: drafts
        for: [contact]
        steps:
          - { key: offer, step: email.manual, subject: "An offer", body: "As agreed." }
          - { key: after, step: test.script, delay: 1 day }
        """;

    private SequenceDesk desk = null!;
    private DateTimeOffset? awayUntil;
    private int decided;

    [SetUp]
    public async Task OpenAsync()
    {
        (awayUntil, decided) = (null, 0);
        var step = new ScriptStep(_ =>
        {
            decided++;
            return new StepDecision.Done();
        });
        desk = await SequenceDesk.OpenAsync(kind, null, step, new OutOfOffice(() => awayUntil));
    }

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task It_is_paused_until_the_date_and_goes_on_by_itself()
    {
        awayUntil = desk.Clock.GetUtcNow().AddDays(3);
        var id = await desk.StartAsync(TwoScripts);

        await desk.RunAsync();
        var paused = await desk.EnrollmentAsync(id);
        Assert.That((paused.State, paused.DueAt, paused.StepKey), Is.EqualTo((EnrollmentState.Paused, awayUntil, "first")));
        Assert.That((paused.Reason, paused.Cause), Is.EqualTo(("Away.", "test.away")));
        Assert.That(await desk.ExecutionsAsync(id), Is.Empty, "nothing was decided");

        await desk.RunAtAsync(awayUntil.Value.AddSeconds(-1));
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Paused));
        Assert.That(decided, Is.Zero);

        var date = awayUntil.Value;
        awayUntil = null;
        await desk.RunAtAsync(date);
        var after = await desk.EnrollmentAsync(id);
        Assert.That((after.State, after.StepKey, after.Reason), Is.EqualTo((EnrollmentState.Active, "second", (string?)null)));
        Assert.That(decided, Is.EqualTo(1));
    }

    [Test]
    public async Task The_rule_is_asked_again_when_the_date_is_reached()
    {
        awayUntil = desk.Clock.GetUtcNow().AddDays(3);
        var id = await desk.StartAsync(TwoScripts);
        await desk.RunAsync();

        var first = awayUntil.Value;
        awayUntil = first.AddDays(2);
        await desk.RunAtAsync(first);

        var still = await desk.EnrollmentAsync(id);
        Assert.That((still.State, still.DueAt), Is.EqualTo((EnrollmentState.Paused, awayUntil)));
        Assert.That(decided, Is.Zero);
    }

    [Test]
    public async Task A_person_resumes_it_before()
    {
        awayUntil = desk.Clock.GetUtcNow().AddDays(3);
        var id = await desk.StartAsync(TwoScripts);
        await desk.RunAsync();

        awayUntil = null;
        var resumed = await desk.UseCase<ResumeEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id), default);
        Assert.That((resumed.State, resumed.DueAt), Is.EqualTo((EnrollmentState.Active, desk.Clock.GetUtcNow())));
        await desk.RunAsync();
        Assert.That(decided, Is.EqualTo(1));
    }

    [Test]
    public async Task A_draft_that_waited_stays_open_and_is_waited_for_again()
    {
        var id = await desk.StartAsync(Draft);
        await desk.RunAsync();
        var draft = (await desk.OpenAsync(id)).Single();

        awayUntil = desk.Clock.GetUtcNow().AddDays(3);
        var stopped = await desk.ApproveAsync(draft);
        Assert.That((stopped.Message, stopped.Enrollment, stopped.Stopped), Is.EqualTo(((MessageId?)null, EnrollmentState.Paused, "Away.")));
        Assert.That((await desk.OpenAsync(id)).Single().Id, Is.EqualTo(draft.Id));
        var refused = Assert.ThrowsAsync<CrmException>(() => desk.ApproveAsync(draft));
        Assert.That(refused!.Message, Does.Contain("Paused"));

        var date = awayUntil.Value;
        awayUntil = null;
        await desk.RunAtAsync(date);
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Waiting));
        Assert.That(await desk.OpenAsync(id), Has.Count.EqualTo(1), "no second draft");
        Assert.That((await desk.ApproveAsync(draft)).Message, Is.Not.Null);
    }

    [Test]
    public async Task What_is_done_meanwhile_counts_and_the_next_delay_is_kept_for_later()
    {
        var id = await desk.StartAsync(Draft);
        await desk.RunAsync();
        var draft = (await desk.OpenAsync(id)).Single();
        awayUntil = desk.Clock.GetUtcNow().AddDays(3);
        await desk.ApproveAsync(draft);

        await desk.UseCase<RejectDraft>().ExecuteAsync(desk.Rep, new RejectDraftInput(draft.Id, AfterRejection.SkipStep), default);
        var held = await desk.EnrollmentAsync(id);
        Assert.That((held.State, held.StepKey, held.DueAt), Is.EqualTo((EnrollmentState.Paused, "after", awayUntil)));
        Assert.That(held.Reason, Is.EqualTo("Away."));

        await desk.RunAtAsync(awayUntil.Value);
        var resumed = await desk.EnrollmentAsync(id);
        Assert.That((resumed.State, resumed.DueAt), Is.EqualTo((EnrollmentState.Active, awayUntil.Value.AddDays(1))), "all of its delay was left");
    }

    private sealed class OutOfOffice(Func<DateTimeOffset?> until) : IStopRule
    {
        public string Key => "test.away";

        public StopDecision Evaluate(StopContext context) =>
            until() is { } date && date > context.Now ? new StopDecision.Pause(date, "Away.") : new StopDecision.Continue();
    }
}
