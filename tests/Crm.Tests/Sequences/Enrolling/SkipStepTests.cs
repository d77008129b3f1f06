using Crm.Activities;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences.Running;
using Crm.Testing.Builders;

namespace Crm.Sequences.Enrolling;

/// <summary>What people do about one enrollment: skip its step, retry it, let it go on, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SkipStepTests(string kind)
{
    private const string MailThenCall = """
        sequence: Mixed
        key: mixed
        for: [contact]
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "Shall we talk?" }
          - { key: ring, step: call, delay: 2 days, subject: "Call" }
        """;

    private const string OneScript = """
        sequence: Scripted
        key: scripted
        for: [contact]
        steps:
          - { key: only, step: test.script }
        """;

    private SequenceDesk desk = null!;

    private StepDecision Answer { get; set; } = new StepDecision.Done();

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind, null, new ScriptStep(_ => Answer));

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task Skipping_cancels_what_the_step_has_out_and_plans_the_next_one_from_now()
    {
        var id = await desk.StartAsync(MailThenCall);
        await desk.RunAsync();
        desk.Clock.Advance(TimeSpan.FromHours(5));

        var after = await SkipAsync(id, "We met them.");

        Assert.That((after.State, after.StepKey, after.DueAt), Is.EqualTo((EnrollmentState.Active, "ring", desk.Clock.GetUtcNow().AddDays(2))));
        Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Cancelled));
        var execution = (await desk.ExecutionsAsync(id)).Single();
        Assert.That((execution.State, execution.Why), Is.EqualTo((StepExecutionState.Skipped, "We met them.")));
    }

    [Test]
    public async Task A_skipped_last_step_is_not_told_as_done()
    {
        var id = await desk.StartAsync(OneScript);
        var skipped = await SkipAsync(id);
        Assert.That((skipped.Finish, skipped.Reason), Is.EqualTo((FinishReason.Completed, "The last step was skipped.")));
    }

    [Test]
    public async Task Skipping_the_last_step_completes_the_enrollment()
    {
        var id = await desk.StartAsync(MailThenCall);
        await SkipAsync(id);
        await desk.RunAtAsync((await desk.EnrollmentAsync(id)).DueAt!.Value);
        Assert.That(await desk.OpenAsync(id), Has.Count.EqualTo(1));

        var after = await SkipAsync(id);

        Assert.That((after.State, after.Finish), Is.EqualTo((EnrollmentState.Finished, FinishReason.Completed)));
        Assert.That(await desk.OpenAsync(id), Is.Empty, "the call waits for nobody any more");
        Assert.That((await desk.TimelineAsync(after.Record))[0].Subject, Is.EqualTo("Finished Mixed: Completed"));
        var refused = Assert.ThrowsAsync<CrmException>(() => SkipAsync(id));
        Assert.That(((CrmError.Refused)refused!.Error).Code, Is.EqualTo("trigger-not-allowed"));
    }

    [Test]
    public async Task A_message_that_may_be_with_the_server_is_not_taken_back()
    {
        var id = await desk.StartAsync(MailThenCall);
        await desk.RunAsync();
        var message = (await desk.MessagesAsync(id)).Single();
        await desk.ReplaceAsync(
            message with
            {
                State = MessageState.Sending,
                LeaseUntil = desk.Clock.GetUtcNow().AddHours(1),
                Revision = message.Revision + 1,
            }
        );

        var refused = Assert.ThrowsAsync<CrmException>(() => SkipAsync(id));

        Assert.That(((CrmError.Refused)refused!.Error).Code, Is.EqualTo("message-on-its-way"));
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Waiting));
    }

    [Test]
    public async Task A_failed_step_is_skipped_or_decided_again_in_a_new_pass()
    {
        Answer = new StepDecision.Fail("No.");
        var id = await desk.StartAsync(OneScript);
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Failed));

        var retried = await desk.UseCase<RetryEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id), default);
        Assert.That((retried.State, retried.Pass, retried.DueAt), Is.EqualTo((EnrollmentState.Active, 2, desk.Clock.GetUtcNow())));
        await desk.RunAsync();
        Assert.That(
            (await desk.ExecutionsAsync(id)).Select(row => (row.Pass, row.State)),
            Is.EqualTo(new[] { (1, StepExecutionState.Failed), (2, StepExecutionState.Failed) })
        );

        var skipped = await SkipAsync(id);
        Assert.That((skipped.State, skipped.Finish), Is.EqualTo((EnrollmentState.Finished, FinishReason.Completed)));
    }

    [Test]
    public async Task Only_what_failed_is_retried_and_only_what_is_held_goes_on()
    {
        var id = await desk.StartAsync(MailThenCall);
        var (retry, resume) = (desk.UseCase<RetryEnrollment>(), desk.UseCase<ResumeEnrollment>());

        foreach (
            var act in new[]
            {
                () => retry.ExecuteAsync(desk.Rep, new EnrollmentInput(id), default),
                () => resume.ExecuteAsync(desk.Rep, new EnrollmentInput(id), default),
            }
        )
        {
            var refused = Assert.ThrowsAsync<CrmException>(() => act());
            Assert.That(((CrmError.Refused)refused!.Error).Code, Is.EqualTo("trigger-not-allowed"));
            Assert.That(refused.Message, Does.Contain("Active"));
        }
    }

    [Test]
    public async Task What_was_blocked_with_its_task_out_waits_for_it_again()
    {
        Answer = new StepDecision.Wait(new Effect.CreateTask("Look"));
        var id = await desk.StartAsync(OneScript);
        await desk.RunAsync();
        var waiting = await desk.EnrollmentAsync(id);
        await desk.ReplaceAsync(waiting with { State = EnrollmentState.Blocked, Reason = "Something stood in the way.", Revision = waiting.Revision + 1 });

        var resumed = await desk.UseCase<ResumeEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id), default);

        Assert.That((resumed.State, resumed.Reason), Is.EqualTo((EnrollmentState.Waiting, (string?)null)));
        Assert.That(await desk.OpenAsync(id), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_stale_revision_and_an_enrollment_of_another_member_are_refused()
    {
        var id = await desk.StartAsync(MailThenCall);
        var stale = Assert.ThrowsAsync<CrmException>(() => desk.UseCase<SkipStep>().ExecuteAsync(desk.Rep, new EnrollmentInput(id, Revision: 7), default));
        Assert.That(stale!.Error, Is.InstanceOf<CrmError.Stale>());

        var hidden = Assert.ThrowsAsync<CrmException>(() => desk.UseCase<SkipStep>().ExecuteAsync(desk.Colleague, new EnrollmentInput(id), default));
        Assert.That(hidden!.Error, Is.InstanceOf<CrmError.NotFound>());
        Assert.That((await desk.EnrollmentAsync(id)).StepKey, Is.EqualTo("hello"));
    }

    private Task<EnrollmentView> SkipAsync(EnrollmentId id, string? why = null) =>
        desk.UseCase<SkipStep>().ExecuteAsync(desk.Rep, new EnrollmentInput(id, why), default);
}
