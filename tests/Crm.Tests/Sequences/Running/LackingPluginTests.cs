using Crm.Hosting;
using Crm.Installation;
using Crm.Messages;
using Crm.Records;

namespace Crm.Sequences.Running;

/// <summary>A rule that cannot be asked, since its plugin is refused or gone, is never taken for 'continue': it holds what it would have held, until it is back or forgotten.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class LackingPluginTests(string kind)
{
    private const string Rule = "acme.quiet.no_visits";
    private const string Letter = """
        sequence: Letter
        key: letter
        for: [contact]
        steps:
          - { key: hello, step: email.auto, subject: Hello, body: A question. }
        """;

    private SequenceDesk desk = null!;
    private CrmHarness plugged = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        desk = await SequenceDesk.OpenAsync(kind);
        plugged = desk.Crm.StartAnother(same => same with { Parts = [new NoVisits(), new NoNovices()] });
        await desk.PublishAsync(Letter);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await plugged.DisposeAsync();
        await desk.DisposeAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_comes_due_is_held_by_the_rule_of_a_plugin_that_is_refused_or_gone_and_goes_on_when_it_is_back(bool isRefused)
    {
        var id = await EnrollAsync(plugged);
        await plugged.RunBatchAsync(max: 1);
        var without = Without(isRefused);
        var late = await EnrollLateAsync();

        await without.RunUntilIdleAsync();

        var held = await desk.EnrollmentAsync(late);
        Assert.That((held.State, held.Cause), Is.EqualTo((EnrollmentState.Blocked, (string?)$"rule:{Rule}")));
        Assert.That(held.Reason, Does.Contain(Rule).And.Contain("acme.quiet").And.Contain(isRefused ? "refused" : "not loaded"));
        Assert.That(await SentAsync(late), Is.Zero);

        await plugged.RunUntilIdleAsync();

        Assert.That((await desk.EnrollmentAsync(late)).Finish, Is.EqualTo(FinishReason.Completed));
        Assert.That(await SentAsync(late), Is.EqualTo(1));
        desk.Clock.Advance(TimeSpan.FromMinutes(6)); // its message waited at the gate
        await plugged.RunUntilIdleAsync();
        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed));
    }

    [Test]
    public async Task A_message_that_waits_is_held_at_the_gate_and_a_rule_that_is_back_ends_it()
    {
        var stubborn = await desk.ContactAsync("Dora");
        var id = await EnrollAsync(plugged, stubborn);
        await plugged.RunDueAsync();
        await desk.ChangeAsync(stubborn, "title", "No visits");
        var without = Without(isRefused: true);

        await without.RunUntilIdleAsync();

        Assert.That((await desk.EnrollmentAsync(id)).Cause, Is.EqualTo($"rule:{Rule}"));
        Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Queued));

        await plugged.RunUntilIdleAsync();
        desk.Clock.Advance(TimeSpan.FromMinutes(6));
        await plugged.RunUntilIdleAsync();

        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.OptedOut));
        Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Cancelled));
    }

    [Test]
    public async Task An_approval_is_held_too()
    {
        await desk.PublishAsync(Letter.Replace("email.auto", "email.manual", StringComparison.Ordinal).Replace("letter", "draft", StringComparison.Ordinal));
        await RememberAsync();
        var contact = await desk.ContactAsync();
        var answer = await plugged.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, new EnrollInput("draft", [contact.Ref]), default);
        var id = answer.Answers[0].Enrollment!.Value;
        await plugged.RunDueAsync();
        var draft = (await desk.OpenAsync(id)).Single();
        var text = await desk.TextAsync(draft.Id);

        var input = new ApproveDraftInput(draft.Id, text.Hash);
        var held = await Without(isRefused: true).UseCase<ApproveDraft>().ExecuteAsync(desk.Rep, input, default);

        Assert.That(
            (held.Message, held.Enrollment, held.Stopped),
            Is.EqualTo(((MessageId?)null, EnrollmentState.Blocked, (await desk.EnrollmentAsync(id)).Reason))
        );
        Assert.That((await desk.EnrollmentAsync(id)).Cause, Is.EqualTo($"rule:{Rule}"));

        await plugged.RunUntilIdleAsync();
        Assert.That((await plugged.UseCase<ApproveDraft>().ExecuteAsync(desk.Rep, input, default)).Message, Is.Not.Null);
    }

    [Test]
    public async Task Nobody_is_enrolled_past_an_eligibility_rule_that_cannot_be_asked()
    {
        await RememberAsync();
        var contact = await desk.ContactAsync();

        var answer = await Without(isRefused: true).UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, new EnrollInput("letter", [contact.Ref]), default);

        Assert.That(answer.Answers[0].Reasons.Select(reason => reason.Code), Is.EqualTo(new[] { "not-eligible" }));
        Assert.That(answer.Answers[0].Reasons[0].Why, Does.Contain("acme.quiet.no_novices"));
    }

    [Test]
    public async Task A_step_that_enrolls_is_held_by_an_eligibility_rule_that_cannot_be_asked()
    {
        var next = new ScriptStep(_ => new StepDecision.Done(new Effect.Enroll("letter")));
        CrmHarness Host(params object[] parts) => desk.Crm.StartAnother(same => same with { Parts = [next, .. parts] });
        var (without, with) = (Host(), Host(new NoNovices()));
        const string Chain = "{ sequence: Chain, key: chain, for: [contact], steps: [{ key: next, step: test.script }] }";
        await with.UseCase<PublishSequence>().ExecuteAsync(desk.Administrator, new SequenceInput { Yaml = Chain }, default);
        var contact = await desk.ContactAsync();
        await with.RunUntilIdleAsync(); // it is known from now on what it has loaded
        var answer = await with.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, new EnrollInput("chain", [contact.Ref]), default);
        var id = answer.Answers[0].Enrollment!.Value;

        await without.RunDueAsync();
        Assert.That((await desk.EnrollmentAsync(id)).Cause, Is.EqualTo("rule:acme.quiet.no_novices"));

        await with.RunUntilIdleAsync();
        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed));
        Assert.That(await desk.ReadAsync(unit => unit.Sequences.FindEnrollmentsAsync([contact.Id], [], liveOnly: false, default)), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task An_inspection_names_it_as_long_as_it_is_used_and_forgetting_it_lets_all_go_on()
    {
        await RememberAsync();
        var id = await EnrollLateAsync();
        var without = Without(isRefused: false);
        await without.RunUntilIdleAsync();
        var lacking = (await InspectAsync(without)).LackingPlugins.Single();
        Assert.That((lacking.Id, lacking.IsRefused, lacking.StopRules[0]), Is.EqualTo(("acme.quiet", false, Rule)));
        Assert.That((await InspectAsync(without)).Problems.Select(problem => problem.Code), Does.Contain("plugin-lacking"));

        await without.UseCase<PluginRemoval>().ForgetAsync("acme.quiet", default);
        await without.RunUntilIdleAsync();

        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed));
        Assert.That((await InspectAsync(without)).LackingPlugins, Is.Empty);
    }

    [Test]
    public async Task A_plugin_that_is_loaded_cannot_be_forgotten()
    {
        await RememberAsync();
        Assert.That(
            async () => await plugged.UseCase<PluginRemoval>().ForgetAsync("acme.quiet", default),
            Throws.InstanceOf<CrmException>().With.Message.Contains("acme.quiet is loaded")
        );
    }

    [Test]
    public async Task A_worker_notices_within_its_next_look_that_another_one_forgot_it()
    {
        await RememberAsync();
        var worker = Without(isRefused: true);
        var id = await EnrollLateAsync();
        await worker.RunUntilIdleAsync();
        await Without(isRefused: false).UseCase<PluginRemoval>().ForgetAsync("acme.quiet", default);

        await worker.RunUntilIdleAsync();

        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed));
    }

    [Test]
    public async Task A_host_that_runs_no_worker_learns_within_a_minute_that_another_one_forgot_it()
    {
        await RememberAsync();
        var page = Without(isRefused: true);
        var contact = await desk.ContactAsync();
        Assert.That(await ReasonsAsync(), Is.EqualTo(new[] { "not-eligible" }));
        await Without(isRefused: false).UseCase<PluginRemoval>().ForgetAsync("acme.quiet", default);

        desk.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await ReasonsAsync(), Is.Empty);

        async Task<IEnumerable<string>> ReasonsAsync() =>
            (await page.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, new EnrollInput("letter", [contact.Ref]), default))
                .Answers[0]
                .Reasons.Select(reason => reason.Code);
    }

    /// <summary>A host that loaded the plugin has looked once.</summary>
    private Task<DueWorkCounts> RememberAsync() => plugged.RunUntilIdleAsync();

    private CrmHarness Without(bool isRefused) =>
        desk.Crm.StartAnother(same =>
            isRefused ? same with { Settings = new Dictionary<string, string?> { ["Plugins:Enabled:0"] = "acme.quiet" } } : same with { Parts = [] }
        );

    private async Task<EnrollmentId> EnrollAsync(CrmHarness host, Contact? contact = null)
    {
        contact ??= await desk.ContactAsync();
        var answer = await host.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, new EnrollInput("letter", [contact.Ref]), default);
        Assert.That(answer.Answers[0].Reasons, Is.Empty);
        return answer.Answers[0].Enrollment!.Value;
    }

    private async Task<EnrollmentId> EnrollLateAsync() => await EnrollAsync(plugged, await desk.ContactAsync($"Late {Guid.CreateVersion7()}"));

    private async Task<int> SentAsync(EnrollmentId id) => (await desk.MessagesAsync(id)).Count(message => message.State == MessageState.Sent);

    private Task<Inspection> InspectAsync(CrmHarness host) =>
        host.UseCase<InspectInstallation>().ExecuteAsync(desk.Administrator, new InspectInstallationInput(), default);

    private sealed class NoVisits : IStopRule
    {
        public string Key => Rule;

        public StopDecision Evaluate(StopContext context) =>
            context.Record.Field("title") == "No visits" ? new StopDecision.Finish(FinishReason.OptedOut, "They want no visits.") : new StopDecision.Continue();
    }

    private sealed class NoNovices : IEligibilityRule
    {
        public string Key => "acme.quiet.no_novices";

        public string? WhyNot(EligibilityContext context) => null;
    }
}
