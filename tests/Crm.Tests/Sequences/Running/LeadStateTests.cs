using Crm.Messages;
using Crm.Records;
using Crm.Testing.Builders;

namespace Crm.Sequences.Running;

/// <summary>Leads that are no leads any more are not written to as leads; who they became still is.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class LeadStateTests(string kind)
{
    private const string Letter = """
        sequence: Letter
        key: letter
        for: [lead, contact]
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "A question." }
          - { key: again, step: email.auto, delay: 2 days, subject: "Still there?", body: "Just asking." }
        """;

    private SequenceDesk desk = null!;

    [SetUp]
    public async Task OpenAsync() => desk = await SequenceDesk.OpenAsync(kind);

    [TearDown]
    public async Task CloseAsync() => await desk.DisposeAsync();

    [Test]
    public async Task A_converted_lead_is_refused()
    {
        var lead = await LeadAsync();
        await desk.PublishAsync(Letter);
        await ConvertAsync(lead);

        Assert.That(await RefusedAsync(lead), Is.EqualTo(new[] { "lead-converted" }));
    }

    [Test]
    public async Task A_disqualified_lead_is_refused_until_it_is_open_again()
    {
        var lead = await LeadAsync();
        await desk.PublishAsync(Letter);
        await desk.ChangeAsync(lead, "status", "disqualified");
        Assert.That(await RefusedAsync(lead), Is.EqualTo(new[] { "lead-disqualified" }));

        await desk.ChangeAsync(lead, "status", "open");
        Assert.That(await RefusedAsync(lead), Is.Empty);
    }

    [Test]
    public async Task Disqualifying_a_lead_finishes_its_enrollments_and_takes_its_mail_back()
    {
        var lead = await LeadAsync();
        await desk.PublishAsync(Letter);
        var id = (await desk.EnrollAsync("letter", lead)).Answers[0].Enrollment!.Value;
        await desk.RunAsync();

        await desk.ChangeAsync(lead, "status", "disqualified");

        Assert.That((await desk.EnrollmentAsync(id)).Finish, Is.EqualTo(FinishReason.StageRule));
        Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Cancelled));
    }

    [Test]
    public async Task Deleting_a_converted_lead_leaves_the_contacts_mail_alone()
    {
        var lead = await LeadAsync();
        await desk.PublishAsync(Letter);
        var id = (await desk.EnrollAsync("letter", lead)).Answers[0].Enrollment!.Value;
        await desk.RunAsync();
        await ConvertAsync(lead);

        await desk.UseCase<DeleteRecord>().ExecuteAsync(desk.Administrator, new DeleteRecordInput(lead.Ref), default);
        await desk.Crm.SendAllAsync();

        Assert.That((await desk.MessagesAsync(id)).Single().State, Is.EqualTo(MessageState.Sent));
        Assert.That((await desk.EnrollmentAsync(id)).State, Is.EqualTo(EnrollmentState.Active));
    }

    [Test]
    public async Task A_deleted_deal_with_a_contact_is_restored()
    {
        var contact = await desk.ContactAsync();
        var deal = await desk.UseCase<CreateDeal>().ExecuteAsync(desk.Administrator, new DealInput { Name = "Deal", Contact = contact.Id }, default);
        await desk.UseCase<DeleteRecord>().ExecuteAsync(desk.Administrator, new DeleteRecordInput(deal.Record), default);

        await desk.UseCase<RestoreRecord>().ExecuteAsync(desk.Administrator, new RestoreRecordInput(deal.Record), default);

        var restored = (Deal)(await desk.ReadAsync(unit => unit.Records.GetAsync([deal.Record.Id], default))).Single();
        Assert.That((restored.DeletedAt, restored.Contact), Is.EqualTo(((DateTimeOffset?)null, contact.Id)));
    }

    private async Task<Lead> LeadAsync()
    {
        var lead = Sample.Lead(desk.Tenant.Id) with { Owner = desk.Rep.Member };
        await desk.StoreAsync(lead);
        return lead;
    }

    private Task<ConvertLeadResult> ConvertAsync(Lead lead) =>
        desk.UseCase<ConvertLead>().ExecuteAsync(desk.Administrator, new ConvertLeadInput(lead.Id), default);

    private async Task<IEnumerable<string>> RefusedAsync(Lead lead) =>
        (await desk.EnrollAsync("letter", lead)).Answers[0].Reasons.Select(reason => reason.Code);
}
