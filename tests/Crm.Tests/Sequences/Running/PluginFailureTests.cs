using Crm.Activities;
using Crm.Records;

namespace Crm.Sequences.Running;

/// <summary>A failure of a plugin's code is that plugin's: whoever does not need it goes on.</summary>
internal sealed class PluginFailureTests
{
    private const string Script = """
        sequence: Scripted
        key: scripted
        for: [contact]
        exclusive: no
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
        """;

    public static IEnumerable<TestCaseData> BadDecisions =>
        [
            new TestCaseData(null).SetArgDisplayNames("none"),
            new TestCaseData(new StepDecision.Done(null!)).SetArgDisplayNames("no effects"),
            new TestCaseData(new StepDecision.Retry(TimeSpan.FromDays(1), "Never.") with { Delay = TimeSpan.MaxValue }).SetArgDisplayNames(
                "beyond the calendar"
            ),
            new TestCaseData(new StepDecision.Done(new Effect.Notify("Half of it."), new Effect.PublishEvent("test.told", default))).SetArgDisplayNames(
                "no payload"
            ),
        ];

    [TestCaseSource(nameof(BadDecisions))]
    public async Task A_decision_that_cannot_be_carried_out_puts_off_its_own_enrollment_only(StepDecision? bad)
    {
        await using var desk = await SequenceDesk.OpenAsync(
            "sqlite",
            null,
            new ScriptStep(context => context.Record.Name.StartsWith("Bad", StringComparison.Ordinal) ? bad! : new StepDecision.Done())
        );
        await desk.PublishAsync(Script);
        var answers = (
            await desk.EnrollAsync("scripted", await desk.ContactAsync("One"), await desk.ContactAsync("Bad"), await desk.ContactAsync("Two"))
        ).Answers;

        var counts = await desk.Crm.RunBatchAsync(100);

        Assert.That((counts.Decided, counts.PutOff, counts.Transactions), Is.EqualTo((3, 1, 1)), "one batch, not halved");
        var put = await desk.EnrollmentAsync(answers[1].Enrollment!.Value);
        Assert.That((put.StepKey, put.Attempt), Is.EqualTo(("first", 1)));
        Assert.That(put.Reason, Does.StartWith("What the handler test.script decided cannot be carried out"));
        Assert.That((await desk.EnrollmentAsync(answers[2].Enrollment!.Value)).StepKey, Is.EqualTo("second"));
        Assert.That(await desk.EventsAsync(), Has.None.EqualTo("member.notified"), "nothing half is left");
    }

    [TestCase("message.sent")]
    [TestCase("other.told")]
    [TestCase("test.Told")]
    public async Task An_event_that_is_not_the_plugins_own_blocks_its_step(string type)
    {
        await using var desk = await SequenceDesk.OpenAsync("sqlite", null, new ScriptStep(_ => new StepDecision.Done(new Effect.PublishEvent(type, new { }))));
        var id = await desk.StartAsync(Script);

        await desk.RunAsync();

        var blocked = await desk.EnrollmentAsync(id);
        Assert.That(
            (blocked.State, blocked.Reason),
            Is.EqualTo((EnrollmentState.Blocked, $"The handler publishes '{type}', which is not an event of its plugin: those are test.{{name}}."))
        );
        Assert.That(await desk.EventsAsync(), Has.None.EqualTo(type));
    }

    [Test]
    public async Task An_eligibility_rule_says_why_a_record_is_not_enrolled()
    {
        await using var desk = await WithRuleAsync(asked => asked.Record.Name == "No" ? "is not wanted" : null);
        var answers = (await desk.EnrollAsync("scripted", await desk.ContactAsync("Yes"), await desk.ContactAsync("No"))).Answers;

        Assert.That(answers[0].Enrollment, Is.Not.Null);
        Assert.That(answers[1].Reasons, Is.EqualTo(new[] { new EnrollReason("not-eligible", "test.rule: is not wanted") }));
    }

    [Test]
    public async Task An_eligibility_rule_that_throws_is_a_no_for_its_record_only()
    {
        await using var desk = await WithRuleAsync(asked => asked.Record.Name == "Bad" ? throw new InvalidOperationException("secret of a customer") : null);
        var answers = (await desk.EnrollAsync("scripted", await desk.ContactAsync("Good"), await desk.ContactAsync("Bad"))).Answers;

        Assert.That(answers[0].Enrollment, Is.Not.Null);
        Assert.That(
            answers[1].Reasons,
            Is.EqualTo(new[] { new EnrollReason("not-eligible", "test.rule: The rule failed with InvalidOperationException.") }),
            "without what the exception says"
        );
    }

