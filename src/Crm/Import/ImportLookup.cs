using Crm.Records.Editing;

namespace Crm.Import;

/// <summary>
/// Finds the members and records that rows name: loaded a portion at a time, remembered for the next one, with what the import itself makes. Records that the caller may not see are
/// remembered apart: they cannot be linked to, and a row about one is refused.
/// </summary>
internal sealed class ImportLookup(Work work, RecordRules rules, string system)
{
    private readonly HashSet<RecordId> unseen = [];
    private readonly HashSet<RecordId> dealless = [];
    private readonly List<CrmRecord> fresh = [];
    private readonly Dictionary<string, List<RecordId>> companies = [];
    private readonly Dictionary<(RecordType Type, string Address), List<RecordId>> addresses = [];
    private readonly Dictionary<(RecordType Type, string Reference), RecordId> references = [];
    private readonly ILookup<string, Member> members = rules
        .Members.Values.SelectMany(member => new[] { (Key: KeyOf(member.Name), Member: member), (Key: member.Email ?? "", Member: member) })
        .Where(pair => pair.Key.Length > 0)
        .ToLookup(pair => pair.Key, pair => pair.Member);

    /// <summary>Records and references that were loaded or made.</summary>
    public KnownRecords Known { get; } = new();

    /// <summary>Loads what a portion of rows names.</summary>
    public async Task LoadAsync(RecordType type, IReadOnlyList<MappedRow> rows)
    {
        await LoadReferencesAsync(type, Texts(rows, "reference").Where(value => !references.ContainsKey((type, value))));
        await LoadKeylessAsync(type, rows);
        if (type is RecordType.Contact or RecordType.Lead)
            await LoadAddressesAsync(type, Texts(rows, "email"));
        if (type == RecordType.Deal)
            await LoadAddressesAsync(RecordType.Contact, Texts(rows, "contact"));
        await LoadCompaniesAsync(Texts(rows, type == RecordType.Company ? "name" : "company"));
        if (type == RecordType.Contact)
            await LoadDealsAsync();
        await LoadFormerAsync();
    }

    /// <summary>Loads activities' records: contacts by address, companies by name, deals by reference.</summary>
    public async Task LoadLinksAsync(IReadOnlyList<MappedRow> rows)
    {
        await LoadAddressesAsync(RecordType.Contact, Texts(rows, "contact"));
        await LoadAddressesAsync(RecordType.Lead, Texts(rows, "lead"));
        await LoadCompaniesAsync(Texts(rows, "company"));
        await LoadReferencesAsync(RecordType.Deal, Texts(rows, "deal"));
    }

    /// <summary>The record that a row is about, or null where it is a new one.</summary>
    /// <exception cref="CrmException">Invalid: several are meant, or the caller may not see it.</exception>
    public CrmRecord? Find(RecordType type, MappedRow row)
    {
        if (KeylessId(type, row) is { } derived)
            return unseen.Contains(derived) ? throw Hidden(type, "") : Known.Find(derived);
        if (row["reference"] is { } reference && references.TryGetValue((type, reference), out var referred))
            return unseen.Contains(referred) ? throw Hidden(type, "reference") : Known.Find(referred);
        if (type is RecordType.Contact or RecordType.Lead && HoldersOf(type, row) is { Count: > 0 } holders)
            return Known.Find(Mine(type, holders, "email", "the email address", string.Join("' or '", row.All("email"))));
        if (type == RecordType.Company && row["name"] is { } name && companies.TryGetValue(PlainText.Key(name), out var named))
            return Known.Find(Mine(type, named, "name", "the name", name));
        return null;
    }

    /// <summary>Records that have one of a row's email addresses.</summary>
    public List<RecordId> HoldersOf(RecordType type, MappedRow row) =>
        [.. row.All("email").SelectMany(email => addresses.GetValueOrDefault((type, EmailAddress.Key(email)), [])).Distinct()];

