using Crm.Activities;
using Crm.Records;
using Crm.Sequences.Running;
using Crm.Testing.Builders;

namespace Crm.Sequences.Enrolling;

/// <summary>What becomes of enrollments when their record is converted, deleted, restored or moved, on every database there is here.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class RecordLifeTests(string kind)
{
    private const string CallThenMail = """
        sequence: Welcome
        key: welcome
        for: [lead, contact]
        steps:
          - { key: ring, step: call, subject: "Call" }
          - { key: hello, step: email.auto, subject: "Hello", body: "Dear {{ record.name }}" }
        """;

    private SequenceDesk desk = null!;

    private Func<StepContext, StepDecision> Script { get; set; } = _ => new StepDecision.Done();

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind, null, new ScriptStep(context => Script(context)));

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task A_converted_lead_takes_its_enrollment_along_at_the_same_step_with_its_open_task()
    {
        var lead = await LeadAsync();
        await desk.PublishAsync(CallThenMail);
        var id = (await desk.EnrollAsync("welcome", lead)).Answers[0].Enrollment!.Value;
        await desk.RunAsync();
        var call = (await desk.OpenAsync(id)).Single();

        var converted = await desk.UseCase<ConvertLead>().ExecuteAsync(desk.Rep, new ConvertLeadInput(lead.Id), default);
        var carried = await desk.EnrollmentAsync(id);
        Assert.That(
            (carried.Record, carried.RecordType, carried.Recipient, carried.State, carried.StepKey),
            Is.EqualTo((converted.Contact.Record.Id, RecordType.Contact, (RecordId?)converted.Contact.Record.Id, EnrollmentState.Waiting, "ring"))
        );

        await CompleteAsync(call);
        await desk.RunAsync();
        var message = (await desk.MessagesAsync(id)).Single();
        Assert.That((message.Record, message.Recipient, message.ToAddress), Is.EqualTo((carried.Record, carried.Recipient, lead.Email!)));
        var again = await desk.EnrollAsync("welcome", (await desk.ReadAsync(unit => unit.Records.GetAsync([carried.Record], default)))[0]);
        Assert.That(again.Answers[0].Reasons[0].Code, Is.EqualTo("already-enrolled"), "it is one person");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Where_the_contact_is_in_the_sequence_too_the_enrollment_that_is_further_along_stays(bool isLeadFurther)
    {
        await desk.PublishAsync(CallThenMail.Replace("Welcome", "Welcome\nreenroll: always", StringComparison.Ordinal));
        var (lead, contact) = (await LeadAsync(), await desk.ContactAsync());
        var ofLead = (await desk.EnrollAsync("welcome", lead)).Answers[0].Enrollment!.Value;
        var ofContact = (await desk.EnrollAsync("welcome", contact)).Answers[0].Enrollment!.Value;
        await desk.RunAsync();
        var (further, other) = isLeadFurther ? (ofLead, ofContact) : (ofContact, ofLead);
        await CompleteAsync((await desk.OpenAsync(further)).Single());

        await desk.UseCase<ConvertLead>().ExecuteAsync(desk.Rep, new ConvertLeadInput(lead.Id) { Contact = contact.Id }, default);

        var (stays, ends) = (await desk.EnrollmentAsync(further), await desk.EnrollmentAsync(other));
        Assert.That((stays.State, stays.Record, stays.StepKey), Is.EqualTo((EnrollmentState.Active, contact.Id, "hello")));
        Assert.That((ends.State, ends.Finish), Is.EqualTo((EnrollmentState.Finished, FinishReason.MergedInto)));
        Assert.That(await desk.OpenAsync(other), Is.Empty, "nobody calls twice");
    }

    [Test]
    public async Task A_deleted_record_ends_them_and_a_restored_one_revives_none()
    {
        var contact = await desk.ContactAsync();
        var id = await desk.StartAsync(CallThenMail, contact);
        await desk.RunAsync();

        await desk.UseCase<DeleteRecord>().ExecuteAsync(desk.Rep, new DeleteRecordInput(contact.Ref), default);
        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.RecordDeleted));
        Assert.That(await desk.OpenAsync(id), Is.Empty);

        await desk.UseCase<RestoreRecord>().ExecuteAsync(desk.Rep, new RestoreRecordInput(contact.Ref), default);
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Finished));
        Assert.That(await desk.OpenAsync(id), Is.Empty);
    }

    [Test]
    public async Task A_recipients_new_owner_takes_nothing_of_the_deal_and_a_deleted_recipient_ends_its_enrollment()
    {
        var contact = await desk.ContactAsync();
        var deal = Sample.Deal(desk.Tenant.Id, owner: desk.Rep.Member) with { Contact = contact.Id, Stage = "prospecting" };
        await desk.StoreAsync(deal);
        await desk.PublishAsync(CallThenMail.Replace("[lead, contact]", "[deal]", StringComparison.Ordinal));
        var id = (await desk.EnrollAsync("welcome", deal)).Answers[0].Enrollment!.Value;
        await desk.RunAsync();

        await desk.ChangeAsync(contact, "owner", desk.Administrator.Member.ToString());
        Assert.That((await desk.OpenAsync(id)).Single().Assignee, Is.EqualTo(desk.Rep.Member));

        await desk.UseCase<DeleteRecord>().ExecuteAsync(desk.Administrator, new DeleteRecordInput(contact.Ref), default);
        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.RecordDeleted));
        Assert.That(await desk.OpenAsync(id), Is.Empty);
    }

    [Test]
    public async Task A_step_moves_the_deal_as_a_person_would()
    {
        Script = _ => new StepDecision.Done(new Effect.MoveDeal("won"));
        var (deal, id) = await StartDealAsync();

        await desk.RunAsync();

        var moved = (Deal)(await desk.ReadAsync(unit => unit.Records.GetAsync([deal.Id], default)))[0];
        Assert.That((moved.Stage, moved.StageSince, moved.Revision), Is.EqualTo(("won", desk.Clock.GetUtcNow(), deal.Revision + 1)));
        Assert.That((await desk.TimelineAsync(deal.Id)).Select(entry => entry.Kind), Does.Contain(Timeline.TimelineKind.StageChange));
        Assert.That(await desk.EventsAsync(), Does.Contain("record.updated"));
        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.Completed));
    }

    [TestCase("nowhere", "nowhere")]
    [TestCase("lost", "loss")]
    public async Task A_stage_that_is_not_there_or_wants_a_reason_blocks_the_step(string stage, string named)
    {
        Script = _ => new StepDecision.Done(new Effect.MoveDeal(stage));
        var (deal, id) = await StartDealAsync();

        await desk.RunAsync();

        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Blocked));
        Assert.That((await desk.EnrollmentAsync(id)).Reason, Does.Contain(named));
        Assert.That(((Deal)(await desk.ReadAsync(unit => unit.Records.GetAsync([deal.Id], default)))[0]).Stage, Is.EqualTo("prospecting"));
    }

    [Test]
    public async Task Only_a_deal_can_be_moved()
    {
        Script = _ => new StepDecision.Done(new Effect.MoveDeal("won"));
        var id = await desk.StartAsync(Scripted("contact"));
        await desk.RunAsync();
        Assert.That((await desk.EnrollmentAsync(id)).Reason, Is.EqualTo("Only a deal can be moved to a stage."));
    }

    private async Task<Lead> LeadAsync()
    {
        var lead = Sample.Lead(desk.Tenant.Id, owner: desk.Rep.Member);
        await desk.StoreAsync(lead);
        return lead;
    }

    private async Task<(Deal Deal, EnrollmentId Id)> StartDealAsync()
    {
        var deal = Sample.Deal(desk.Tenant.Id, owner: desk.Rep.Member) with { Stage = "prospecting" };
        await desk.StoreAsync(deal);
        desk.Clock.Advance(TimeSpan.FromDays(1));
        await desk.PublishAsync(Scripted("deal"));
        return (deal, (await desk.EnrollAsync("scripted", deal)).Answers[0].Enrollment!.Value);
    }

    private Task<CompletedTask> CompleteAsync(Activity call) =>
        desk.UseCase<CompleteTask>()
            .ExecuteAsync(desk.Rep, new CompleteTaskInput(call.Id) { Outcome = "connected", Duration = TimeSpan.FromMinutes(4) }, default);

    private static string Scripted(string type) =>
        $$"""
            sequence: Scripted
            key: scripted
            for: [{{type}}]
            steps:
              - { key: only, step: test.script }
            """;
}
