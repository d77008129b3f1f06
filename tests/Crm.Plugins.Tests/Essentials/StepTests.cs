using Crm.Plugins.Essentials.Steps;
using Crm.Records;
using Crm.Sequences;
using Crm.Testing;

namespace Crm.Tests.Plugins.Essentials;

internal sealed class EmailAutoTests : StepHandlerConformance<EmailAuto>
{
    private static readonly EmailSettings Mail = new("Hello {{ contact.first_name }}", "Dear {{ contact.first_name }}", "<p>{{ contact.first_name }}</p>");

    protected override IEnumerable<StepCase> Cases =>
        [
            new("queues", Mail, StepContexts.ForContact(("email", "b@b.test"), ("first_name", "<Bo>\nX")), typeof(StepDecision.Wait))
            {
                Verify = decision =>
                    Assert.That(
                        ((StepDecision.Wait)decision).Effect,
                        Is.EqualTo(new Effect.QueueMessage("email", "Hello <Bo> X", "Dear <Bo>\nX", "<p>&lt;Bo&gt;\nX</p>"))
                    ),
            },
            new("no address", Mail, StepContexts.ForContact(("first_name", "Bo")), typeof(StepDecision.Block)),
            new("nobody addressed", Mail, StepContexts.For(RecordType.Company, ("email", "c@c.test")), typeof(StepDecision.Block)),
            new(
                "subject vanishes",
                Mail with
                {
                    Subject = "{{ contact.x }}",
                },
                StepContexts.ForContact(("email", "b@b.test"), ("x", " ")),
                typeof(StepDecision.Block)
            ),
        ];

    [Test]
    public void Blank_texts_are_found_when_the_sequence_is_saved() =>
        Assert.That(
            ((ISequenceStepHandler)new EmailAuto()).Check(Json.Of("""{ "subject": " ", "body": "" }""")).Select(problem => problem.Field),
            Is.EqualTo(["subject", "body"])
        );
}

internal sealed class EmailManualTests : StepHandlerConformance<EmailManual>
{
    protected override IEnumerable<StepCase> Cases =>
        [
            new("drafts", new EmailSettings("Hello", "Text"), StepContexts.ForContact(("email", "b@b.test")), typeof(StepDecision.Wait))
            {
                Verify = decision => Assert.That(((StepDecision.Wait)decision).Effect, Is.EqualTo(new Effect.CreateDraft("email", "Hello", "Text"))),
            },
            new("no address", new EmailSettings("Hello", "Text"), StepContexts.ForContact(), typeof(StepDecision.Block)),
        ];
}

internal sealed class CallStepTests : StepHandlerConformance<CallStep>
{
    protected override IEnumerable<StepCase> Cases =>
        [
            new("asks for a call", new CallSettings("Call {{ contact.name }}", "Ask"), StepContexts.ForContact(("name", "Bo")), typeof(StepDecision.Wait))
            {
                Verify = decision => Assert.That(((StepDecision.Wait)decision).Effect, Is.EqualTo(new Effect.CreateTask("Call Bo", "Ask", TaskKind.Call))),
            },
        ];
}

internal sealed class TaskStepTests : StepHandlerConformance<TaskStep>
{
    protected override IEnumerable<StepCase> Cases =>
        [
            new("asks", new TaskSettings("Send a gift", DueAfter: TimeSpan.FromDays(2)), StepContexts.ForContact(), typeof(StepDecision.Wait))
            {
                Verify = decision =>
                    Assert.That(
                        ((StepDecision.Wait)decision).Effect,
                        Is.EqualTo(new Effect.CreateTask("Send a gift") with { DueAfter = TimeSpan.FromDays(2) })
                    ),
            },
        ];

    [TestCase("-00:00:01")]
    [TestCase("366.00:00:00")]
    public void Refuses_a_due_time_out_of_range(string dueAfter) =>
        Assert.That(
            ((ISequenceStepHandler)new TaskStep()).Check(Json.Of($$"""{ "subject": "x", "dueAfter": "{{dueAfter}}" }""")).Single().Field,
            Is.EqualTo("dueAfter")
        );
}
