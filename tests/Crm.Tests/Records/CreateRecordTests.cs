using Crm.Kernel;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class CreateRecordTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_contact_is_stored_normalised_with_audit_event_and_timeline()
    {
        var input = new ContactInput
        {
            FirstName = " Ada ",
            LastName = "Lovelace",
            Title = "Countess",
            Email = "Ada.Lovelace@Example.COM",
            Phone = "030 901820",
            Country = "Germany",
            Zone = "Europe/Berlin",
            Owner = office.Rep.Member,
            References = [new ExternalId("ERP", "4711")],
        };

        var created = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, input, default);

        var view = await office.UseCase<GetRecord>().ExecuteAsync(office.Rep, new GetRecordInput(created.Record), default);
        var contact = await office.LoadAsync<Contact>(created.Record);
        var audit = (await office.AuditAsync(created.Record)).Single();
        var entry = (await office.EntriesAsync(created.Record)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(created.Revision, Is.EqualTo(1));
            Assert.That(contact.Name, Is.EqualTo("Ada Lovelace"));
            Assert.That(contact.Email, Is.EqualTo("ada.lovelace@example.com"));
            Assert.That(contact.Phone, Is.EqualTo("+4930901820"));
            Assert.That(contact.Country, Is.EqualTo("DE"));
            Assert.That(view.References.Single().System, Is.EqualTo("erp"));
            Assert.That(audit.Action, Is.EqualTo("contact.create"));
            Assert.That(audit.Actor, Is.EqualTo(office.Rep.Actor));
            Assert.That(audit.After, Does.Contain("ada.lovelace@example.com"));
            Assert.That((entry.Kind, entry.TypeKey), Is.EqualTo((TimelineKind.Lifecycle, "contact.created")));
        });
        Assert.That(await office.EventsAsync(), Does.Contain("record.created"));
    }

    [Test]
    public async Task A_deal_takes_the_tenants_currency_and_its_pipelines_first_stage_and_shows_on_company_and_history()
    {
        var company = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Acme Corporation" }, default);
        var input = new DealInput
        {
            Name = "GTX Plus",
            Company = company.Record.Id,
            Amount = 1054.5m,
            ExpectedClose = new DateOnly(2026, 6, 30),
        };

        var deal = await office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, input, default);

        var view = await office.UseCase<GetRecord>().ExecuteAsync(office.Rep, new GetRecordInput(deal.Record), default);
        var stored = await office.LoadAsync<Deal>(deal.Record);
        Assert.Multiple(() =>
        {
            Assert.That((stored.AmountMinor, stored.Currency), Is.EqualTo((105_450, "EUR")));
            Assert.That((stored.Pipeline, stored.Stage), Is.EqualTo(("sales", "prospecting")));
            Assert.That(stored.ClosedOn, Is.Null);
            Assert.That(view.StageHistory.Select(change => (change.From, change.To)), Is.EqualTo(new[] { ((string?)null, "prospecting") }));
        });
        Assert.That((await office.EntriesAsync(company.Record)).Select(entry => entry.Via), Does.Contain(deal.Record.Id));
    }

    [Test]
    public async Task All_wrong_fields_are_named_at_once_and_nothing_is_written()
    {
        var input = new DealInput
        {
            Name = " ",
            Stage = "nowhere",
            Currency = "XXQ",
            Zone = "Europe/Atlantis",
            Owner = new MemberId(Guid.Parse("00000000-0000-7000-8000-000000000001")),
            Company = new RecordId(Guid.Parse("00000000-0000-7000-8000-000000000002")),
            Custom = new Dictionary<string, FieldValue?> { ["colour"] = "red" },
        };

        var error = await office.RefusedAsync<CrmError.Invalid>(() => office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, input, default));

        Assert.That(
            error.Problems.Select(problem => problem.Field),
            Is.EquivalentTo(new[] { "name", "stage", "currency", "zone", "owner", "company", "colour" })
        );
        Assert.That(error.Message, Does.Contain("prospecting, engaging, proposal, won, lost").And.Contain("expected_close"));
    }

    [Test]
    public async Task An_amount_has_no_more_decimal_places_than_its_currency()
    {
        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office
                .UseCase<CreateDeal>()
                .ExecuteAsync(
                    office.Rep,
                    new DealInput
                    {
                        Name = "Yen",
                        Currency = "JPY",
                        Amount = 10.5m,
                    },
                    default
                )
        );

        Assert.That(error.Problems.Single().Field, Is.EqualTo("amount"));
    }

    [Test]
    public async Task A_reference_belongs_to_one_record_of_a_type()
    {
        var reference = new ExternalId("crm", "unique-1");
        await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "First", References = [reference] }, default);
        await office.UseCase<CreateLead>().ExecuteAsync(office.Rep, new LeadInput { Company = "Another type", References = [reference] }, default);

        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Second", References = [reference] }, default)
        );

        Assert.That(error.Code, Is.EqualTo("reference-taken"));
    }

    [Test]
    public async Task A_reader_is_refused_and_that_is_audited_while_nothing_else_changes()
    {
        var error = await office.RefusedAsync<CrmError.Forbidden>(() =>
            office.UseCase<CreateContact>().ExecuteAsync(office.Reader, new ContactInput { Name = "Nobody" }, default)
        );

        var refusal = (await office.AuditAsync()).First(row => row.IsRefusal);
        Assert.Multiple(() =>
        {
            Assert.That(error.Right, Is.EqualTo(nameof(Right.EditRecords)));
            Assert.That((refusal.Action, refusal.Actor), Is.EqualTo(("contact.create", office.Reader.Actor)));
        });
    }

    [Test]
    public async Task One_idempotency_key_creates_once_and_refuses_another_body()
    {
        var caller = office.Rep with { IdempotencyKey = "key-1" };
        var input = new CompanyInput { Name = "Only once" };

        var first = await office.UseCase<CreateCompany>().ExecuteAsync(caller, input, default);
        var again = await office.UseCase<CreateCompany>().ExecuteAsync(caller, input, default);
        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            office.UseCase<CreateCompany>().ExecuteAsync(caller, input with { Name = "Other" }, default)
        );

        var found = await office.UseCase<ListRecords>().ExecuteAsync(office.Rep, new ListRecordsInput(RecordType.Company) { Search = "Only once" }, default);
        Assert.Multiple(() =>
        {
            Assert.That(again, Is.EqualTo(first));
            Assert.That(found.Rows, Has.Count.EqualTo(1));
            Assert.That(error.Code, Is.EqualTo("idempotency-key-reused"));
        });
    }

    [Test]
    public async Task An_earlier_result_is_told_to_nobody_who_may_not_ask_for_it()
    {
        var input = new CompanyInput { Name = "Told to its maker" };
        var added = await office.UseCase<Tenancy.AddMember>().ExecuteAsync(office.System, new Tenancy.AddMemberInput("Leaver"), default);
        var leaver = office.Tenant.As(added.Id) with { IdempotencyKey = "key-of-two" };
        var first = await office.UseCase<CreateCompany>().ExecuteAsync(leaver, input, default);

        var ofAnother = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep with { IdempotencyKey = "key-of-two" }, input, default);
        await office.RefusedAsync<CrmError.Forbidden>(() =>
            office.UseCase<CreateCompany>().ExecuteAsync(office.Reader with { IdempotencyKey = "key-of-two" }, input, default)
        );
        await office.UseCase<Tenancy.UpdateMember>().ExecuteAsync(office.System, new Tenancy.UpdateMemberInput(added.Id, 1) { IsActive = false }, default);
        await office.RefusedAsync<CrmError.Forbidden>(() => office.UseCase<CreateCompany>().ExecuteAsync(leaver, input, default));

        Assert.That(ofAnother.Record, Is.Not.EqualTo(first.Record), "another actor's key is another key");
    }
}
