using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>The standard fields of the four types of record.</summary>
public static class RecordFields
{
    private static readonly StandardField Name = new(
        "name",
        record => record.Name,
        (edit, value) => edit.Record with { Name = edit.Text("name", value) ?? "" }
    );

    private static readonly StandardField[] Common =
    [
        new("owner", record => record.Owner is { } owner ? owner : null, (edit, value) => edit.Record with { Owner = edit.Owner(value) }),
        new("zone", record => record.Zone, (edit, value) => edit.Record with { Zone = edit.Problems.Zone("zone", value?.ToString()) }),
        new("country", record => record.Country, (edit, value) => edit.Record with { Country = edit.Country(value) }),
        new("email", record => record.Email, (edit, value) => edit.Record with { ContactPoints = edit.Primary(ContactPointKind.Email, value) }),
        new("phone", record => record.Phone, (edit, value) => edit.Record with { ContactPoints = edit.Primary(ContactPointKind.Phone, value) }),
    ];

    private static readonly StandardField[] OfLead =
    [
        Name,
        For<Lead>("first_name", lead => lead.FirstName, (edit, lead, value) => lead with { FirstName = edit.Text("first_name", value) }),
        For<Lead>("last_name", lead => lead.LastName, (edit, lead, value) => lead with { LastName = edit.Text("last_name", value) }),
        For<Lead>("title", lead => lead.JobTitle, (edit, lead, value) => lead with { JobTitle = edit.Text("title", value) }),
        For<Lead>("company", lead => lead.CompanyName, (edit, lead, value) => lead with { CompanyName = edit.Text("company", value) }),
        For<Lead>("source", lead => lead.Source, (edit, lead, value) => lead with { Source = edit.Text("source", value) }),
        For<Lead>("status", lead => lead.Status.ToString().ToLowerInvariant(), (edit, lead, value) => lead with { Status = edit.Status(lead, value) }),
        .. Common,
    ];

    private static readonly StandardField[] OfContact =
    [
        Name,
        For<Contact>("first_name", contact => contact.FirstName, (edit, contact, value) => contact with { FirstName = edit.Text("first_name", value) }),
        For<Contact>("last_name", contact => contact.LastName, (edit, contact, value) => contact with { LastName = edit.Text("last_name", value) }),
        For<Contact>("title", contact => contact.JobTitle, (edit, contact, value) => contact with { JobTitle = edit.Text("title", value) }),
        Link<Contact>("company", RecordType.Company, contact => contact.Company, (contact, company) => contact with { Company = company }),
        .. Common,
    ];

    private static readonly StandardField[] OfCompany =
    [
        Name,
        For<Company>("parent", company => Id(company.Parent), (edit, company, value) => company with { Parent = edit.Parent(company, value) }) with
        {
            Links = RecordType.Company,
        },
        For<Company>("domain", company => company.Domain, (edit, company, value) => company with { Domain = edit.Domain(value) }),
        For<Company>("industry", company => company.Industry, (edit, company, value) => company with { Industry = edit.Text("industry", value) }),
        .. Common,
    ];

    // Pipeline stands before stage and currency before amount: they are written in this order, whatever the input's.
    private static readonly StandardField[] OfDeal =
    [
        Name,
        Link<Deal>("company", RecordType.Company, deal => deal.Company, (deal, company) => deal with { Company = company }),
        Link<Deal>("contact", RecordType.Contact, deal => deal.Contact, (deal, contact) => deal with { Contact = contact }),
        For<Deal>("pipeline", deal => deal.Pipeline, (edit, deal, value) => edit.Deals.InPipeline(deal, value?.ToString())),
        For<Deal>("stage", deal => deal.Stage, (edit, deal, value) => edit.Deals.InStage(deal, value?.ToString())),
        For<Deal>("currency", deal => deal.Currency, (edit, deal, value) => edit.Deals.InCurrency(deal, value?.ToString())),
        For<Deal>("amount", AmountOf, (edit, deal, value) => edit.Deals.OfAmount(deal, value)),
        For<Deal>("expected_close", deal => Day(deal.ExpectedClose), (edit, deal, value) => deal with { ExpectedClose = edit.Date("expected_close", value) }),
        For<Deal>("closed_on", deal => Day(deal.ClosedOn), (edit, deal, value) => deal with { ClosedOn = edit.Date("closed_on", value) }),
        For<Deal>("loss_reason", deal => deal.LossReason, (edit, deal, value) => deal with { LossReason = edit.Text("loss_reason", value) }),
        .. Common,
    ];

    /// <summary>Keys of the standard fields of a type of record, in the order of forms.</summary>
    public static IReadOnlyList<string> KeysOf(RecordType type) => [.. Of(type).Select(field => field.Key)];

    /// <summary>Values of a record by field key, in the order of forms, custom fields after them; empty fields left out.</summary>
    internal static OrderedDictionary<string, FieldValue> ValuesOf(CrmRecord record)
    {
        var standard = Of(record.Type).Select(field => (field.Key, Value: field.Read(record)));
        var custom = CustomEdit
            .ValuesOf(record)
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => (field.Key, Value: FieldValue.Of(field.Value)));
        var values = new OrderedDictionary<string, FieldValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in standard.Concat(custom))
            if (value is not (null or FieldValue.Text { Value: "" }))
                values.TryAdd(key, value);
        return values;
    }

    /// <summary>The type of record that a field points at; null where it points at none, such as a lead's company, which is a name.</summary>
    public static RecordType? LinkOf(RecordType type, string key)
    {
        foreach (var field in Of(type))
            if (field.Links is { } linked && field.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
                return linked;
        return null;
    }

    /// <summary>The fields by which a record points at others, with the record that each points at.</summary>
    internal static IEnumerable<(string Key, RecordId? Linked)> LinksOf(CrmRecord record) =>
        Of(record.Type).Where(field => field.Links is not null).Select(field => (field.Key, (field.Read(record) as FieldValue.Record)?.Value));

    internal static IReadOnlyList<StandardField> Of(RecordType type) =>
        type switch
        {
            RecordType.Lead => OfLead,
            RecordType.Contact => OfContact,
            RecordType.Company => OfCompany,
            _ => OfDeal,
        };

    private static FieldValue? AmountOf(Deal deal) =>
        deal is { AmountMinor: { } minor, Currency: { } currency } && Currencies.Exists(currency) ? Currencies.ToAmount(minor, currency) : null;

    private static FieldValue? Day(DateOnly? date) => date is { } day ? day : null;

    private static FieldValue? Id(RecordId? record) => record is { } id ? id : null;

    private static StandardField For<T>(string key, Func<T, FieldValue?> read, Func<RecordEdit, T, FieldValue?, CrmRecord> write)
        where T : CrmRecord => new(key, record => read((T)record), (edit, value) => write(edit, (T)edit.Record, value));

    private static StandardField Link<T>(string key, RecordType linked, Func<T, RecordId?> read, Func<T, RecordId?, CrmRecord> write)
        where T : CrmRecord =>
        For<T>(key, record => Id(read(record)), (edit, record, value) => write(record, edit.Link(key, linked, value, read(record)))) with
        {
            Links = linked,
        };
}
