namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class ConvertLeadTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_lead_becomes_contact_company_and_deal_and_its_history_shows_on_the_contact()
    {
        var lead = await LeadAsync("new@unknown.example", "Unknown Ltd");
        var edited = await office.UpdateAsync(office.Rep, lead, ("title", "Buyer"));

        var done = await office
            .UseCase<ConvertLead>()
            .ExecuteAsync(
                office.Rep,
                new ConvertLeadInput(lead.Record.Id)
                {
                    ExpectedRevision = edited.Revision,
                    Deal = new DealInput { Amount = 100 },
                },
                default
            );

        var converted = await office.LoadAsync<Lead>(lead.Record);
        var contact = await office.LoadAsync<Contact>(done.Contact.Record);
        var deal = await office.LoadAsync<Deal>(done.Deal!.Record);
        var ofLead = (await office.EntriesAsync(lead.Record)).Select(entry => entry.Id);
        var ofContact = await office.EntriesAsync(contact.Ref);
        Assert.Multiple(() =>
        {
            Assert.That((converted.Status, converted.ConvertedTo), Is.EqualTo((LeadStatus.Converted, contact.Id)));
            Assert.That(
                (contact.Name, contact.Email, contact.JobTitle, contact.FromLead),
                Is.EqualTo(("Lea Lead", "new@unknown.example", "Buyer", lead.Record.Id))
            );
            Assert.That(done.Company!.Name, Is.EqualTo("Unknown Ltd"));
            Assert.That(contact.Company, Is.EqualTo(done.Company!.Record.Id));
            Assert.That((deal.Name, deal.Contact, deal.Company), Is.EqualTo(("Unknown Ltd", contact.Id, contact.Company)));
            Assert.That(ofContact.Where(entry => entry.Via == lead.Record.Id).Select(entry => entry.Id), Is.EquivalentTo(ofLead));
        });
        Assert.That(await office.EventsAsync(), Does.Contain("lead.converted"));
    }

    [Test]
    public async Task An_existing_contact_and_company_are_taken_and_get_what_they_lack()
    {
        var company = await office
            .UseCase<CreateCompany>()
            .ExecuteAsync(office.Rep, new CompanyInput { Name = "Known Inc", Domain = "https://www.known.example/" }, default);
        var contact = await office
            .UseCase<CreateContact>()
            .ExecuteAsync(
                office.Rep,
                new ContactInput
                {
                    Name = "Known Person",
                    Title = "Director",
                    Email = "person@known.example",
                },
                default
            );
        var lead = await office
            .UseCase<CreateLead>()
            .ExecuteAsync(
                office.Rep,
                new LeadInput
                {
                    FirstName = "K.",
                    LastName = "Person",
                    Title = "Somebody",
                    Email = "Person@Known.example",
                    Phone = "030 901820",
                },
                default
            );

        var done = await office.UseCase<ConvertLead>().ExecuteAsync(office.Rep, new ConvertLeadInput(lead.Record.Id), default);

        var after = await office.LoadAsync<Contact>(contact.Record);
        Assert.Multiple(() =>
        {
            Assert.That(done.Contact.Record, Is.EqualTo(contact.Record));
            Assert.That(done.Company!.Record, Is.EqualTo(company.Record), "by the mail domain");
            Assert.That((after.Name, after.JobTitle, after.Phone, after.Company), Is.EqualTo(("Known Person", "Director", "+4930901820", company.Record.Id)));
            Assert.That(done.Deal, Is.Null);
        });
    }

    [Test]
    public async Task Converting_twice_is_refused()
    {
        var lead = await LeadAsync("twice@once.example", "Once Ltd");
        await office.UseCase<ConvertLead>().ExecuteAsync(office.Rep, new ConvertLeadInput(lead.Record.Id), default);

        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            office.UseCase<ConvertLead>().ExecuteAsync(office.Rep, new ConvertLeadInput(lead.Record.Id), default)
        );

        Assert.That(error.Code, Is.EqualTo("already-converted"));
    }

    [Test]
    public async Task Several_contacts_of_the_address_are_listed_and_nothing_is_converted()
    {
        foreach (var name in new[] { "One", "Two" })
            await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = name, Email = "shared@both.example" }, default);
        var lead = await LeadAsync("shared@both.example", "Both Ltd");

        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            office.UseCase<ConvertLead>().ExecuteAsync(office.Rep, new ConvertLeadInput(lead.Record.Id), default)
        );

        Assert.That(error.Why.Split("contact:"), Has.Length.EqualTo(3));
        Assert.That((await office.LoadAsync<Lead>(lead.Record)).Status, Is.EqualTo(LeadStatus.Open));
    }

    [Test]
    public async Task A_wrong_deal_converts_nothing()
    {
        var lead = await LeadAsync("deal@wrong.example", "Wrong Ltd");

        await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<ConvertLead>().ExecuteAsync(office.Rep, new ConvertLeadInput(lead.Record.Id) { Deal = new DealInput { Stage = "nowhere" } }, default)
        );

        Assert.That((await office.LoadAsync<Lead>(lead.Record)).Status, Is.EqualTo(LeadStatus.Open));
    }

    private Task<RecordResult> LeadAsync(string email, string company) =>
        office
            .UseCase<CreateLead>()
            .ExecuteAsync(
                office.Rep,
                new LeadInput
                {
                    FirstName = "Lea",
                    LastName = "Lead",
                    Email = email,
                    Company = company,
                    Owner = office.Rep.Member,
                },
                default
            );
}
