namespace Crm.Records;

[TestFixture]
internal sealed class ResolveRecordTests
{
    private Office office = null!;
    private RecordResult ada = null!;
    private RecordResult acme = null!;
    private RecordResult deal = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await Office.OpenAsync();
        ada = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Ada", Email = "ada@example.com" }, default);
        acme = await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Acme Corporation" }, default);
        deal = await office
            .UseCase<CreateDeal>()
            .ExecuteAsync(office.Rep, new DealInput { Name = "Deal", References = [new ExternalId("opportunities", "1C1I7A6R")] }, default);
        foreach (var _ in Enumerable.Range(0, 2))
            await office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, new CompanyInput { Name = "Twice" }, default);
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Finds_by_address_name_reference_and_id()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(await ResolveAsync("contact:Ada@Example.com"), Is.EqualTo(ada.Record));
            Assert.That(await ResolveAsync("company:\"acme corporation\""), Is.EqualTo(acme.Record));
            Assert.That(await ResolveAsync("company:Acme Corporation"), Is.EqualTo(acme.Record));
            Assert.That(await ResolveAsync("deal:1C1I7A6R"), Is.EqualTo(deal.Record));
            Assert.That(await ResolveAsync($"deal:{deal.Record.Id}"), Is.EqualTo(deal.Record));
            Assert.That(await ResolveAsync(deal.Record.Id.ToString()), Is.EqualTo(deal.Record));
        });
    }

    [Test]
    public async Task Several_candidates_are_listed()
    {
        var error = await office.RefusedAsync<CrmError.Refused>(() => ResolveAsync("company:Twice"));

        Assert.That(error.Code, Is.EqualTo("ambiguous"));
        Assert.That(error.Why.Split("company:"), Has.Length.EqualTo(3));
    }

    [TestCase("contact:eve@example.com")]
    [TestCase("deal:NONE")]
    [TestCase("lead:00000000-0000-7000-8000-000000000001")]
    public async Task What_is_not_there_is_not_found(string reference) => await office.RefusedAsync<CrmError.NotFound>(() => ResolveAsync(reference));

    [Test]
    public async Task An_id_of_another_type_is_not_found() => await office.RefusedAsync<CrmError.NotFound>(() => ResolveAsync($"lead:{deal.Record.Id}"));

    [TestCase("")]
    [TestCase("ada")]
    [TestCase("customer:ada@example.com")]
    [TestCase("contact:")]
    [TestCase("1:ada")]
    public async Task Another_form_is_refused_with_those_allowed(string reference)
    {
        var error = await office.RefusedAsync<CrmError.Invalid>(() => ResolveAsync(reference));

        Assert.That(error.Message, Does.Contain("contact:ada@example.com"));
    }

    private Task<RecordRef> ResolveAsync(string reference) =>
        office.UseCase<ResolveRecord>().ExecuteAsync(office.Rep, new ResolveRecordInput(reference), default);
}
