using Crm.Messages;
using Crm.Records;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Crm.Timeline;

namespace Crm.Sequences.Running;

/// <summary>What timelines and subscribers are told of enrollments and their messages, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class EnrollmentStoryTests(string kind)
{
    private const string Mail = """
        sequence: Welcome
        key: welcome
        for: [contact]
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "Shall we talk?" }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task A_queued_message_is_told_whether_a_step_queued_it_or_an_approval()
    {
        await desk.StartAsync(Mail);
        await desk.RunAsync();
        Assert.That(await desk.EventsAsync(), Has.One.EqualTo("message.queued"));

        var id = await desk.StartAsync(
            Mail.Replace("email.auto", "email.manual", StringComparison.Ordinal).Replace("welcome", "manual", StringComparison.Ordinal)
        );
        await desk.RunAsync();
        Assert.That(await desk.EventsAsync(), Has.One.EqualTo("message.queued"), "a draft is not queued");
        var draft = (await desk.OpenAsync(id)).Single();
        await desk.ApproveAsync(draft);
        Assert.That(await desk.EventsAsync(), Has.Exactly(2).EqualTo("message.queued"));
    }

    [Test]
    public async Task The_end_stands_on_the_timeline_of_the_record_and_of_its_company()
    {
        var company = Sample.Company(desk.Tenant.Id);
        await desk.StoreAsync(company);
        var contact = await desk.ContactAsync(with: row => row with { Company = company.Id });
        var id = await desk.StartAsync(Mail, contact);
        await desk.RunAsync();
        desk.Clock.Advance(TimeSpan.FromHours(1));

        await desk.SentAsync(id);

        var end = (await desk.TimelineAsync(contact.Id))[0];
        Assert.Multiple(() =>
        {
            Assert.That((end.Kind, end.TypeKey), Is.EqualTo((TimelineKind.Sequence, "enrollment.finished")));
            Assert.That((end.Subject, end.Snippet), Is.EqualTo(("Finished Welcome: Completed", "All steps are done.")));
            Assert.That((end.OccurredAt, end.Author), Is.EqualTo((desk.Clock.GetUtcNow(), Actor.System("runner"))));
        });
        Assert.That(
            (await desk.TimelineAsync(company.Id))[0],
            Is.EqualTo(end with { Record = company.Id, Via = contact.Id, Badges = (await desk.TimelineAsync(company.Id))[0].Badges })
        );
    }

    [Test]
    public async Task Whoever_ends_it_by_hand_is_named_and_what_was_out_is_cancelled()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(Mail, contact);
        await desk.RunAsync();

        var finished = await desk.UseCase<FinishEnrollment>().ExecuteAsync(desk.Rep, new EnrollmentInput(id, "They called us."), default);

        Assert.That((finished.State, finished.Finish, finished.Reason), Is.EqualTo((EnrollmentState.Finished, FinishReason.Manual, "They called us.")));
        var end = (await desk.TimelineAsync(contact.Id))[0];
        Assert.That((end.Subject, end.Snippet, end.Author), Is.EqualTo(("Finished Welcome: Manual", "They called us.", desk.Rep.Actor)));
        Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Cancelled));
        Assert.That((await desk.ExecutionsAsync(id)).Single().State, Is.EqualTo(StepExecutionState.Cancelled));
    }

    [Test]
    public async Task An_end_is_told_once_whatever_ended_it()
    {
        var contact = await desk.ContactAsync();
        await desk.StartAsync(Mail, contact);
        await desk.RunAsync();

        await desk.UseCase<DeleteRecord>().ExecuteAsync(desk.Rep, new DeleteRecordInput(contact.Ref), default);
        await desk.RunAsync();

        Assert.That((await desk.TimelineAsync(contact.Id)).Select(entry => entry.Subject), Has.One.EqualTo("Finished Welcome: RecordDeleted"));
        Assert.That(await desk.EventsAsync(), Has.One.EqualTo("enrollment.finished"));
    }
}
