using Crm.Activities;
using Crm.Stores;
using Crm.Testing.Builders;

namespace Crm.Timeline;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
internal sealed class ListChangesTests(string database)
{
    private readonly Databases databases = new(database);

    [TearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task However_much_changed_in_one_moment_every_change_is_on_one_page()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        for (var call = 0; call < 5; call++)
            await desk.CallAsync(contact, at: Sample.Now);

        var all = await PageAsync(new PageRequest(PageRequest.MaxSize));
        var walked = new List<RecordChanged>();
        for (string? after = "", next = null; after is not null; after = next)
        {
            var page = await PageAsync(new PageRequest(2, after.Length == 0 ? null : after));
            Assert.That(page.Rows, Has.Count.LessThanOrEqualTo(2));
            walked.AddRange(page.Rows);
            next = page.Next;
        }

        Assert.That(all.Next, Is.Null);
        Assert.That(all.Rows.Count(change => change.Type == "activity.logged" && change.Record == contact.Ref), Is.EqualTo(5));
        Assert.That(walked.Select(change => change.Event), Is.EqualTo(all.Rows.Select(change => change.Event)));

        Task<Page<RecordChanged>> PageAsync(PageRequest page) =>
            desk.UseCase<ListChanges>().ExecuteAsync(desk.Administrator, new ListChangesInput(Sample.Now.AddDays(-1)) { Page = page }, default);
    }
}
