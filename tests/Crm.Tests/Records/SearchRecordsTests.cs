using Crm.Kernel;
using Crm.Testing.Builders;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SearchRecordsTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Finds_what_the_caller_may_see_of_every_kind()
    {
        var company = await office
            .UseCase<CreateCompany>()
            .ExecuteAsync(office.Rep, new CompanyInput { Name = "Quantum Ltd", Domain = "quantum.example" }, default);
        var contact = new ContactInput
        {
            Name = "Ada Quant",
            Company = company.Record.Id,
            Owner = office.Rep.Member,
        };
        var ada = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, contact, default);
        var hidden = await office
            .UseCase<CreateContact>()
            .ExecuteAsync(office.Administrator, new ContactInput { Name = "Quant Hidden", Owner = office.Colleague.Member }, default);
        var lead = await office.UseCase<CreateLead>().ExecuteAsync(office.Rep, new LeadInput { LastName = "Quantz", Company = "Flutes" }, default);
        var deal = await office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, new DealInput { Name = "Quantities", Company = company.Record.Id }, default);
        await office.StoreAsync(Sample.Sequence(office.Tenant.Id, "quant-welcome"));

        var mine = await FindAsync(office.Rep, "quant");
        var all = await FindAsync(office.Administrator, "QUANT");

        Assert.That(mine.Select(hit => hit.Record), Is.EqualTo(new RecordRef?[] { ada.Record, company.Record, deal.Record, lead.Record, null }));
        Assert.That(mine.Select(hit => hit.Company), Is.EqualTo(new[] { "Quantum Ltd", null, "Quantum Ltd", "Flutes", null }));
        Assert.That((mine[2].Stage, mine[4].Sequence), Is.EqualTo(("prospecting", "quant-welcome")));
        Assert.That(all.Select(hit => hit.Record), Does.Contain(hidden.Record));
        Assert.That(await FindAsync(office.Rep, "q"), Is.Empty);
        await office.RefusedAsync<CrmError.Invalid>(() => FindAsync(office.Rep, new string('q', 201)));
    }

    private Task<IReadOnlyList<SearchHit>> FindAsync(Caller caller, string text) =>
        office.UseCase<SearchRecords>().ExecuteAsync(caller, new SearchInput(text), default);
}
