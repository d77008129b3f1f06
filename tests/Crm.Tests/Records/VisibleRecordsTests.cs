using Crm.Installation;
using Crm.Kernel;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class VisibleRecordsTests(string kind)
{
    private Office office = null!;
    private RecordResult ofRep = null!;
    private RecordResult ofStranger = null!;
    private RecordResult ofNobody = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        office = await Office.OpenAsync(kind);
        ofRep = await ContactAsync("Of the rep", office.Rep);
        ofStranger = await ContactAsync("Of the stranger", office.Stranger);
        ofNobody = await ContactAsync("Of nobody", null);
    }

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_rep_lists_its_own_and_those_of_nobody_a_manager_the_teams_an_administrator_all()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(await ListedAsync(office.Rep), Is.EquivalentTo(new[] { ofRep.Name, ofNobody.Name }));
            Assert.That(await ListedAsync(office.Stranger), Is.EquivalentTo(new[] { ofStranger.Name, ofNobody.Name }));
            Assert.That(await ListedAsync(office.Manager), Is.EquivalentTo(new[] { ofRep.Name, ofNobody.Name }));
            Assert.That(await ListedAsync(office.Administrator), Has.Count.EqualTo(3));
        });
    }

    [Test]
    public async Task What_one_may_not_see_is_not_found_by_any_use_case()
    {
        Func<Task>[] tries =
        [
            () => office.Get.ExecuteAsync(office.Rep, new GetRecordInput(ofStranger.Record), Office.None),
            () => office.UpdateAsync(office.Rep, ofStranger, ("title", "Taken")),
            () => office.Delete.ExecuteAsync(office.Rep, new DeleteRecordInput(ofStranger.Record), Office.None),
            () => office.Resolve.ExecuteAsync(office.Rep, new ResolveRecordInput(ofStranger.Record.ToString()), Office.None),
        ];
        foreach (var attempt in tries)
            await office.RefusedAsync<CrmError.NotFound>(attempt);
    }

    [Test]
    public async Task What_one_may_not_see_cannot_be_linked_to()
    {
        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.CreateDeal.ExecuteAsync(office.Rep, new DealInput { Name = "Deal", Contact = ofStranger.Record.Id }, Office.None)
        );

        Assert.That(error.Problems.Single().Field, Is.EqualTo("contact"));
    }

    [Test]
    public async Task Another_tenants_record_is_like_an_unknown_one()
    {
        var foreign = new Caller(TenantId.From("another"), Actor.System("test"));
        await new SetUpTenant(office.Executor).ExecuteAsync(foreign, new SetUpTenantInput("Other", "Olga Other", "olga@other.example"), Office.None);
        var unknown = new RecordRef(RecordType.Contact, new RecordId(Guid.Parse("00000000-0000-7000-8000-000000000009")));

        var ofForeign = await office.RefusedAsync<CrmError.NotFound>(() => office.Get.ExecuteAsync(foreign, new GetRecordInput(ofRep.Record), Office.None));
        var ofUnknown = await office.RefusedAsync<CrmError.NotFound>(() => office.Get.ExecuteAsync(foreign, new GetRecordInput(unknown), Office.None));
        await office.RefusedAsync<CrmError.NotFound>(() => office.UpdateAsync(foreign, ofRep, ("title", "Taken")));

        Assert.That(ofForeign.What, Is.EqualTo(ofUnknown.What));
    }

    [Test]
    public async Task A_list_is_filtered_by_indexed_custom_fields_only()
    {
        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.List.ExecuteAsync(office.Rep, new ListRecordsInput(RecordType.Contact) { SortByCustom = "colour" }, Office.None)
        );

        Assert.That(error.Problems.Single().Field, Is.EqualTo("colour"));
    }

    private async Task<IReadOnlyList<string>> ListedAsync(Caller caller) =>
        [.. (await office.List.ExecuteAsync(caller, new ListRecordsInput(RecordType.Contact), Office.None)).Rows.Select(row => row.Name)];

    private Task<RecordResult> ContactAsync(string name, Caller? owner) =>
        office.CreateContact.ExecuteAsync(
            office.Administrator,
            new ContactInput { Name = name, Owner = owner is null ? null : Office.IdOf(owner) },
            Office.None
        );
}
