namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class UpsertRecordTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task Creates_then_changes_then_leaves_alone_the_record_of_a_reference()
    {
        var reference = new ExternalId("ERP", "C-1");

        var created = await UpsertAsync(reference, ("name", "Acme"), ("industry", "Rockets"));
        var changed = await UpsertAsync(reference, ("name", "Acme Inc"));
        var same = await UpsertAsync(reference with { System = "erp" }, ("name", "Acme Inc"));

        Assert.Multiple(async () =>
        {
            Assert.That(new[] { created.Kind, changed.Kind, same.Kind }, Is.EqualTo(new[] { UpsertKind.Created, UpsertKind.Changed, UpsertKind.Same }));
            Assert.That(new[] { changed.Result.Record, same.Result.Record }, Is.All.EqualTo(created.Result.Record));
            Assert.That((await office.LoadAsync<Company>(created.Result.Record)).Industry, Is.EqualTo("Rockets"));
        });
    }

    [Test]
    public async Task Eight_at_once_make_one_record()
    {
        var reference = new ExternalId("erp", "C-2");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => UpsertAsync(reference, ("name", "At once"))));

        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.Result.Record).Distinct().Count(), Is.EqualTo(1));
            Assert.That(results.Count(result => result.Kind == UpsertKind.Created), Is.EqualTo(1));
        });
    }

    private Task<UpsertResult> UpsertAsync(ExternalId reference, params (string Key, string? Value)[] fields) =>
        office.UseCase<UpsertRecord>().ExecuteAsync(office.Rep, new UpsertRecordInput(RecordType.Company, reference, Office.Fields(fields)), default);
}
