using Crm.Events;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sequences.Running;

/// <summary>What led to what can be followed through sequences and messages, and comes to an end.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class CauseChainTests(string kind)
{
    private const string Mail = """
        sequence: Welcome
        for: [contact]
        reenroll: always
        steps:
          - key: hello
            step: email.auto
            subject: Hello
            body: Good morning.
        """;

    [Test]
    public async Task All_that_an_enrollment_does_begins_with_what_it_was_enrolled_for()
    {
        await using var desk = await SequenceDesk.OpenAsync(kind);
        var sequence = await desk.PublishAsync(Mail);
        var contact = await desk.ContactAsync();
        var enrolled = await EnrollAsync(desk, sequence.Key, contact, ["event:1"]);
        var id = enrolled.Answers[0].Enrollment!.Value;

        await desk.RunAsync();

        var told = await EventsAsync(desk);
        Assert.Multiple(() =>
        {
            Assert.That(told["enrollment.started"].Causes, Is.EqualTo(new[] { "event:1" }));
            Assert.That(told["step.decided"].Causes, Is.EqualTo(new[] { "event:1", $"enrollment:{id}" }));
        });
        var message = (await desk.MessagesAsync(id)).Single();
        Assert.That(message.Causes, Is.EqualTo(new[] { "event:1", $"enrollment:{id}" }));
        Assert.That(told["message.queued"].Causes, Is.EqualTo(new[] { "event:1", $"enrollment:{id}", $"message:{message.Id}" }));
    }

    [Test]
    public async Task What_a_use_case_has_a_sequence_decide_begins_with_the_callers_causes()
    {
        await using var desk = await SequenceDesk.OpenAsync(kind);
        var id = await desk.StartAsync(Mail);

        await desk.UseCase<FinishEnrollment>().ExecuteAsync(desk.Administrator with { Causes = ["event:7"] }, new EnrollmentInput(id), default);

        Assert.That((await EventsAsync(desk))["enrollment.finished"].Causes, Is.EqualTo(new[] { "event:7", $"enrollment:{id}" }));
    }

    [Test]
    public async Task Who_answers_the_end_of_an_enrollment_by_enrolling_again_is_refused_at_last()
    {
        var listener = new Listener();
        await using var desk = await SequenceDesk.OpenAsync(kind, null, listener);
        var sequence = await desk.PublishAsync(Mail);
        var contact = await desk.ContactAsync();
        IReadOnlyList<string> causes = [];
        var rounds = 0;

        var refused = Assert.ThrowsAsync<CrmException>(async () =>
        {
            while (rounds < 20)
            {
                var enrolled = await EnrollAsync(desk, sequence.Key, contact, causes);
                rounds++;
                await desk.RunAsync();
                await desk.SentAsync(enrolled.Answers[0].Enrollment!.Value);
                await desk.Crm.RelayAllAsync();
                causes = listener.Heard[^1].CausesForFollowUp;
            }
        });

        Assert.That(((CrmError.Refused)refused.Error).Code, Is.EqualTo("cause-chain"));
        Assert.That(rounds, Is.EqualTo(6), "two causes a round, ten at the most");
    }

    private static Task<EnrollResult> EnrollAsync(SequenceDesk desk, string sequence, Records.CrmRecord record, IReadOnlyList<string> causes) =>
        desk.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep with { Causes = causes }, new EnrollInput(sequence, [record.Ref]), default);

    /// <summary>The last event of each type.</summary>
    private static async Task<Dictionary<string, OutboxEvent>> EventsAsync(SequenceDesk desk) =>
        (await desk.Tenant.EventsAsync()).GroupBy(row => row.Type).ToDictionary(group => group.Key, group => group.MaxBy(row => row.Id.Value)!);

    private sealed class Listener : IEventSubscriber
    {
        public List<CrmEvent> Heard { get; } = [];

        public string Key => "test.listener";

        public IReadOnlyList<string> EventTypes => ["enrollment.finished"];

        public Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken)
        {
            Heard.Add(occurred);
            return Task.CompletedTask;
        }
    }
}
