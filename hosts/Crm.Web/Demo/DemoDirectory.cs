using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Web.Demo;

/// <summary>Finds members by name, and records by what stories call them: contacts and leads by address, companies and deals by name.</summary>
internal sealed class DemoDirectory(ListMembers listMembers, ListRecords listRecords)
{
    private readonly Dictionary<string, RecordRef> records = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<MemberView> members = [];

    /// <summary>Reads all of them.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        members = (await listMembers.ExecuteAsync(DemoData.Caller, new NoInput(), cancellationToken)).Members;
        records.Clear();
        // A contact comes after the lead that it was: what happens from then on is the contact's.
        foreach (var type in new[] { RecordType.Lead, RecordType.Contact, RecordType.Company, RecordType.Deal })
        {
            var page = await listRecords.ExecuteAsync(
                DemoData.Caller,
                new ListRecordsInput(type) { Page = new PageRequest(PageRequest.MaxSize) },
                cancellationToken
            );
            foreach (var record in page.Rows)
                records[record.Text("email") ?? record.Name] = record.Record;
        }
    }

    /// <summary>The member with a name.</summary>
    public MemberView Member(string name) => FindMember(name) ?? throw CrmException.NotFound("member", name);

    /// <summary>The member with a name, or null.</summary>
    public MemberView? FindMember(string name) => members.FirstOrDefault(member => member.Name == name);

    /// <summary>The member who did something.</summary>
    public Caller CallerOf(DemoEntry entry) => DemoData.Caller with { Actor = Actor.Member(Member(entry.By).Id) };

    /// <summary>The record that a story means.</summary>
    public RecordRef Record(DemoEntry entry, string reference) => FindRecord(entry, reference) ?? throw entry.Wrong($"there is no '{reference}'");

    /// <summary>The record that a story means, or null.</summary>
    public RecordRef? FindRecord(DemoEntry entry, string reference) =>
        records.TryGetValue(entry.Address(reference), out var person) || records.TryGetValue(reference, out person) ? person : null;

    /// <summary>The records that an entry names under a key.</summary>
    public IReadOnlyList<RecordRef> Records(DemoEntry entry, string key) => [.. entry.All(key).Select(reference => Record(entry, reference))];
}