    [Test]
    public async Task An_eligibility_rule_that_loops_is_quarantined_and_holds_nobody()
    {
        var release = new TaskCompletionSource();
        await using var desk = await WithRuleAsync(
            _ =>
            {
                release.Task.Wait();
                return null;
            },
            TimeSpan.FromMilliseconds(100)
        );
        var contact = await desk.ContactAsync();

        var unavailable = Assert.ThrowsAsync<CrmException>(() => desk.EnrollAsync("scripted", contact));
        Assert.That(unavailable!.Message, Does.Contain("test.rule"));
        await desk.ContactAsync("Written meanwhile");
        var answers = (await desk.EnrollAsync("scripted", contact)).Answers;
        release.SetResult();

        Assert.That(answers[0].Reasons.Single().Why, Does.Contain("test.rule").And.Contain("quarantined"));
    }

    [Test]
    public async Task A_stop_rule_that_fails_at_an_approval_refuses_it_and_changes_nothing()
    {
        var fails = false;
        await using var desk = await WithDraftAsync(_ => fails ? throw new InvalidOperationException("secret of a customer") : new StopDecision.Continue());
        var id = await desk.StartAsync(Draft);
        await desk.RunAsync();
        var before = await desk.EnrollmentAsync(id);
        var draft = (await desk.OpenAsync(id)).Single();

        fails = true;
        var refused = Assert.ThrowsAsync<CrmException>(() => desk.ApproveAsync(draft));
        Assert.That(refused!.Message, Does.Contain("test.rule").And.Contain("InvalidOperationException").And.Not.Contain("secret"));
        Assert.That(await desk.EnrollmentAsync(id), Is.EqualTo(before));

        fails = false;
        await desk.RunAtAsync(desk.Clock.GetUtcNow().AddDays(1));
        Assert.That((await desk.OpenAsync(id)).Single().Id, Is.EqualTo(draft.Id), "no second draft");
        Assert.That((await desk.ApproveAsync(draft)).Message, Is.Not.Null);
    }

    [Test]
    public async Task A_stop_rule_that_loops_at_an_approval_is_quarantined_and_holds_nobody()
    {
        var release = new TaskCompletionSource();
        var loops = false;
        await using var desk = await WithDraftAsync(
            _ =>
            {
                if (Volatile.Read(ref loops))
                    release.Task.Wait();
                return new StopDecision.Continue();
            },
            TimeSpan.FromMilliseconds(200)
        );
        var id = await desk.StartAsync(Draft);
        await desk.RunAsync();
        var draft = (await desk.OpenAsync(id)).Single();

        Volatile.Write(ref loops, true);
        var unavailable = Assert.ThrowsAsync<CrmException>(() => desk.ApproveAsync(draft));
        Assert.That(unavailable!.Message, Does.Contain("test.rule"));
        await desk.ContactAsync("Written meanwhile");
        var stopped = await desk.ApproveAsync(draft);
        release.SetResult();

        Assert.That((stopped.Message, stopped.Enrollment), Is.EqualTo(((MessageId?)null, EnrollmentState.Blocked)));
        Assert.That(stopped.Stopped, Does.Contain("quarantined"));
    }

    private static async Task<SequenceDesk> WithRuleAsync(Func<EligibilityContext, string?> whyNot, TimeSpan? thinkTime = null)
    {
        var desk = await SequenceDesk.OpenAsync("sqlite", thinkTime, new ScriptStep(_ => new StepDecision.Done()), new Eligibility(whyNot));
        await desk.PublishAsync(Script);
        return desk;
    }

    private static Task<SequenceDesk> WithDraftAsync(Func<StopContext, StopDecision> look, TimeSpan? thinkTime = null) =>
        SequenceDesk.OpenAsync("sqlite", thinkTime, new Stopping(look));

    private sealed class Eligibility(Func<EligibilityContext, string?> whyNot) : IEligibilityRule
    {
        public string Key => "test.rule";

        public string? WhyNot(EligibilityContext context) => whyNot(context);
    }

    private sealed class Stopping(Func<StopContext, StopDecision> look) : IStopRule
    {
        public string Key => "test.rule";

        public StopDecision Evaluate(StopContext context) => look(context);
    }
}
