using Crm.Stores;
using Crm.Testing;
using Crm.Timeline;

namespace Crm.Records;

[TestFixtureSource(typeof(TestDatabase), nameof(TestDatabase.Kinds))]
internal sealed class DeleteRecordTests(string kind)
{
    private Office office = null!;

    [OneTimeSetUp]
    public async Task Open() => office = await Office.OpenAsync(kind);

    [OneTimeTearDown]
    public async Task Close() => await office.DisposeAsync();

    [Test]
    public async Task A_deleted_record_leaves_the_lists_takes_no_change_and_comes_back_as_it_was()
    {
        var created = await office.CreateContact.ExecuteAsync(office.Rep, new ContactInput { Name = "Gone", Email = "gone@example.com" }, Office.None);
        var before = await office.LoadAsync<Contact>(created.Record);

        var deleted = await office.Delete.ExecuteAsync(office.Rep, new DeleteRecordInput(created.Record, 1), Office.None);
        var listed = await office.List.ExecuteAsync(office.Rep, new ListRecordsInput(RecordType.Contact) { Search = "Gone" }, Office.None);
        var error = await office.RefusedAsync<CrmError.Refused>(() => office.UpdateAsync(office.Rep, deleted, ("title", "No")));
        await office.RefusedAsync<CrmError.NotFound>(() =>
            office.Resolve.ExecuteAsync(office.Rep, new ResolveRecordInput("contact:gone@example.com"), Office.None)
        );
        var restored = await office.Restore.ExecuteAsync(office.Rep, new RestoreRecordInput(created.Record, deleted.Revision), Office.None);

        var after = await office.LoadAsync<Contact>(created.Record);
        var entries = await office.TimelineAsync(created.Record);
        Assert.Multiple(() =>
        {
            Assert.That(listed.Rows, Is.Empty);
            Assert.That(error.Code, Is.EqualTo("deleted"));
            Assert.That(restored.Revision, Is.EqualTo(3));
            Assert.That((after.Name, after.Email, after.DeletedAt), Is.EqualTo((before.Name, before.Email, before.DeletedAt)));
            Assert.That(
                entries.Where(entry => entry.Kind == TimelineKind.Lifecycle).Select(entry => entry.TypeKey),
                Is.EqualTo(new[] { "contact.restored", "contact.deleted", "contact.created" })
            );
        });
        Assert.That(await office.EventsAsync(), Does.Contain("record.deleted").And.Contain("record.restored"));
    }

    [Test]
    public async Task Deleting_twice_writes_once_and_a_stale_revision_deletes_nothing()
    {
        var created = await office.CreateLead.ExecuteAsync(office.Rep, new LeadInput { Company = "Acme" }, Office.None);

        await office.RefusedAsync<CrmError.Stale>(() => office.Delete.ExecuteAsync(office.Rep, new DeleteRecordInput(created.Record, 7), Office.None));
        var first = await office.Delete.ExecuteAsync(office.Rep, new DeleteRecordInput(created.Record), Office.None);
        var second = await office.Delete.ExecuteAsync(office.Rep, new DeleteRecordInput(created.Record), Office.None);

        Assert.That((second.Revision, (await office.AuditAsync(created.Record)).Count), Is.EqualTo((first.Revision, 2)));
    }
}