    /// <summary>
    /// The id of the record that a row makes which nothing identifies: neither reference nor, of a person, address nor, of a company, name. All its values do, so that a second import finds it. Null
    /// where something does.
    /// </summary>
    public RecordId? KeylessId(RecordType type, MappedRow row) =>
        row["reference"] is not null
        || (type is RecordType.Contact or RecordType.Lead && row["email"] is not null)
        || (type == RecordType.Company && row["name"] is not null)
            ? null
            : new RecordId(DerivedId.Of($"crm.import:{work.Tenant}:{system}:{type.Word()}:{row.Identity()}"));

    /// <summary>Remembers what a row became.</summary>
    public void Add(CrmRecord record, string? reference)
    {
        if (reference is not null)
            references[(record.Type, reference)] = record.Id;
        if (record is Company)
            Put(companies, PlainText.Key(record.Name), record.Id);
        foreach (var point in record.ContactPoints.Where(point => point.Kind == ContactPointKind.Email))
            Put(addresses, (record.Type, point.Normalized), record.Id);
    }

    /// <summary>A member by name or email address.</summary>
    /// <exception cref="CrmException">Invalid: there is none, or several have the name.</exception>
    public MemberId Member(string field, string text)
    {
        var found = members[KeyOf(text)].Select(member => member.Id).Distinct().ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw CrmException.Invalid(field, $"There is no member '{text}'; import the members first, or correct the name."),
            _ => throw CrmException.Invalid(field, $"Several members are called '{text}'; give an email address."),
        };
    }

    /// <summary>A company by name.</summary>
    /// <exception cref="CrmException">Invalid: there is none, or several have the name.</exception>
    public RecordId Company(string field, string name) =>
        companies.TryGetValue(PlainText.Key(name), out var all) && Seen(all) is { Count: > 0 } found
            ? One(found, field, "the name", name)
            : throw CrmException.Invalid(field, $"There is no company '{name}'; import the companies first, or correct the name.");

    /// <summary>A contact by email address.</summary>
    /// <exception cref="CrmException">Invalid: there is none, or several have it.</exception>
    public RecordId Contact(string email) => Addressed(RecordType.Contact, "contact", email);

    /// <summary>A contact or lead by email address.</summary>
    /// <exception cref="CrmException">Invalid: there is none, or several have it.</exception>
    public RecordId Addressed(RecordType type, string field, string email) =>
        addresses.TryGetValue((type, EmailAddress.Key(email)), out var all) && Seen(all) is { Count: > 0 } found
            ? One(found, field, "the email address", email)
            : throw CrmException.Invalid(field, $"There is no {field} with the email address '{email}'.");

    /// <summary>A deal by its reference.</summary>
    /// <exception cref="CrmException">Invalid: there is none.</exception>
    public RecordId Deal(string reference) =>
        NumberText.IsShortened(reference) ? throw CrmException.Invalid("deal", NumberText.WhySpreadsheet(reference)!)
        : references.TryGetValue((RecordType.Deal, reference), out var found) && !unseen.Contains(found) ? found
        : throw CrmException.Invalid("deal", $"There is no deal with the reference '{reference}' in {system}.");

    private async Task LoadReferencesAsync(RecordType type, IEnumerable<string> values)
    {
        var wanted = values.Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0)
            return;
        var found = await work.Stores.Records.FindByReferenceAsync(type, new ExternalId(system, "").Normalized().System, wanted, work.Cancellation);
        foreach (var record in await work.Stores.Records.GetAsync([.. found.Select(row => row.Record).Distinct()], work.Cancellation))
            Know(record);
        foreach (var row in found)
        {
            Known.Add(row);
            references[(type, row.Value)] = row.Record;
        }
    }

    /// <summary>Deleted ones too: a row that made a record is known, whatever became of it.</summary>
    private async Task LoadKeylessAsync(RecordType type, IReadOnlyList<MappedRow> rows)
    {
        var ids = rows.Select(row => KeylessId(type, row)).OfType<RecordId>().Where(id => Known.Find(id) is null).ToHashSet();
        if (ids.Count > 0)
            foreach (var record in await work.Stores.Records.GetAsync(ids, work.Cancellation))
                Know(record);
    }

    private async Task LoadAddressesAsync(RecordType type, IEnumerable<string> values)
    {
        var wanted = values.Select(EmailAddress.Key).Distinct().Where(value => !addresses.ContainsKey((type, value))).ToList();
        if (wanted.Count == 0)
            return;
        var matches = (await work.Stores.Records.FindByContactPointAsync(ContactPointKind.Email, wanted, work.Cancellation))
            .Where(match => match.Record.Type == type)
            .ToList();
        foreach (var record in await work.Stores.Records.GetAsync([.. matches.Select(match => match.Record.Id).Distinct()], work.Cancellation))
            if (record.DeletedAt is null)
                Know(record);
    }

    private async Task LoadCompaniesAsync(IEnumerable<string> names)
    {
        var wanted = names.DistinctBy(PlainText.Key).Where(name => !companies.ContainsKey(PlainText.Key(name))).ToList();
        if (wanted.Count == 0)
            return;
        foreach (var company in await work.Stores.Records.FindByNameAsync(RecordType.Company, wanted, work.Cancellation))
            Know(company);
    }

    /// <summary>Deals whose timelines show what happens to contacts: of those that were loaded since the last portion, for what the import makes has none.</summary>
    private async Task LoadDealsAsync()
    {
        var contacts = dealless.ToList();
        dealless.Clear();
        if (contacts.Count == 0)
            return;
        foreach (var deal in await work.Stores.Records.GetRelatedAsync(contacts, RecordType.Deal, work.Cancellation))
            Known.Add(deal);
    }

    /// <summary>Records that those of the portion are linked to, for their names in the timeline; known by id alone, since others may have their name.</summary>
    private async Task LoadFormerAsync()
    {
        var ids = fresh.SelectMany(RecordFields.LinksOf).Select(link => link.Linked).OfType<RecordId>().Where(id => Known.Find(id) is null).ToHashSet();
        fresh.Clear();
        if (ids.Count > 0)
            foreach (var record in await work.Stores.Records.GetAsync(ids, work.Cancellation))
                if (work.Access.Sees(record.Owner))
                    Known.Add(record);
    }

    private void Know(CrmRecord record)
    {
        if (!work.Access.Sees(record.Owner) && Known.Find(record.Id) is null)
            unseen.Add(record.Id);
        else if (Known.Find(record.Id) is null)
        {
            Known.Add(record);
            fresh.Add(record);
            if (record is Contact)
                dealless.Add(record.Id);
        }
        Add(record, null);
    }

    private List<RecordId> Seen(List<RecordId> found) => unseen.Count == 0 ? found : found.FindAll(id => !unseen.Contains(id));

    private RecordId Mine(RecordType type, List<RecordId> found, string field, string by, string value) =>
        Seen(found) is { Count: > 0 } seen ? One(seen, field, by, value) : throw Hidden(type, field);

    private static CrmException Hidden(RecordType type, string field) =>
        CrmException.Invalid(field, $"It belongs to a {type.Word()} that you may not see; ask its owner, or leave the row out.");

    private static IEnumerable<string> Texts(IReadOnlyList<MappedRow> rows, string field) => rows.SelectMany(row => row.All(field));

    private static string KeyOf(string text) => text.Contains('@', StringComparison.Ordinal) ? EmailAddress.Key(text) : PlainText.Key(text);

    private static void Put<TKey>(Dictionary<TKey, List<RecordId>> index, TKey key, RecordId id)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var ids))
            index[key] = ids = [];
        if (!ids.Contains(id))
            ids.Add(id);
    }

    private static RecordId One(List<RecordId> found, string field, string by, string value) =>
        found.Count == 1
            ? found[0]
            : throw CrmException.Invalid(field, $"{found.Count} records have {by} '{value}'; give references, or delete the extra ones.");
}
