using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Components;

/// <summary>Finds whom one may mean while one types.</summary>
internal sealed class Suggestions(Engine engine)
{
    private const int Most = 8;

    /// <summary>Contacts and members by name or address; the value is what <see cref="Activities.Attendee.Of"/> takes.</summary>
    public Task<IReadOnlyList<Suggestion>> PeopleAsync(string text) =>
        engine.ReadAsync(async reading =>
        {
            var contacts = await FindAsync(reading, RecordType.Contact, text);
            var members = (await reading.ReadAsync(reading.Get<ListMembers>(), new NoInput())).Members.Where(member =>
                member.IsActive
                && (
                    member.Name.Contains(text, StringComparison.CurrentCultureIgnoreCase)
                    || member.Email?.StartsWith(text, StringComparison.OrdinalIgnoreCase) == true
                )
            );
            return (IReadOnlyList<Suggestion>)
                [
                    .. contacts.Select(contact => new Suggestion(contact.Record.ToString(), contact.Name, contact.Text("email"))),
                    .. members.Take(Most).Select(member => new Suggestion($"member:{member.Id}", member.Name, member.Email)),
                ];
        });

    /// <summary>Addresses of contacts and leads.</summary>
    public Task<IReadOnlyList<Suggestion>> AddressesAsync(string text) =>
        engine.ReadAsync(async reading =>
            (IReadOnlyList<Suggestion>)
                [
                    .. (await FindAsync(reading, RecordType.Contact, text))
                        .Concat(await FindAsync(reading, RecordType.Lead, text))
                        .Where(record => record.Text("email") is not null)
                        .Select(record => new Suggestion(record.Text("email")!, record.Text("email")!, record.Name))
                        .DistinctBy(one => one.Value)
                        .Take(Most),
                ]
        );

    /// <summary>Records of all types, by name.</summary>
    public Task<IReadOnlyList<Suggestion>> RecordsAsync(string text) =>
        engine.ReadAsync(async reading =>
        {
            var found = new List<Suggestion>();
            foreach (var type in Enum.GetValues<RecordType>())
                found.AddRange(
                    (await FindAsync(reading, type, text)).Select(record => new Suggestion(
                        record.Record.ToString(),
                        record.Name,
                        reading.Get<Formats>().Word(type)
                    ))
                );
            return (IReadOnlyList<Suggestion>)found;
        });

    /// <summary>Records of one type, by name; the value is the record's id. Records with the same name also show their address.</summary>
    public Task<IReadOnlyList<Suggestion>> OfTypeAsync(RecordType type, string text) =>
        engine.ReadAsync(async reading =>
        {
            var found = await FindAsync(reading, type, text);
            return (IReadOnlyList<Suggestion>)
                [
                    .. found.Select(record => new Suggestion(
                        record.Record.Id.ToString(),
                        found.Count(other => other.Name == record.Name) > 1
                            ? $"{record.Name} ({AddressOf(record) ?? record.Record.Id.ToString()})"
                            : record.Name,
                        AddressOf(record)
                    )),
                ];
        });

    private static string? AddressOf(RecordView record) => record.Text("email") ?? record.Text("domain");

    private static async Task<IReadOnlyList<RecordView>> FindAsync(Reading reading, RecordType type, string text) =>
        (await reading.ReadAsync(reading.Get<ListRecords>(), new ListRecordsInput(type) { Search = text, Page = new PageRequest(Most) })).Rows;
}
