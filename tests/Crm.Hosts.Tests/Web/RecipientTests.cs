using System.Net;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Values;

namespace Crm.Tests.Hosts.Web;

/// <summary>An enrollment whose recipient has no address any more, and what a person does about it on the pages.</summary>
internal sealed class RecipientTests
{
    private const string Mail = """
        sequence: Spring mails
        key: spring-mails
        for: [contact]
        reenroll: always
        steps:
          - { key: hello, step: email.auto, subject: "Hello", body: "Shall we talk?" }
        """;

    private TestDatabase database = null!;
    private CrmHarness crm = null!;
    private WebServer server = null!;
    private MemberId ada;

    [SetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync("sqlite");
        crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Database = database, SetsTenantUp = false });
        var tenant = new SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example") { MailboxAddress = "hello@northwind.example" };
        await crm.UseCase<SetUpTenant>().ExecuteAsync(WebServer.Caller, tenant, default);
        ada = (await crm.UseCase<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default)).Members[0].Id;
        await crm.UseCase<PublishSequence>().ExecuteAsync(WebServer.Caller, new SequenceInput { Yaml = Mail }, default);
        server = await WebServer.StartBesideAsync(database);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await server.DisposeAsync();
        await crm.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task My_day_leads_to_the_place_where_another_recipient_is_chosen()
    {
        var (id, _) = await BlockedAsync();

        var day = await GetAsync("/");
        var page = await GetAsync($"/enrollments/{id}");

        Assert.That(day, Does.Contain("Messages that wait for an answer").And.Contain("Grace Gone").And.Contain("The recipient has no email address."));
        Assert.That(day, Does.Contain($"/enrollments/{id}#recipient"));
        Assert.That(page, Does.Contain("<details open").And.Contain("No email address").And.Contain("Grace Still · still@acme.example"));
    }

    [Test]
    public async Task A_colleague_of_the_recipient_takes_over()
    {
        var (id, other) = await BlockedAsync();

        using var changed = await ChangeAsync(id, ("to", other.ToString()), ("why", "She left."));

        Assert.That(changed.Headers.Location?.ToString(), Does.EndWith($"/enrollments/{id}"));
        var after = (await FindAsync(id)).Enrollment;
        Assert.That((after.State, after.Recipient), Is.EqualTo((EnrollmentState.Active, (RecordId?)other.Id)));
    }

    [Test]
    public async Task An_address_that_nobody_has_yet_becomes_the_recipients()
    {
        var (id, _) = await BlockedAsync();

        using (await ChangeAsync(id, ("address", "grace@home.example"))) { }

        var after = await FindAsync(id);
        Assert.That((after.Enrollment.State, after.RecipientName), Is.EqualTo((EnrollmentState.Active, "Grace Gone")));
        var person = await RecordAsync(after);
        Assert.That(person.Text("email"), Is.EqualTo("grace@home.example"));
        Assert.That(person.ContactPoints.Select(point => point.Kind), Does.Contain(ContactPointKind.Phone), "the number stays");
    }

    [Test]
    public async Task An_address_of_somebody_else_means_that_person()
    {
        var (id, other) = await BlockedAsync();

        using (await ChangeAsync(id, ("address", "Still@Acme.example"))) { }

        Assert.That((await FindAsync(id)).Enrollment.Recipient, Is.EqualTo(other.Id));
    }

    [Test]
    public async Task Another_address_of_the_same_person_becomes_the_primary_one()
    {
        var (id, _) = await BlockedAsync();
        var before = await RecordAsync(await FindAsync(id));
        await WriteAsync(before, new("work@acme.example", true), new("home@acme.example", false));

        var page = await GetAsync($"/enrollments/{id}");
        using (await ChangeAsync(id, ("to", "home@acme.example"))) { }

        Assert.That(page, Does.Contain("<option value=\"home@acme.example\">").And.Not.Contain("<option value=\"work@acme.example\">"));
        var person = await RecordAsync(await FindAsync(id));
        Assert.That(person.Text("email"), Is.EqualTo("home@acme.example"));
        Assert.That(person.ContactPoints.Count(point => point.Kind == ContactPointKind.Email), Is.EqualTo(2));
    }

    [Test]
    public async Task Nothing_chosen_and_what_is_no_address_is_said_at_the_field()
    {
        var (id, _) = await BlockedAsync();

        using var nothing = await ChangeAsync(id);
        using var wrong = await ChangeAsync(id, ("address", "no address"), ("why", "She moved."), ("revision", "7"));

        Assert.That(await TextOf(nothing), Does.Contain("Choose an address, or type one."));
        Assert.That(
            await TextOf(wrong),
            Does.Contain("role=\"alert\"").And.Contain("value=\"no address\"").And.Contain("value=\"She moved.\""),
            "and what was typed stays"
        );
        Assert.That(await TextOf(wrong), Does.Match("name=\"revision\" value=\"7\""), "with the revision that was seen");
        Assert.That((await FindAsync(id)).Enrollment.State, Is.EqualTo(EnrollmentState.Blocked));
    }

    /// <summary>An enrollment that is blocked, since its recipient lost the address, and a colleague who has one.</summary>
    private async Task<(EnrollmentId Id, RecordRef Other)> BlockedAsync()
    {
        var company = (await crm.UseCase<CreateCompany>().ExecuteAsync(WebServer.Caller, new CompanyInput { Name = "Acme" }, default)).Record.Id;
        var (gone, still) = (await ContactAsync("Gone", company), await ContactAsync("Still", company));
        var result = await crm.UseCase<EnrollRecords>().ExecuteAsync(WebServer.Caller, new EnrollInput("spring-mails", [gone]), default);
        Assert.That(result.Answers[0].Reasons, Is.Empty);
        var id = result.Answers[0].Enrollment!.Value;
        await WriteAsync(await RecordAsync(gone));
        await crm.RunDueAsync();
        Assert.That((await FindAsync(id)).Enrollment.State, Is.EqualTo(EnrollmentState.Blocked));
        return (id, still);
    }

    private async Task<RecordRef> ContactAsync(string name, RecordId company)
    {
        var input = new ContactInput
        {
            FirstName = "Grace",
            LastName = name,
            Email = $"{name}@acme.example",
            Phone = "+49 30 901820",
            Company = company,
            Owner = ada,
        };
        return (await crm.UseCase<CreateContact>().ExecuteAsync(WebServer.Caller, input, default)).Record;
    }

    private Task<RecordResult> WriteAsync(RecordView contact, params (string Address, bool IsPrimary)[] emails)
    {
        var points = emails
            .Select(email => new ContactPointInput(ContactPointKind.Email, email.Address, email.IsPrimary))
            .Append(new ContactPointInput(ContactPointKind.Phone, "+49 30 901820", IsPrimary: true));
        var input = new UpdateRecordInput(contact.Record, contact.Revision, new RecordInput { ContactPoints = [.. points] });
        return crm.UseCase<UpdateRecord>().ExecuteAsync(WebServer.Caller, input, default);
    }

    private async Task<HttpResponseMessage> ChangeAsync(EnrollmentId id, params (string, string)[] fields)
    {
        var path = $"/enrollments/{id}";
        return await server.Client.SendFormAsync(path, path, [("_handler", "recipient"), .. fields]);
    }

    private Task<EnrollmentDetails> FindAsync(EnrollmentId id) =>
        crm.UseCase<GetEnrollment>().ExecuteAsync(WebServer.Caller, new GetEnrollmentInput(id), default);

    private Task<RecordView> RecordAsync(EnrollmentDetails details) =>
        RecordAsync(new RecordRef(RecordType.Contact, details.Enrollment.Recipient ?? details.Enrollment.Record));

    private Task<RecordView> RecordAsync(RecordRef record) => crm.UseCase<GetRecord>().ExecuteAsync(WebServer.Caller, new GetRecordInput(record), default);

    private async Task<string> GetAsync(string path) => WebUtility.HtmlDecode(await server.Client.GetStringAsync(new Uri(path, UriKind.Relative)));

    private static async Task<string> TextOf(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
}
