using Crm.Activities;
using Crm.Records;
using Crm.Testing.Builders;

namespace Crm.Sequences.Running;

/// <summary>No use case is a way round the rights of another: neither another member's draft or task, nor name, nor a contact that one may not see.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ForeignThingsTests(string kind)
{
    private const string Draft = """
        sequence: Drafts
        key: drafts
        for: [contact, company]
        exclusive: no
        steps:
          - { key: offer, step: email.manual, subject: "An offer", body: "As agreed." }
        """;

    private const string Ask = """
        sequence: Tasks
        key: tasks
        for: [contact]
        exclusive: no
        steps:
          - { key: ask, step: task, subject: "Ask", wait: false }
          - { key: later, step: task, subject: "Later", delay: 9 days }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task An_open_draft_is_changed_as_a_draft_only()
    {
        var draft = await OpenAsync(await desk.StartAsync(Draft));

        var refused = Assert.CatchAsync<CrmException>(() => EditAsync(new EditActivityInput(draft.Id, draft.Revision) { Body = "Other words" }))!;

        Assert.That(((CrmError.Refused)refused.Error).Code, Is.EqualTo("draft"));
    }

    [Test]
    public async Task Another_members_open_task_is_not_edited_nor_taken()
    {
        var task = await OpenAsync(await desk.StartAsync(Ask));
        await desk.Tenant.ReplaceAsync(task with { Assignee = desk.Tenant.Colleague.Member, Revision = 2 });

        var refused = Assert.CatchAsync<CrmException>(() => EditAsync(new EditActivityInput(task.Id, 2) { Assignee = desk.Rep.Member }))!;

        Assert.That(refused.Error, Is.InstanceOf<CrmError.Forbidden>());
    }

    [Test]
    public async Task Nobody_enrolls_in_the_name_of_another_who_does_not_own_the_record()
    {
        await desk.PublishAsync(Draft);
        var mine = await desk.ContactAsync();
        var unowned = await desk.ContactAsync("Una Unowned", contact => contact with { Owner = null });

        foreach (var record in new[] { mine, unowned })
        {
            var input = new EnrollInput("drafts", [record.Ref]) { Owner = desk.Tenant.Colleague.Member };
            var refused = Assert.CatchAsync<CrmException>(() => desk.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, input, default))!;
            Assert.That(refused.Error, Is.InstanceOf<CrmError.Forbidden>());
        }
        var own = new EnrollInput("drafts", [mine.Ref, unowned.Ref]) { Owner = desk.Rep.Member };
        var answers = (await desk.UseCase<EnrollRecords>().ExecuteAsync(desk.Rep, own, default)).Answers;
        Assert.That(answers.Select(answer => answer.Enrollment), Has.All.Not.Null);
    }

    [Test]
    public async Task A_companys_hidden_contact_is_neither_written_to_nor_named()
    {
        await desk.PublishAsync(Draft);
        var company = Sample.Company(desk.Tenant.Id) with { Owner = desk.Rep.Member };
        await desk.StoreAsync(company, Sample.Contact(desk.Tenant.Id, "Hidden Person", desk.Tenant.Colleague.Member) with { Company = company.Id });

        var byRep = (await desk.EnrollAsync("drafts", company)).Answers[0];
        Assert.That(byRep.Reasons.Select(reason => reason.Code), Is.EqualTo(new[] { "no-recipient" }));

        var byAdministrator = await desk.UseCase<EnrollRecords>().ExecuteAsync(desk.Administrator, new EnrollInput("drafts", [company.Ref]), default);
        var id = byAdministrator.Answers[0].Enrollment!.Value;
        var shown = await desk.UseCase<GetEnrollment>().ExecuteAsync(desk.Rep, new GetEnrollmentInput(id), default);
        Assert.That((shown.RecordName, shown.RecipientName), Is.EqualTo((company.Name, (string?)null)));
    }

    [Test]
    public async Task An_approved_draft_is_not_opened_again()
    {
        var draft = await OpenAsync(await desk.StartAsync(Draft));
        await desk.ApproveAsync(draft);

        var refused = Assert.CatchAsync<CrmException>(() => desk.UseCase<ReopenTask>().ExecuteAsync(desk.Rep, new ReopenTaskInput(draft.Id), default))!;

        Assert.That(((CrmError.Refused)refused.Error).Code, Is.EqualTo("draft-approved"));
    }

    [Test]
    public async Task A_task_that_no_step_waited_for_is_opened_again()
    {
        var task = await OpenAsync(await desk.StartAsync(Ask));
        desk.Clock.Advance(TimeSpan.FromHours(1));
        await desk.UseCase<CompleteTask>().ExecuteAsync(desk.Rep, new CompleteTaskInput(task.Id), default);

        var reopened = await desk.UseCase<ReopenTask>().ExecuteAsync(desk.Rep, new ReopenTaskInput(task.Id), default);

        Assert.That(reopened.State, Is.EqualTo(ActivityState.Open));
    }

    [Test]
    public async Task A_text_that_was_left_out_when_published_counts_from_its_first_revision()
    {
        var id = await desk.StartAsync(Ask.Replace("wait: false", "delay: 1 day", StringComparison.Ordinal));
        var texts = new Dictionary<string, string> { ["note"] = "By phone." };

        await desk.UseCase<ReviseText>().ExecuteAsync(desk.Administrator, new ReviseTextInput("tasks", "ask", texts), default);
        await desk.RunAtAsync((await desk.EnrollmentAsync(id)).DueAt!.Value);

        Assert.That((await desk.OpenAsync(id)).Single().Body, Is.EqualTo("By phone."));
    }

    private async Task<Activity> OpenAsync(EnrollmentId id)
    {
        await desk.RunAsync();
        return (await desk.OpenAsync(id)).Single();
    }

    private Task<ActivityView> EditAsync(EditActivityInput input) => desk.UseCase<EditActivity>().ExecuteAsync(desk.Rep, input, default);
}
