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
                ToldApart([
                    .. contacts.Select(contact => new Suggestion(contact.Record.ToString(), contact.Name, contact.Text("email"))),
                    .. members.Take(Most).Select(member => new Suggestion($"member:{member.Id}", member.Name, member.Email)),
                ]);
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
            return (IReadOnlyList<Suggestion>)ToldApart(found);
        });

    /// <summary>Records of one type, by name; the value is the record's id. </summary>
    public Task<IReadOnlyList<Suggestion>> OfTypeAsync(RecordType type, string text) =>
        engine.ReadAsync(async reading =>
        {
            var found = await FindAsync(reading, type, text);
            return (IReadOnlyList<Suggestion>)
                ToldApart([.. found.Select(record => new Suggestion(record.Record.Id.ToString(), record.Name, AddressOf(record)))]);
        });

    /// <summary>The text is what is chosen: those with the same also say their address, their type or their id.</summary>
    private static List<Suggestion> ToldApart(List<Suggestion> found)
    {
        var named = Apart(found, one => one.About ?? one.Value);
        return Apart(named, one => one.Value);
    }

    private static List<Suggestion> Apart(List<Suggestion> found, Func<Suggestion, string> by)
    {
        var counts = found.CountBy(one => one.Text, StringComparer.CurrentCultureIgnoreCase).ToDictionary(StringComparer.CurrentCultureIgnoreCase);
        return [.. found.Select(one => counts[one.Text] > 1 ? one with { Text = $"{one.Text} ({by(one)})" } : one)];
    }

    private static string? AddressOf(RecordView record) => record.Text("email") ?? record.Text("domain");

    private static async Task<IReadOnlyList<RecordView>> FindAsync(Reading reading, RecordType type, string text) =>
        (await reading.ReadAsync(reading.Get<ListRecords>(), new ListRecordsInput(type) { Search = text, Page = new PageRequest(Most) })).Rows;
}
