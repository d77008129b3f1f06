using System.Text.Json;
using Crm.Records;

namespace Crm.Sequences;

/// <summary>Records as step handlers, rules and templates see them.</summary>
internal static class StepSnapshots
{
    public static RecordSnapshot Of(CrmRecord record)
    {
        var fields = new Dictionary<string, object>(12, StringComparer.OrdinalIgnoreCase);
        Add(fields, "name", record.Name);
        Add(fields, "email", record.Email);
        Add(fields, "phone", record.Phone);
        Add(fields, "country", record.Country);
        Add(fields, "zone", record.Zone);
        switch (record)
        {
            case Lead lead:
                Add(fields, "first_name", lead.FirstName);
                Add(fields, "last_name", lead.LastName);
                Add(fields, "job_title", lead.JobTitle);
                Add(fields, "company_name", lead.CompanyName);
                Add(fields, "source", lead.Source);
                break;
            case Contact contact:
                Add(fields, "first_name", contact.FirstName);
                Add(fields, "last_name", contact.LastName);
                Add(fields, "job_title", contact.JobTitle);
                break;
            case Company company:
                Add(fields, "domain", company.Domain);
                Add(fields, "industry", company.Industry);
                break;
            case Deal deal:
                Add(fields, "pipeline", deal.Pipeline);
                Add(fields, "stage", deal.Stage);
                Add(fields, "currency", deal.Currency);
                if (deal is { AmountMinor: { } minor, Currency: { } currency })
                    fields["amount"] = new Money(minor, currency);
                break;
        }
        if (record.Custom.Length > 2)
            AddCustom(fields, record.Custom);
        return new RecordSnapshot
        {
            Ref = record.Ref,
            Name = record.Name,
            Owner = record.Owner,
            Fields = fields,
        };
    }

    private static void Add(Dictionary<string, object> fields, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            fields[key] = value;
    }

    private static void AddCustom(Dictionary<string, object> fields, string custom)
    {
        using var document = JsonDocument.Parse(custom);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            object? value = field.Value.ValueKind switch
            {
                JsonValueKind.String => field.Value.GetString(),
                JsonValueKind.Number => field.Value.GetDecimal(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
            if (value is not null)
                fields[field.Name] = value;
        }
    }
}
