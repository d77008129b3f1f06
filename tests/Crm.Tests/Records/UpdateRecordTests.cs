using System.Text.Json;
using Crm.Setup;
using Crm.Tenancy;
using Crm.Timeline;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class UpdateRecordTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Only_given_fields_change_and_the_audit_holds_only_those()
    {
        var created = await ContactAsync();

        var changed = await office.UpdateAsync(office.Rep, created, ("title", "Chief"), ("zone", null));

        var contact = await office.LoadAsync<Contact>(created.Record);
        var audit = (await office.AuditAsync(created.Record))[0];
        Assert.Multiple(() =>
        {
            Assert.That(changed.Revision, Is.EqualTo(2));
            Assert.That((contact.JobTitle, contact.Zone, contact.FirstName), Is.EqualTo(("Chief", (string?)null, "Ada")));
            Assert.That(Members(audit.Before), Is.EquivalentTo(new[] { ("zone", "Europe/Berlin"), ("title", null) }));
            Assert.That(Members(audit.After), Is.EquivalentTo(new[] { ("zone", null), ("title", "Chief") }));
        });
    }

    [Test]
    public async Task An_entry_says_what_was_changed_before_and_after()
    {
        var field = new DefineCustomFieldInput(RecordType.Contact, "shoe_size", "Shoe size", CustomFieldKind.Number);
        await office.UseCase<DefineCustomField>().ExecuteAsync(office.Administrator, field, default);
        var created = await ContactAsync();

        var changed = await office.UpdateAsync(office.Rep, created, ("title", "Chief"), ("shoe_size", "38.5"));
        changed = await office.UpdateAsync(office.Rep, changed, ("title", "Director"), ("country", "FR"));
        await office.UpdateAsync(office.Rep, changed, ("country", null));

        var entry = (await office.EntriesAsync(created.Record)).Single(entry => entry.Kind == TimelineKind.FieldChange);
        Assert.That(
            entry.Changes,
            Is.EquivalentTo(new[] { new ShownChange("title", "title", null, "Director"), new ShownChange("shoe_size", "Shoe size", null, "38.5") }),
            "what has its first value again was not changed"
        );
    }

    [Test]
    public async Task A_stale_revision_is_refused_with_the_one_found()
    {
        var created = await ContactAsync();
        await office.UpdateAsync(office.Rep, created, ("title", "First"));

        var error = await office.RefusedAsync<CrmError.Stale>(() => office.UpdateAsync(office.Rep, created, ("title", "Second")));

        Assert.That((error.Expected, error.Found), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task What_changes_nothing_writes_nothing()
    {
        var created = await ContactAsync();
        var before = (await office.AuditAsync()).Count;

        var same = await office.UpdateAsync(office.Rep, created, ("FIRST_NAME", " Ada "), ("title", ""));

        Assert.That((same.Revision, (await office.AuditAsync()).Count), Is.EqualTo((1, before)));
    }

    [Test]
    public async Task Edits_by_one_author_within_ten_minutes_show_as_one_entry()
    {
        var created = await ContactAsync();

        var first = await office.UpdateAsync(office.Rep, created, ("title", "One"));
        office.Clock.Advance(TimeSpan.FromMinutes(9));
        var second = await office.UpdateAsync(office.Rep, first, ("country", "FR"));
        var third = await office.UpdateAsync(office.Administrator, second, ("title", "By another"));
        office.Clock.Advance(TimeSpan.FromMinutes(11));
        await office.UpdateAsync(office.Rep, third, ("title", "Later"));

        var entries = (await office.EntriesAsync(created.Record)).Where(entry => entry.Kind == TimelineKind.FieldChange).ToList();
        Assert.That(entries, Has.Count.EqualTo(3));
        Assert.That(entries.Single(entry => entry.TypeKey == "fields").Badges, Is.EqualTo(new[] { "title", "country" }));
    }

    [Test]
    public async Task A_company_never_stands_above_itself()
    {
        var top = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Top" }, default);
        var middle = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Middle", Parent = top.Record.Id }, default);
        var bottom = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Bottom", Parent = middle.Record.Id }, default);

        var error = await office.RefusedAsync<CrmError.Invalid>(() => office.UpdateAsync(office.Rep, top, ("parent", bottom.Record.Id.ToString())));

        Assert.That(error.Problems.Single().Field, Is.EqualTo("parent"));
    }

    [TestCase("expected_close", "31/03/2026")]
    [TestCase("expected_close", "2026-02-30")]
    [TestCase("amount", "1.250,50")]
    [TestCase("amount", "99999999999999999999")]
    [TestCase("pipeline", "other")]
    public async Task A_value_that_cannot_be_read_is_named(string field, string value)
    {
        var deal = await office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, new DealInput { Name = "Deal" }, default);

        var error = await office.RefusedAsync<CrmError.Invalid>(() => office.UpdateAsync(office.Rep, deal, (field, value)));

        Assert.That(error.Problems.Single().Field, Is.EqualTo(field));
        Assert.That(error.Message, Does.Contain(value));
    }

    [Test]
    public async Task A_typed_value_writes_what_its_text_would()
    {
        var company = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Acme" }, default);
        var typed = new Dictionary<string, FieldValue?>
        {
            ["amount"] = 1250.5m,
            ["expected_close"] = new DateOnly(2026, 3, 31),
            ["company"] = company.Record.Id,
            ["owner"] = office.Rep.Member,
        };

        var ofTyped = await ChangedAsync(typed);
        var ofTexts = await ChangedAsync(typed.ToDictionary(field => field.Key, field => (FieldValue?)field.Value!.ToString()));

        Assert.That(ofTyped, Is.EqualTo(ofTexts).And.Contain("1250.5"));

        async Task<string?> ChangedAsync(IReadOnlyDictionary<string, FieldValue?> fields)
        {
            var deal = await office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, new DealInput { Name = "Deal" }, default);
            await office
                .UseCase<UpdateRecord>()
                .ExecuteAsync(office.Rep, new UpdateRecordInput(deal.Record, null, new RecordInput { Fields = fields }), default);
            return (await office.AuditAsync(deal.Record)).Single(row => row.Action == "record.update").After;
        }
    }

    [Test]
    public async Task A_custom_field_takes_what_is_declared_and_names_what_is_allowed()
    {
        var define = office.UseCase<DefineCustomField>();
        var product = new DefineCustomFieldInput(RecordType.Deal, "product", "Product", CustomFieldKind.Choice) { AllowedValues = ["GTX Basic", "GTX Pro"] };
        await define.ExecuteAsync(office.Administrator, product, default);
        await define.ExecuteAsync(office.Administrator, new DefineCustomFieldInput(RecordType.Deal, "seats", "Seats", CustomFieldKind.Number), default);
        var deal = await office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, new DealInput { Name = "Deal" }, default);

        var changed = await office.UpdateAsync(office.Rep, deal, ("product", "gtx pro"), ("seats", "12.50"));
        var wrong = await office.RefusedAsync<CrmError.Invalid>(() => office.UpdateAsync(office.Rep, changed, ("product", "GTXPro"), ("seats", "many")));
        await define.ExecuteAsync(office.Administrator, product with { IsRetired = true }, default);
        var retired = await office.RefusedAsync<CrmError.Invalid>(() => office.UpdateAsync(office.Rep, changed, ("product", "GTX Basic")));
        var kept = await office.UpdateAsync(office.Rep, changed, ("product", "GTX Pro"), ("name", "Renamed"));

        Assert.Multiple(async () =>
        {
            Assert.That((await office.LoadAsync<Deal>(deal.Record)).Custom, Does.Contain("\"GTX Pro\"").And.Contain("12.5"));
            Assert.That(wrong.Message, Does.Contain("GTX Basic, GTX Pro").And.Contain("'GTXPro'"));
            Assert.That(wrong.Problems, Has.Count.EqualTo(2));
            Assert.That(retired.Message, Does.Contain("retired"));
            Assert.That(kept.Revision, Is.EqualTo(3));
        });
    }

    private static IEnumerable<(string, string?)> Members(string? json) =>
        JsonSerializer.Deserialize<Dictionary<string, string?>>(json!)!.Select(member => (member.Key, member.Value));

    private Task<RecordResult> ContactAsync(RecordId? company = null) =>
        office
            .UseCase<CreateContact>()
            .ExecuteAsync(
                office.Rep,
                new ContactInput
                {
                    FirstName = "Ada",
                    LastName = "Lovelace",
                    Zone = "Europe/Berlin",
                    Company = company,
                },
                default
            );
}
