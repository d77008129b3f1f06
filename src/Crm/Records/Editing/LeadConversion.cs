using System.Text.Json;

namespace Crm.Records.Editing;

/// <summary>Decides what becomes of a lead that is converted.</summary>
internal sealed class LeadConversion(RecordDecisions decisions, Work work)
{
    private readonly RecordRules rules = decisions.Rules;

    /// <summary>
    /// Makes a contact of a lead, with its company and perhaps a deal. A contact that is there already gets what it lacks, and loses nothing; a missing company is made of the name that the lead gave,
    /// where that is wanted.
    /// </summary>
    /// <exception cref="CrmException">Refused: the lead is deleted, converted or disqualified. Invalid: the deal's fields.</exception>
    public ConvertedLead Convert(Lead before, Contact? contact, Company? company, bool createsCompany, RecordInput? deal)
    {
        RecordDecisions.RequireLiving(before);
        if (before.Status == LeadStatus.Converted)
            throw CrmException.Refused("already-converted", $"The lead was already converted to the contact {before.ConvertedTo}.");
        if (before.Status == LeadStatus.Disqualified)
            throw CrmException.Refused("disqualified", "The lead is disqualified; set its status to open first.");

        if (company is null && createsCompany && before.CompanyName is { } name)
            company = (Company)
                decisions.Create(
                    RecordType.Company,
                    new RecordInput { Fields = Given(("name", name), ("owner", OwnerOf(before)), ("country", before.Country)) }
                );
        var after = contact is null ? NewContact(before, company) : Completed(before, contact, company);
        var won = deal is null ? null : (Deal)decisions.Create(RecordType.Deal, DealOf(before, after, company, deal));
        var lead = before with { Status = LeadStatus.Converted, ConvertedTo = after.Id, UpdatedAt = work.Now, Revision = before.Revision + 1 };
        work.Audit(lead.Ref.ToString(), new { status = "open" }, new { status = "converted", contact = after.Id.Value });
        work.Publish(
            "lead.converted",
            lead.Ref,
            new
            {
                contact = after.Id.Value,
                company = after.Company?.Value,
                deal = won?.Id.Value,
            }
        );
        decisions.Write(lead, "converted");
        return new ConvertedLead(lead, after, company, won);
    }

    private Contact NewContact(Lead lead, Company? company)
    {
        var fields = Given(
            ("name", lead.Name),
            ("first_name", lead.FirstName),
            ("last_name", lead.LastName),
            ("title", lead.JobTitle),
            ("company", IdOf(company)),
            ("owner", OwnerOf(lead)),
            ("zone", lead.Zone),
            ("country", lead.Country)
        );
        foreach (var (key, value) in SharedCustom(lead))
            fields[key] = value;
        var input = new RecordInput { Fields = fields, ContactPoints = [.. lead.ContactPoints.Select(Again)] };
        return (Contact)decisions.Create(input, (Contact)decisions.Blank(RecordType.Contact) with { FromLead = lead.Id });
    }

    private Contact Completed(Lead lead, Contact contact, Company? company)
    {
        var custom = CustomEdit.ValuesOf(contact);
        var fields = Given(
            ("title", contact.JobTitle is null ? lead.JobTitle : null),
            ("company", contact.Company is null ? IdOf(company) : null),
            ("owner", contact.Owner is null ? OwnerOf(lead) : null),
            ("zone", contact.Zone is null ? lead.Zone : null),
            ("country", contact.Country is null ? lead.Country : null)
        );
        foreach (var (key, value) in SharedCustom(lead).Where(field => !custom.ContainsKey(field.Key)))
            fields[key] = value;
        var further = lead
            .ContactPoints.Where(point => !contact.ContactPoints.Any(own => own.Kind == point.Kind && own.Normalized == point.Normalized))
            .Select(point => Again(point) with { IsPrimary = point.IsPrimary && !contact.ContactPoints.Any(own => own.Kind == point.Kind) });
        return (Contact)decisions.Change(contact, new RecordInput { Fields = fields, ContactPoints = [.. contact.ContactPoints.Select(Again), .. further] });
    }

    private RecordInput DealOf(Lead lead, Contact contact, Company? company, RecordInput given)
    {
        var fields = new Dictionary<string, FieldValue?>(given.Fields, StringComparer.OrdinalIgnoreCase) { ["contact"] = contact.Id };
        if ((company?.Id ?? contact.Company) is { } buyer)
            fields["company"] = buyer;
        fields.TryAdd("name", company?.Name ?? lead.Name);
        if (OwnerOf(lead) is { } owner)
            fields.TryAdd("owner", owner);
        return given with { Fields = fields };
    }

    /// <summary>Custom fields that contacts have under the same key.</summary>
    private Dictionary<string, FieldValue?> SharedCustom(Lead lead)
    {
        var ofContacts = rules.CustomFieldsOf(RecordType.Contact).Where(field => !field.IsRetired).Select(field => field.Key).ToHashSet(StringComparer.Ordinal);
        return CustomEdit
            .ValuesOf(lead)
            .Where(field => ofContacts.Contains(field.Key) && field.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Array))
            .ToDictionary(field => field.Key, field => FieldValue.Of(field.Value));
    }

    // Who has left keeps the lead, but gets nothing new.
    private FieldValue? OwnerOf(Lead lead) => lead.Owner is { } owner && rules.Members.TryGetValue(owner, out var member) && member.IsActive ? owner : null;

    private static FieldValue? IdOf(Company? company) => company is null ? null : company.Id;

    private static ContactPointInput Again(ContactPoint point) => new(point.Kind, point.Value, point.IsPrimary, point.Label);

    private static Dictionary<string, FieldValue?> Given(params IEnumerable<(string Key, FieldValue? Value)> fields) =>
        fields.Where(field => field.Value is not null).ToDictionary(field => field.Key, field => field.Value);
}
