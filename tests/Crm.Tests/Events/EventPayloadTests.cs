using System.Text.Json;
using Crm.Activities;
using Crm.Kernel;
using Crm.Plugins;
using Crm.Records;
using Crm.Sequences;
using Crm.Sequences.Running;
using Crm.Sequences.Transitions;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Events;

/// <summary>The engine's events and their data are what the contract says.</summary>
internal sealed class EventPayloadTests
{
    private const string Story = """
        sequence: Story
        key: story
        for: [contact]
        steps:
          - { key: mail, step: email.auto, subject: "Hello", body: "Hello {{ contact.name }}" }
          - { key: ring, step: call, subject: "Ring" }
        """;

    [Test]
    public void The_page_of_all_events_is_up_to_date() => CommittedPage.AssertIs("docs/events.md", "CRM_WRITE_EVENTS", EventPage.Text);

    [Test]
    public void Every_event_of_the_contract_is_published_somewhere_in_the_engine()
    {
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src", "Crm"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        // One place publishes both ends of a record's life under a composed name.
        string[] composed = ["record.deleted", "record.restored"];
        Assert.That(
            EventTypes.All.Select(type => type.Name).Except(composed).Where(name => !source.Contains($"\"{name}\"", StringComparison.Ordinal)),
            Is.Empty
        );
    }

    [Test]
    public async Task What_a_day_of_work_publishes_is_read_by_the_records_of_the_contract()
    {
        await using var desk = await SequenceDesk.OpenAsync("sqlite");
        var contact = await desk.UseCase<CreateContact>()
            .ExecuteAsync(desk.Rep, new ContactInput { LastName = "Lovelace", Email = "ada@example.com" }, default);
        var found = (await desk.ReadAsync(stores => stores.Records.GetAsync([contact.Record.Id], default)))[0];
        await desk.UseCase<LogNote>().ExecuteAsync(desk.Rep, new LogNoteInput([contact.Record], "A note."), default);
        await desk.StartAsync(Story, (Contact)found);
        await desk.RunAsync();
        await desk.Crm.SendAllAsync();
        await desk.RunAsync();

        var rows = await desk.Tenant.EventsAsync();

        Assert.That(
            rows.Select(row => row.Type).Distinct(),
            Is.SupersetOf(
                new[] { "record.created", "activity.logged", "sequence.published", "enrollment.started", "step.decided", "message.queued", "message.sent" }
            )
        );
        using (Assert.EnterMultipleScope())
            foreach (var row in rows)
                Assert.That(
                    () => JsonSerializer.Deserialize(row.Payload, EventTypes.Find(row.Type)!.Payload, ContractJson.Options),
                    Throws.Nothing,
                    $"{row.Type}: {row.Payload}"
                );
    }

    [TestCaseSource(nameof(Executions))]
    public void The_event_of_a_step_which_is_written_by_hand_is_its_record(StepExecution execution)
    {
        var (frame, enrollment) = Frame();

        EnrollmentEvents.StepDecided(frame, execution, enrollment);

        var written = frame.Changes.Inserted<OutboxEvent>().Single();
        var read = EventRelay.Of(written).Read<EventPayload.OfStep>();
        Assert.That(
            read,
            Is.EqualTo(new EventPayload.OfStep(enrollment.Id, execution.StepKey, execution.Pass, execution.State, execution.Message, execution.Activity))
        );
    }

    [Test]
    public void An_event_with_other_data_than_its_own_cannot_be_published()
    {
        var (frame, _) = Frame();

        Assert.That(() => frame.Publish("record.created", null, new EventPayload.OfNothing()), Throws.InvalidOperationException);
        Assert.That(() => frame.Publish("record.invented", null, new EventPayload.OfRecord(1)), Throws.InvalidOperationException);
    }

    [Test]
    public void An_event_is_read_by_its_own_record_only_and_what_a_newer_engine_adds_is_passed_over()
    {
        var logged = CrmEvents.ActivityLogged("crm.call", "connected");
        var newer = CrmEvents.RecordCreated() with { Payload = JsonElement.Parse("""{"revision":1,"added":"later"}""") };

        Assert.That(logged.Read<EventPayload.OfActivity>(), Has.Property("Outcome").EqualTo("connected"));
        Assert.That(() => logged.Read<EventPayload.OfMessage>(), Throws.InvalidOperationException);
        Assert.That(newer.Read<EventPayload.OfRecord>().Revision, Is.EqualTo(1));
    }

    private static IEnumerable<StepExecution> Executions()
    {
        var execution = Sample.Execution(Enrollment());
        foreach (var state in Enum.GetValues<StepExecutionState>())
            yield return execution with
            {
                State = state,
            };
        yield return execution with
        {
            Message = new(Sample.Id()),
            Activity = new(Sample.Id()),
            Pass = 3,
        };
    }

    private static Enrollment Enrollment() => Sample.Enrollment(Sample.Sequence(Sample.TenantId()));

    private static (Work Frame, Enrollment Enrollment) Frame()
    {
        var enrollment = Enrollment();
        var origin = new WorkOrigin(enrollment.Tenant, Actor.System("test"), "test", [], Sample.Now);
        return (new Work(null!, origin, null!, new ChangeSet(), default), enrollment);
    }
}
