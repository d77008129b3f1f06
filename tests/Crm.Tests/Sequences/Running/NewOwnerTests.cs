using Crm.Activities;
using Crm.Messages;
using Crm.Tenancy;
using Crm.Testing.Builders;

namespace Crm.Sequences.Running;

/// <summary>What a new owner of a record takes over from the old one, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class NewOwnerTests(string kind)
{
    private const string CallThenTask = """
        sequence: Calls
        key: calls
        for: [contact]
        steps:
          - { key: ring, step: call, subject: "Call" }
          - { key: file, step: task, subject: "File" }
        """;

    private const string TwoMails = """
        sequence: Mails
        key: mails
        for: [contact]
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "Yours, {{ sender.name }}" }
          - { key: again, step: email.auto, delay: 1 day, subject: "Again", body: "Yours, {{ sender.name }}" }
        """;

    private SequenceDesk desk = null!;
    private Mailbox ofRep = null!;
    private Mailbox ofManager = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        desk = await SequenceDesk.OpenAsync(kind, null, new ScriptStep(context => new StepDecision.Done(new Effect.ChangeField("owner", Heir))));
        ofRep = Sample.Mailbox(desk.Tenant.Id) with { Address = "rita@acme.example", Member = desk.Rep.Member };
        ofManager = Sample.Mailbox(desk.Tenant.Id) with { Address = "mona@acme.example", Member = desk.Administrator.Member };
        await desk.StoreAsync(ofRep, ofManager);
    }

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    private string? heirOfOther;

    private Effect Given(Effect effect) => effect is Effect.ChangeField ? new Effect.ChangeField("owner", heirOfOther!) : effect;

    private string Heir => desk.Administrator.Member.ToString();

    [Test]
    public async Task Open_tasks_and_all_that_comes_go_to_the_new_owner()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(CallThenTask, contact);
        await desk.RunAsync();
        Assert.That((await desk.OpenAsync(id)).Single().Assignee, Is.EqualTo(desk.Rep.Member));

        await desk.ChangeAsync(contact, "owner", Heir);
        var call = (await desk.OpenAsync(id)).Single();
        Assert.That(call.Assignee, Is.EqualTo(desk.Administrator.Member));

        await desk.UseCase<CompleteTask>()
            .ExecuteAsync(desk.Administrator, new CompleteTaskInput(call.Id) { Outcome = "connected", Duration = TimeSpan.FromMinutes(4) }, default);
        await desk.RunAsync();
        Assert.That((await desk.OpenAsync(id)).Single().Assignee, Is.EqualTo(desk.Administrator.Member));
        Assert.That(await desk.EventsAsync(), Has.One.EqualTo("enrollment.reassigned"));
    }

    [Test]
    public async Task A_draft_goes_over_too_and_what_somebody_else_held_stays()
    {
        var contact = await desk.ContactAsync();
        var mine = await desk.StartAsync(
            """
            sequence: Drafts
            key: drafts
            for: [contact]
            exclusive: no
            steps:
              - { key: offer, step: email.manual, subject: "An offer", body: "As agreed." }
            """,
            contact
        );
        await desk.PublishAsync(CallThenTask.Replace("for: [contact]", "for: [contact]\nexclusive: no", StringComparison.Ordinal));
        var theirs = await desk.UseCase<EnrollRecords>()
            .ExecuteAsync(desk.Administrator, new EnrollInput("calls", [contact.Ref]) { Owner = desk.Colleague.Member }, default);
        await desk.RunAsync();

        await desk.ChangeAsync(contact, "owner", Heir);

        Assert.That((await desk.OpenAsync(mine)).Single().Assignee, Is.EqualTo(desk.Administrator.Member));
        Assert.That((await desk.OpenAsync(theirs.Answers[0].Enrollment!.Value)).Single().Assignee, Is.EqualTo(desk.Colleague.Member));
        Assert.That((await desk.EnrollmentAsync(theirs.Answers[0].Enrollment!.Value)).Owner, Is.EqualTo(desk.Colleague.Member));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_step_that_makes_a_task_and_changes_the_owner_gives_the_task_to_the_new_one(bool ownerFirst)
    {
        Effect[] effects = [new Effect.ChangeField("owner", Heir), new Effect.CreateTask("Greet")];
        await using var other = await SequenceDesk.OpenAsync(
            kind,
            null,
            new ScriptStep(_ => new StepDecision.Done([.. (ownerFirst ? effects : effects.Reverse()).Select(Given)]))
        );
        heirOfOther = other.Administrator.Member.ToString();
        var contact = await other.ContactAsync();
        var id = await other.StartAsync(
            "sequence: Hand over\nkey: over\nfor: [contact]\nsteps:\n  - { key: over, step: test.script }\n  - { key: ring, step: call, delay: 9 days, subject: Ring }\n",
            contact
        );

        await other.RunAsync();

        Assert.That((await other.OpenAsync(id)).Single().Assignee, Is.EqualTo(other.Administrator.Member));
        Assert.That((await other.EnrollmentAsync(id)).Owner, Is.EqualTo(other.Administrator.Member));
    }

    [Test]
    public async Task The_thread_keeps_its_sender()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(TwoMails, contact);
        await desk.RunAsync();
        await desk.SentAsync(id);

        await desk.ChangeAsync(contact, "owner", Heir);
        await desk.RunAtAsync((await desk.EnrollmentAsync(id)).DueAt!.Value);

        var again = (await desk.MessagesAsync(id))[^1];
        Assert.That((again.FromAddress, again.Text), Is.EqualTo((ofRep.Address, "Yours, Rita Rep")));
    }

    [Test]
    public async Task Before_the_first_mail_the_new_owner_writes()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(TwoMails, contact);
        await desk.ChangeAsync(contact, "owner", Heir);

        await desk.RunAsync();

        var hello = (await desk.MessagesAsync(id)).Single();
        Assert.That((hello.FromAddress, hello.Text), Is.EqualTo((ofManager.Address, "Yours, Ada Administrator")));
    }

    [Test]
    public async Task A_sender_that_is_gone_blocks_and_never_finishes()
    {
        var id = await desk.StartAsync(TwoMails);
        await desk.RunAsync();
        await desk.SentAsync(id);

        await desk.UseCase<UpdateMember>().ExecuteAsync(desk.Administrator, new UpdateMemberInput(desk.Rep.Member) { IsActive = false }, default);
        await desk.RunAtAsync((await desk.EnrollmentAsync(id)).DueAt!.Value);

        var blocked = await desk.EnrollmentAsync(id);
        Assert.That((blocked.State, blocked.StepKey), Is.EqualTo((EnrollmentState.Blocked, "again")));
        Assert.That(blocked.Reason, Is.EqualTo("Its owner, Rita Rep, has left; give the record another owner."));
    }

    [Test]
    public async Task A_step_that_gives_the_record_away_gives_away_the_work_too()
    {
        var contact = await desk.ContactAsync();
        var other = await desk.StartAsync(CallThenTask.Replace("for: [contact]", "for: [contact]\nexclusive: no", StringComparison.Ordinal), contact);
        await desk.RunAsync();
        var id = await desk.StartAsync(
            """
            sequence: Route
            key: route
            for: [contact]
            exclusive: no
            steps:
              - { key: give, step: test.script }
              - { key: look, step: task, subject: "Look" }
            """,
            contact
        );

        await desk.RunAsync();

        Assert.That((await desk.OpenAsync(id)).Single().Assignee, Is.EqualTo(desk.Administrator.Member));
        Assert.That((await desk.OpenAsync(other)).Single().Assignee, Is.EqualTo(desk.Administrator.Member));
    }
}
