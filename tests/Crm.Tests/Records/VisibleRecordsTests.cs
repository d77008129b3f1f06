using Crm.Installation;
using Crm.Kernel;
using Crm.Stores;
using Crm.Tenancy;

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
        ofStranger = await ContactAsync("Of the stranger", office.Colleague);
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
            Assert.That(await ListedAsync(office.Colleague), Is.EquivalentTo(new[] { ofStranger.Name, ofNobody.Name }));
            Assert.That(await ListedAsync(office.Manager), Is.EquivalentTo(new[] { ofRep.Name, ofNobody.Name }));
            Assert.That(await ListedAsync(office.Administrator), Has.Count.EqualTo(3));
        });
    }

    [Test]
    public async Task What_one_may_not_see_is_not_found_by_any_use_case()
    {
        Func<Task>[] tries =
        [
            () => office.UseCase<GetRecord>().ExecuteAsync(office.Rep, new GetRecordInput(ofStranger.Record), default),
            () => office.UpdateAsync(office.Rep, ofStranger, ("title", "Taken")),
            () => office.UseCase<DeleteRecord>().ExecuteAsync(office.Rep, new DeleteRecordInput(ofStranger.Record), default),
            () => office.UseCase<ResolveRecord>().ExecuteAsync(office.Rep, new ResolveRecordInput(ofStranger.Record.ToString()), default),
            () => office.UseCase<FindRecord>().ExecuteAsync(office.Rep, new ResolveRecordInput(ofStranger.Record.ToString()), default),
        ];
        foreach (var attempt in tries)
            await office.RefusedAsync<CrmError.NotFound>(attempt);
    }

    [Test]
    public async Task What_one_may_not_see_cannot_be_linked_to()
    {
        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<CreateDeal>().ExecuteAsync(office.Rep, new DealInput { Name = "Deal", Contact = ofStranger.Record.Id }, default)
        );

        Assert.That(error.Problems.Single().Field, Is.EqualTo("contact"));
    }

    [Test]
    public async Task Another_tenants_record_is_like_an_unknown_one()
    {
        var foreign = new Caller(TenantId.From("another"), Actor.System("test"));
        await office.UseCase<SetUpTenant>().ExecuteAsync(foreign, new SetUpTenantInput("Other", "Olga Other", "olga@other.example"), default);
        var unknown = new RecordRef(RecordType.Contact, new RecordId(Guid.Parse("00000000-0000-7000-8000-000000000009")));

        var ofForeign = await office.RefusedAsync<CrmError.NotFound>(() =>
            office.UseCase<GetRecord>().ExecuteAsync(foreign, new GetRecordInput(ofRep.Record), default)
        );
        var ofUnknown = await office.RefusedAsync<CrmError.NotFound>(() =>
            office.UseCase<GetRecord>().ExecuteAsync(foreign, new GetRecordInput(unknown), default)
        );
        await office.RefusedAsync<CrmError.NotFound>(() => office.UpdateAsync(foreign, ofRep, ("title", "Taken")));

        Assert.That(ofForeign.What, Is.EqualTo(ofUnknown.What));
    }

    [Test]
    public async Task A_list_is_filtered_by_indexed_custom_fields_only()
    {
        var error = await office.RefusedAsync<CrmError.Invalid>(() =>
            office.UseCase<ListRecords>().ExecuteAsync(office.Rep, new ListRecordsInput(RecordType.Contact) { SortByCustom = "colour" }, default)
        );

        Assert.That(error.Problems.Single().Field, Is.EqualTo("colour"));
    }

    private async Task<IReadOnlyList<string>> ListedAsync(Caller caller) =>
        [.. (await office.UseCase<ListRecords>().ExecuteAsync(caller, new ListRecordsInput(RecordType.Contact), default)).Rows.Select(row => row.Name)];

    private Task<RecordResult> ContactAsync(string name, Caller? owner) =>
        office
            .UseCase<CreateContact>()
            .ExecuteAsync(office.Administrator, new ContactInput { Name = name, Owner = owner is null ? null : owner.Member }, default);
}
