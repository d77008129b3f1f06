using System.Globalization;
using System.Text.Json;
using Crm.Records.Editing;
using Crm.Values;

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
        new("owner", record => record.Owner?.ToString(), (edit, value) => edit.Record with { Owner = edit.Owner(value) }),
        new("zone", record => record.Zone, (edit, value) => edit.Record with { Zone = edit.Zone(value) }),
        new(
            "country",
            record => record.Country,
            (edit, value) => edit.Record with { Country = edit.Text("country", value) is { } country ? Countries.Normalize(country) : null }
        ),
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
        For<Lead>("status", lead => Word(lead.Status), (edit, lead, value) => lead with { Status = edit.Status(lead, value) }),
        .. Common,
    ];

    private static readonly StandardField[] OfContact =
    [
        Name,
        For<Contact>("first_name", contact => contact.FirstName, (edit, contact, value) => contact with { FirstName = edit.Text("first_name", value) }),
        For<Contact>("last_name", contact => contact.LastName, (edit, contact, value) => contact with { LastName = edit.Text("last_name", value) }),
        For<Contact>("title", contact => contact.JobTitle, (edit, contact, value) => contact with { JobTitle = edit.Text("title", value) }),
        For<Contact>(
            "company",
            contact => contact.Company?.ToString(),
            (edit, contact, value) => contact with { Company = edit.Link("company", RecordType.Company, value, contact.Company) }
        ),
        .. Common,
    ];

    private static readonly StandardField[] OfCompany =
    [
        Name,
        For<Company>("parent", company => company.Parent?.ToString(), (edit, company, value) => company with { Parent = edit.Parent(company, value) }),
        For<Company>("domain", company => company.Domain, (edit, company, value) => company with { Domain = edit.Domain(value) }),
        For<Company>("industry", company => company.Industry, (edit, company, value) => company with { Industry = edit.Text("industry", value) }),
        .. Common,
    ];

    // Pipeline stands before stage and currency before amount: they are written in this order, whatever the input's.
    private static readonly StandardField[] OfDeal =
    [
        Name,
        For<Deal>(
            "company",
            deal => deal.Company?.ToString(),
            (edit, deal, value) => deal with { Company = edit.Link("company", RecordType.Company, value, deal.Company) }
        ),
        For<Deal>(
            "contact",
            deal => deal.Contact?.ToString(),
            (edit, deal, value) => deal with { Contact = edit.Link("contact", RecordType.Contact, value, deal.Contact) }
        ),
        For<Deal>("pipeline", deal => deal.Pipeline, (edit, deal, value) => edit.InPipeline(deal, value)),
        For<Deal>("stage", deal => deal.Stage, (edit, deal, value) => edit.InStage(deal, value)),
        For<Deal>("currency", deal => deal.Currency, (edit, deal, value) => edit.InCurrency(deal, value)),
        For<Deal>("amount", AmountOf, (edit, deal, value) => edit.OfAmount(deal, value)),
        For<Deal>("expected_close", deal => Text(deal.ExpectedClose), (edit, deal, value) => deal with { ExpectedClose = edit.Date("expected_close", value) }),
        For<Deal>("closed_on", deal => Text(deal.ClosedOn), (edit, deal, value) => deal with { ClosedOn = edit.Date("closed_on", value) }),
        For<Deal>("loss_reason", deal => deal.LossReason, (edit, deal, value) => deal with { LossReason = edit.Text("loss_reason", value) }),
        .. Common,
    ];

    /// <summary>Keys of the standard fields of a type of record, in the order of forms.</summary>
    public static IReadOnlyList<string> KeysOf(RecordType type) => [.. Of(type).Select(field => field.Key)];

    /// <summary>Values of a record by field key, in the order of forms, custom fields after them; scalars as they are stored (ids for links), empty fields left out.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> ValuesOf(CrmRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var standard = Of(record.Type).Select(field => (field.Key, Value: field.Read(record)));
        var custom = CustomOf(record).OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => (field.Key, Value: ScalarOf(field.Value)));
        return [.. standard.Concat(custom).Where(field => field.Value is not (null or "")).Select(field => KeyValuePair.Create(field.Key, field.Value!))];
    }

    internal static IReadOnlyList<StandardField> Of(RecordType type) =>
        type switch
        {
            RecordType.Lead => OfLead,
            RecordType.Contact => OfContact,
            RecordType.Company => OfCompany,
            _ => OfDeal,
        };

    /// <summary>Values of custom fields by key.</summary>
    internal static Dictionary<string, JsonElement> CustomOf(CrmRecord record) =>
        record.Custom.Length <= 2 ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(record.Custom) ?? [];

    /// <summary>A custom value as a scalar; a list as its texts joined by commas.</summary>
    internal static object? ScalarOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetDecimal(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(ScalarOf)),
            _ => null,
        };

    private static object? AmountOf(Deal deal) =>
        deal is { AmountMinor: { } minor, Currency: { } currency } && Currencies.Exists(currency) ? Currencies.ToAmount(minor, currency) : null;

    private static string? Text(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word(LeadStatus status) =>
        status switch
        {
            LeadStatus.Open => "open",
            LeadStatus.Converted => "converted",
            _ => "disqualified",
        };

    private static StandardField For<T>(string key, Func<T, object?> read, Func<RecordEdit, T, string?, CrmRecord> write)
        where T : CrmRecord => new(key, record => read((T)record), (edit, value) => write(edit, (T)edit.Record, value));
}
