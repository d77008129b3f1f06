namespace Crm.Records;

/// <summary>A deleted record that is in the way says so, and how to bring it back.</summary>
[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class DeletedHolderTests(string kind)
{
    private static readonly CompanyInput Acme = new()
    {
        Name = "Acme",
        Email = "info@acme.example",
        References = [new ExternalId("erp", "K-77")],
    };
    private Office office = null!;
    private RecordResult deleted = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        office = await Office.OpenAsync(kind);
        deleted = await CreateAsync(Acme);
        deleted = await office.UseCase<DeleteRecord>().ExecuteAsync(office.Rep, new DeleteRecordInput(deleted.Record), default);
    }

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    public async Task Its_reference_is_refused_with_its_id_and_the_remedy()
    {
        var error = await office.RefusedAsync<CrmError.Refused>(() => CreateAsync(Acme));
        Assert.That(error.Message, Does.Contain("deleted").And.Contain("restore").And.Contain(deleted.Record.ToString()));
    }

    [Test]
    public async Task Who_looks_for_its_reference_is_told_that_it_is_deleted()
    {
        var error = await office.RefusedAsync<CrmError.Refused>(() =>
            office.UseCase<ResolveRecord>().ExecuteAsync(office.Rep, new ResolveRecordInput("company:K-77"), default)
        );
        Assert.That((error.Code, error.Message.Contains(deleted.Record.ToString())), Is.EqualTo(("deleted", true)));
    }

    [Test]
    public async Task It_stands_in_the_list_of_the_deleted_and_can_be_restored()
    {
        var living = await office.UseCase<ListRecords>().ExecuteAsync(office.Rep, new ListRecordsInput(RecordType.Company), default);
        var gone = await office.UseCase<ListRecords>().ExecuteAsync(office.Rep, new ListRecordsInput(RecordType.Company) { IsDeleted = true }, default);
        Assert.That((living.Rows.Count, gone.Rows.Single().Record), Is.EqualTo((0, deleted.Record)));

        await office.UseCase<RestoreRecord>().ExecuteAsync(office.Rep, new RestoreRecordInput(gone.Rows.Single().Record), default);

        Assert.That(
            await office.UseCase<ResolveRecord>().ExecuteAsync(office.Rep, new ResolveRecordInput("company:K-77"), default),
            Is.EqualTo(deleted.Record)
        );
    }

    [Test]
    public async Task Whoever_adds_or_restores_an_address_that_another_one_has_is_told()
    {
        var other = await CreateAsync(Acme with { References = [] });
        var third = await CreateAsync(Acme with { Name = "Acme again", References = [] });
        var restored = await office.UseCase<RestoreRecord>().ExecuteAsync(office.Rep, new RestoreRecordInput(deleted.Record), default);

        Assert.That((other.SharesAddressWith.Count, third.SharesAddressWith.Single()), Is.EqualTo((0, other.Record)));
        Assert.That(restored.SharesAddressWith, Is.EquivalentTo(new[] { other.Record, third.Record }));
    }

    private Task<RecordResult> CreateAsync(CompanyInput input) => office.UseCase<CreateCompany>().ExecuteAsync(office.Rep, input, default);
}
