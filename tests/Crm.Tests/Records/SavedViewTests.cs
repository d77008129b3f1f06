using Crm.Kernel;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class SavedViewTests(string kind)
{
    private Office office = null!;

    [SetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [TearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_view_is_kept_replaced_and_deleted_and_is_nobody_elses()
    {
        var list = new ListRecordsInput(RecordType.Contact)
        {
            Owners = [office.Rep.Member],
            UntouchedForDays = 30,
            Sort = RecordSort.LongestUntouched,
            Page = new PageRequest(25, "cursor"),
        };
        var saved = await SaveAsync(office.Rep, new SavedViewView("Forgotten", list));
        var replaced = await SaveAsync(office.Rep, new SavedViewView("Forgotten", list with { UntouchedForDays = 60 }));
        await SaveAsync(office.Rep, new SavedViewView("Forgotten", new ListRecordsInput(RecordType.Lead)));

        Assert.That((replaced.Id, replaced.Revision, replaced.List.UntouchedForDays), Is.EqualTo((saved.Id, (int?)2, (int?)60)));
        Assert.That((replaced.List.Page.Size, replaced.List.Page.After), Is.EqualTo((25, (string?)null)), "a view begins at the first page");
        Assert.That(await ListAsync(office.Rep), Has.Count.EqualTo(2));
        Assert.That((await ListAsync(office.Rep)).Select(view => view.List.Type), Is.EqualTo(new[] { RecordType.Contact, RecordType.Lead }));
        Assert.That(await ListAsync(office.Administrator), Is.Empty);
        await office.RefusedAsync<CrmError.NotFound>(() =>
            office.UseCase<DeleteView>().ExecuteAsync(office.Administrator, new DeleteViewInput(saved.Id!.Value), default)
        );
        await office.RefusedAsync<CrmError.NotFound>(() => SaveAsync(office.Colleague, new SavedViewView("Taken", list) { Id = saved.Id }));
        var renamed = await SaveAsync(office.Rep, new SavedViewView("Renamed", list) { Id = saved.Id, Revision = 2 });
        Assert.That((renamed.Id, renamed.Name), Is.EqualTo((saved.Id, "Renamed")));
        await office.UseCase<DeleteView>().ExecuteAsync(office.Rep, new DeleteViewInput(saved.Id!.Value), default);
        Assert.That(await ListAsync(office.Rep), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_view_that_means_nothing_is_refused()
    {
        var list = new ListRecordsInput(RecordType.Contact);
        await office.RefusedAsync<CrmError.Invalid>(() => SaveAsync(office.Rep, new SavedViewView(" ", list)));
        await office.RefusedAsync<CrmError.Invalid>(() => SaveAsync(office.Rep, new SavedViewView("x", list with { SortByCustom = "none" })));
        await office.RefusedAsync<CrmError.Invalid>(() => SaveAsync(office.Rep, new SavedViewView("x", list with { Records = [] })));
        await office.RefusedAsync<CrmError.NotFound>(() =>
            SaveAsync(office.Rep, new SavedViewView("x", list with { Team = new TeamId(Guid.CreateVersion7()) }))
        );
        var refused = await office.RefusedAsync<CrmError.Refused>(() => SaveAsync(office.System, new SavedViewView("x", list)));
        Assert.That(refused.Code, Is.EqualTo("no-member"));
    }

    private Task<SavedViewView> SaveAsync(Caller caller, SavedViewView input) => office.UseCase<SaveView>().ExecuteAsync(caller, input, default);

    private Task<IReadOnlyList<SavedViewView>> ListAsync(Caller caller) => office.UseCase<ListViews>().ExecuteAsync(caller, new NoInput(), default);
}
