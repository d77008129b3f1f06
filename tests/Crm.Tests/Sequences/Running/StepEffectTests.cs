using Crm.Records;

namespace Crm.Sequences.Running;

/// <summary>What a step wants is carried out whole or not at all, and a blocked step leaves nothing that another one sees.</summary>
internal sealed class StepEffectTests
{
    private static readonly Effect Refused = new Effect.PublishEvent("other.event", new { });

    [Test]
    public async Task A_change_of_a_blocked_step_is_not_seen_by_another_step_of_the_batch()
    {
        await using var desk = await SequenceDesk.OpenAsync(
            "sqlite",
            null,
            new ScriptStep(_ => new StepDecision.Done(new Effect.ChangeField("title", "Director"), Refused), "test.refused"),
            new ScriptStep(_ => new StepDecision.Done(new Effect.ChangeField("title", "Director")))
        );
        var contact = await desk.ContactAsync();
        var blocked = await desk.StartAsync(Yaml("one", "test.refused"), contact);
        var done = await desk.StartAsync(Yaml("two", "test.script"), contact);

        await desk.RunAsync();

        Assert.That((await desk.EnrollmentAsync(blocked)).State, Is.EqualTo(EnrollmentState.Blocked));
        Assert.That((await desk.EnrollmentAsync(done)).Finish, Is.EqualTo(FinishReason.Completed));
        Assert.That(((Contact)(await desk.ReadAsync(unit => unit.Records.GetAsync([contact.Id], default)))[0]).JobTitle, Is.EqualTo("Director"));
    }

    [Test]
    public async Task An_enrollment_of_a_blocked_step_is_not_seen_by_another_step_of_the_batch()
    {
        await using var desk = await SequenceDesk.OpenAsync(
            "sqlite",
            null,
            new ScriptStep(_ => new StepDecision.Done(new Effect.Enroll("target"), Refused), "test.refused"),
            new ScriptStep(_ => new StepDecision.Done(new Effect.Enroll("target"))),
            new ScriptStep(_ => new StepDecision.Wait(new Effect.CreateTask("Look")), "test.task")
        );
        await desk.PublishAsync(Yaml("target", "test.task"));
        var contact = await desk.ContactAsync();
        var blocked = await desk.StartAsync(Yaml("one", "test.refused"), contact);
        await desk.StartAsync(Yaml("two", "test.script"), contact);

        await desk.RunAsync();

        Assert.That((await desk.EnrollmentAsync(blocked)).State, Is.EqualTo(EnrollmentState.Blocked));
        var found = await desk.ReadAsync(unit => unit.Sequences.FindEnrollmentsAsync([contact.Id], [], liveOnly: true, default));
        Assert.That(found.Count(enrollment => enrollment.State == EnrollmentState.Waiting), Is.EqualTo(1), "the second step has enrolled it");
    }

    [Test]
    public async Task A_value_is_kept_that_is_set_twice_and_again_on_a_second_visit()
    {
        var visits = 0;
        await using var desk = await SequenceDesk.OpenAsync(
            "sqlite",
            null,
            new ScriptStep(context =>
                context.StepKey == "first" ? new StepDecision.Done(new Effect.SetState("seen", ++visits), new Effect.SetState("seen", ++visits))
                : visits < 4 ? new StepDecision.GoTo("first")
                : new StepDecision.Done()
            )
        );
        var id = await desk.StartAsync(
            """
            sequence: Visits
            key: visits
            for: [contact]
            steps:
              - { key: first, step: test.script }
              - { key: last, step: test.script }
            """
        );

        await desk.RunAsync();

        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed), (await desk.EnrollmentAsync(id)).Reason);
        Assert.That((await desk.ReadAsync(unit => unit.Sequences.GetValuesAsync([id], default))).Single().Value, Is.EqualTo("4"));
    }

    private static string Yaml(string key, string step) =>
        $"""
            sequence: {key}
            key: {key}
            for: [contact]
            exclusive: no
            steps:
              - key: first
                step: {step}
            """;
}
