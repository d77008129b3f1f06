using System.Net;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Setup;
using Crm.Tenancy;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Tests.Hosts.Web;

/// <summary>A record is created: its fields, its owner, and those that may be the same.</summary>
internal sealed class NewRecordTests : RecordPages
{
    [Test]
    public async Task A_new_record_takes_the_fields_that_the_tenant_defined_and_says_at_the_field_what_is_wrong()
    {
        var (type, define) = (RecordType.Company, Server.Use<DefineCustomField>());
        await define.ExecuteAsync(WebServer.Caller, new DefineCustomFieldInput(type, "berths", "Berths", CustomFieldKind.Number), default);
        await define.ExecuteAsync(WebServer.Caller, new DefineCustomFieldInput(type, "tidal", "Tidal", CustomFieldKind.Boolean), default);
        (string, string)[] fields = [("name", "Harbour Works"), ("field.tidal", "true")];

        using var refused = await PostAsync(Server.Client, "/records/company/new", "new-record", [.. fields, ("field.berths", "many")]);
        var page = await TextOf(refused);
        var made = await SendAsync(Server.Client, "/records/company/new", "new-record", [.. fields, ("field.berths", "120")]);

        Assert.That(page, Does.Contain("id=\"field.berths-wrong\"").And.Match("name=\"field.berths\"[^>]*value=\"many\"").And.Match("value=\"true\" selected"));
        var record = await Server
            .Use<GetRecord>()
            .ExecuteAsync(WebServer.Caller, new GetRecordInput(new RecordRef(type, new(Guid.Parse(made[^36..])))), default);
        Assert.That(
            (record.Fields["berths"], record.Fields["tidal"]),
            Is.EqualTo(((FieldValue)new FieldValue.Number(120), (FieldValue)new FieldValue.Boolean(true)))
        );
    }

    [Test]
    public async Task Who_creates_a_record_is_warned_of_those_that_may_be_the_same_and_may_create_it_anyway()
    {
        var known = await ContactAsync("Dora Double", await AdministratorAsync(), email: "dora@double.example");
        (string, string)[] fields = [("first_name", "Dora"), ("last_name", "Double"), ("email", "DORA@double.example")];

        using var warned = await PostAsync(Server.Client, "/records/contact/new", "new-record", fields);
        var page = await TextOf(warned);
        Assert.That(page, Does.Contain("This may be there already").And.Contain($"/records/contact/{known.Id}").And.Contain("same email address, same name"));
        Assert.That(page, Does.Contain("value=\"Dora\""), "what was typed stays");
        Assert.That(await CountAsync("Dora Double"), Is.EqualTo(1));

        using var other = await PostAsync(Server.Client, "/records/contact/new", "new-record", [.. fields, ("anyway", Guid.NewGuid().ToString())]);
        Assert.That(await TextOf(other), Does.Contain("This may be there already"), "others than were seen");
        var made = await SendAsync(Server.Client, "/records/contact/new", "new-record", [.. fields, ("anyway", known.Id.ToString())]);
        Assert.That(made, Does.StartWith("/records/contact/"));
        Assert.That(await CountAsync("Dora Double"), Is.EqualTo(2));
    }

    [Test]
    public async Task Nobody_learns_by_the_warning_of_records_out_of_sight()
    {
        await ContactAsync("Sly Secret", await AdministratorAsync(), email: "sly@secret.example");

        var made = await SendAsync(
            Reps,
            "/records/contact/new",
            "new-record",
            ("last_name", "Sly Secret"),
            ("email", "sly@secret.example"),
            ("owner", Rep.Id.ToString())
        );

        Assert.That(made, Does.StartWith("/records/contact/"));
    }

    [Test]
    public async Task Who_creates_a_record_owns_it_unless_another_is_named()
    {
        Assert.That(await GetAsync("/records/lead/new", Reps), Does.Contain($"value=\"{Rep.Id}\" selected"));

        var nobodys = await SendAsync(Reps, "/records/lead/new", "new-record", ("last_name", "Nobody's lead"), ("owner", ""));

        var made = await Server.Use<FindRecord>().ExecuteAsync(WebServer.Caller, new ResolveRecordInput($"lead:{nobodys.Split('/')[^1]}"), default);
        Assert.That(made.Owner, Is.Null);
    }

    private async Task<int> CountAsync(string name) =>
        (await Server.Use<ListRecords>().ExecuteAsync(WebServer.Caller, new ListRecordsInput(RecordType.Contact) { Search = name }, default)).Rows.Count;
}
