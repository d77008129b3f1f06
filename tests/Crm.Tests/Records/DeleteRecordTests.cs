using Crm.Stores;
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
        var created = await office.UseCase<CreateContact>().ExecuteAsync(office.Rep, new ContactInput { Name = "Gone", Email = "gone@example.com" }, default);
        var before = await office.LoadAsync<Contact>(created.Record);

        var deleted = await office.UseCase<DeleteRecord>().ExecuteAsync(office.Rep, new DeleteRecordInput(created.Record, 1), default);
        var listed = await office.UseCase<ListRecords>().ExecuteAsync(office.Rep, new ListRecordsInput(RecordType.Contact) { Search = "Gone" }, default);
        var error = await office.RefusedAsync<CrmError.Refused>(() => office.UpdateAsync(office.Rep, deleted, ("title", "No")));
        await office.RefusedAsync<CrmError.NotFound>(() =>
            office.UseCase<ResolveRecord>().ExecuteAsync(office.Rep, new ResolveRecordInput("contact:gone@example.com"), default)
        );
        var restored = await office.UseCase<RestoreRecord>().ExecuteAsync(office.Rep, new RestoreRecordInput(created.Record, deleted.Revision), default);

        var after = await office.LoadAsync<Contact>(created.Record);
        var entries = await office.EntriesAsync(created.Record);
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
        var created = await office.UseCase<CreateLead>().ExecuteAsync(office.Rep, new LeadInput { Company = "Acme" }, default);

        await office.RefusedAsync<CrmError.Stale>(() =>
            office.UseCase<DeleteRecord>().ExecuteAsync(office.Rep, new DeleteRecordInput(created.Record, 7), default)
        );
        var first = await office.UseCase<DeleteRecord>().ExecuteAsync(office.Rep, new DeleteRecordInput(created.Record), default);
        var second = await office.UseCase<DeleteRecord>().ExecuteAsync(office.Rep, new DeleteRecordInput(created.Record), default);

        Assert.That((second.Revision, (await office.AuditAsync(created.Record)).Count), Is.EqualTo((first.Revision, 2)));
    }
}
