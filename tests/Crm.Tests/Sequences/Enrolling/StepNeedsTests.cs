using Crm.Records;
using Crm.Sequences.Running;

namespace Crm.Sequences.Enrolling;

/// <summary>What a partner's step says it needs is looked at when a record is enrolled, not weeks later when the step is due.</summary>
internal sealed class StepNeedsTests
{
    [TestCase("test.fancy", "no-address")]
    [TestCase("test.plain", null)]
    public async Task A_step_that_needs_a_recipient_takes_nobody_without_an_address(string step, string? reason)
    {
        await using var desk = await SequenceDesk.OpenAsync("sqlite", null, new FancyMail(), new ScriptStep(_ => new StepDecision.Done(), "test.plain"));
        await desk.PublishAsync(
            $$"""
            sequence: Partner
            key: partner
            for: [contact]
            steps:
              - { key: only, step: {{step}} }
            """
        );

        var result = await desk.EnrollAsync("partner", await desk.ContactAsync("Ada", ada => ada with { ContactPoints = [] }));

        Assert.That(result.Answers[0].Reasons.Select(why => why.Code).SingleOrDefault(), Is.EqualTo(reason));
    }

    private sealed class FancyMail() : SequenceStepHandler<ScriptSettings>("test.fancy", "Fancy mail")
    {
        protected override StepHandlerDescriptor Extend(StepHandlerDescriptor descriptor) => descriptor with { Needs = StepNeeds.Recipient };

        protected override StepDecision Decide(StepContext context, ScriptSettings settings) =>
            new StepDecision.Wait(new Effect.QueueMessage("email", "Hello", "Hello"));
    }
}
