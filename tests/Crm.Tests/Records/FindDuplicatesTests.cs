using Crm.Values;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class FindDuplicatesTests(string kind)
{
    private Office office = null!;

    [SetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_person_who_is_there_already_is_found_by_address_number_and_name()
    {
        var acme = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Acme", Domain = "acme.example" }, default);
        var ada = new ContactInput
        {
            Name = "Ada Lovelace",
            Email = "ada@acme.example",
            Phone = "030 901820",
            Company = acme.Record.Id,
            Owner = office.Rep.Member,
        };
        var contact = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, ada, default);
        var namesake = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "ada lovelace" }, default);
        var lead = await office.UseCase<CreateLead>().ExecuteAsync(office.Rep, new LeadInput { LastName = "Someone", Email = "ada@acme.example" }, default);
        await office.UseCase<CreateContact>().ExecuteAsync(office.Administrator, ada with { Owner = office.Colleague.Member }, default);
        var input = new FindDuplicatesInput(RecordType.Contact)
        {
            FirstName = "Ada",
            LastName = "Lovelace",
            Company = acme.Record.Id,
            ContactPoints =
            [
                new(ContactPointKind.Email, "ADA@acme.example"),
                new(ContactPointKind.Phone, "+49 30 901820"),
                new(ContactPointKind.Email, "no address"),
            ],
        };

        var found = await office.UseCase<FindDuplicates>().ExecuteAsync(office.Rep, input, default);

        Assert.That(found.Select(one => one.Record), Is.EqualTo(new[] { contact.Record, lead.Record, namesake.Record }), "what is out of sight is not told");
        Assert.That(found[0].Reasons, Is.EqualTo(new[] { DuplicateReason.SameAddress, DuplicateReason.SamePhone, DuplicateReason.SameNameAtCompany }));
        Assert.That((found[0].OwnerName, found[0].Email), Is.EqualTo(("Rita Rep", "ada@acme.example")));
        Assert.That(found[2].Reasons, Is.EqualTo(new[] { DuplicateReason.SameName }));
        Assert.That(await office.UseCase<FindDuplicates>().ExecuteAsync(office.Rep, new FindDuplicatesInput(RecordType.Contact), default), Is.Empty);
    }

    [Test]
    public async Task A_company_is_found_by_its_domain_however_it_is_written()
    {
        var acme = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Acme", Domain = "acme.example" }, default);
        var input = new FindDuplicatesInput(RecordType.Company) { Name = "Other", Domain = "https://www.acme.example/about" };

        var found = await office.UseCase<FindDuplicates>().ExecuteAsync(office.Rep, input, default);

        Assert.That(found.Select(one => (one.Record, one.Reasons[0])), Is.EqualTo(new[] { (acme.Record, DuplicateReason.SameDomain) }));
    }
}
