using Crm.Messages;
using Crm.Records;

namespace Crm.Sequences.Running;

/// <summary>Time that a step or a message is held counts for nobody: neither towards its retries nor for its date, and its time of day stays.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class HeldTimeTests(string kind)
{
    private const string Scripted = """
        sequence: Scripted
        key: scripted
        for: [contact]
        steps:
          - { key: first, step: test.script }
        """;

    private SequenceDesk desk = null!;
    private Func<StepDecision> decide = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        decide = () => new StepDecision.Done();
        desk = await SequenceDesk.OpenAsync(kind, null, new ScriptStep(_ => decide()));
    }

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task What_a_handler_puts_off_on_purpose_does_not_use_up_the_time_for_retries()
    {
        decide = () => new StepDecision.Retry(TimeSpan.FromHours(7), "Not paid yet.");
        var id = await desk.StartAsync(Scripted);
        await desk.RunAsync();

        decide = () => throw new TimeoutException();
        await desk.RunAtAsync((await desk.EnrollmentAsync(id)).DueAt!.Value);

        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Active), "its first error is tried again");
    }

    [Test]
    public async Task A_weekend_between_two_errors_does_not_count_but_six_hours_of_errors_do()
    {
        decide = () => throw new TimeoutException();
        var id = await desk.StartAsync(Scripted);
        await desk.RunAsync();
        await desk.RunAtAsync(desk.Clock.GetUtcNow().AddDays(3));
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Active));

        var from = desk.Clock.GetUtcNow();
        while ((await desk.EnrollmentAsync(id)) is { State: EnrollmentState.Active, DueAt: { } due })
            await desk.RunAtAsync(due);

        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Failed));
        Assert.That(desk.Clock.GetUtcNow() - from, Is.InRange(TimeSpan.FromHours(5), TimeSpan.FromHours(6)));
    }

    [Test]
    public async Task A_step_that_was_held_is_due_at_its_time_of_day_on_its_days()
    {
        var yaml = Scripted.Replace("step: test.script", "step: test.script, delay: 3 business days, at: \"09:00\"", StringComparison.Ordinal);
        var id = await desk.StartAsync("zone: UTC\n" + yaml);
        var planned = (await desk.EnrollmentAsync(id)).DueAt!.Value;
        Assert.That(planned, Is.EqualTo(new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.Zero)), "Thursday");
        desk.Clock.SetUtcNow(planned.AddMinutes(-10));
        await PauseAsync(id);
        desk.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 7, 23, 0, 0, TimeSpan.Zero)); // Saturday night

        await desk.UseCase<ResumeEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id), default);

        Assert.That((await desk.EnrollmentAsync(id)).DueAt, Is.EqualTo(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero)), "Monday at nine");
    }

    [Test]
    public async Task A_message_carries_the_date_at_which_it_left()
    {
        await desk.StartAsync("""{ sequence: L, key: l, for: [contact], steps: [{ key: a, step: email.auto, subject: "Hi", body: "There" }] }""");
        await desk.RunAsync();
        desk.Clock.Advance(TimeSpan.FromDays(21));

        await desk.Crm.SendAllAsync();

        Assert.That(desk.Crm.Transport.Handed.Single().Date, Is.EqualTo(desk.Clock.GetUtcNow()));
    }

    [Test]
    public async Task An_unknown_message_that_was_sent_was_sent_when_it_was_spoken_and_the_next_delay_counts_from_there()
    {
        var id = await desk.StartAsync(
            """
            sequence: L
            key: l
            for: [contact]
            steps:
              - { key: a, step: email.auto, subject: "Hi", body: "There" }
              - { key: b, step: test.script, delay: 4 days }
            """
        );
        await desk.RunAsync();
        var spoken = desk.Clock.GetUtcNow();
        desk.Crm.Transport.Answers(new SendResult.Unknown("timeout"));
        await desk.Crm.SendBatchAsync();
        desk.Clock.Advance(TimeSpan.FromDays(3));

        var message = (await desk.MessagesAsync(id)).Single();
        var input = new ResolveUnknownMessageInput(message.Id, UnknownAnswer.WasSent);
        await desk.UseCase<ResolveUnknownMessage>().ExecuteAsync(desk.Administrator, input, default);

        Assert.That((await desk.MessagesAsync(id)).Single().SentAt, Is.EqualTo(spoken));
        Assert.That((await desk.EnrollmentAsync(id)).DueAt, Is.EqualTo(spoken.AddDays(4)));
    }

    [Test]
    public async Task A_second_attempt_of_a_message_that_may_have_arrived_carries_the_date_of_the_first()
    {
        var id = await desk.StartAsync("""{ sequence: L, key: l, for: [contact], steps: [{ key: a, step: email.auto, subject: "Hi", body: "There" }] }""");
        await desk.RunAsync();
        desk.Crm.Transport.Answers(new SendResult.Unknown("timeout"));
        await desk.Crm.SendBatchAsync();
        desk.Clock.Advance(TimeSpan.FromDays(3));
        desk.Crm.Transport.Accepts();

        var input = new ResolveUnknownMessageInput((await desk.MessagesAsync(id)).Single().Id, UnknownAnswer.Resend);
        await desk.UseCase<ResolveUnknownMessage>().ExecuteAsync(desk.Administrator, input, default);
        await desk.Crm.SendAllAsync();

        var handed = desk.Crm.Transport.Handed;
        Assert.That((handed.Count, handed[^1].Date, handed[^1].WireId), Is.EqualTo((2, handed[0].Date, handed[0].WireId)));
    }

    private async Task PauseAsync(EnrollmentId id)
    {
        var before = await desk.EnrollmentAsync(id);
        await desk.Tenant.ReplaceAsync(
            before with
            {
                State = EnrollmentState.Paused,
                DueAt = null,
                DueLocal = null,
                DelayLeftSeconds = (int)(before.DueAt!.Value - desk.Clock.GetUtcNow()).TotalSeconds,
                Revision = before.Revision + 1,
            }
        );
    }
}
