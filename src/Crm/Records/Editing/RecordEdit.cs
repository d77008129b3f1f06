namespace Crm.Records.Editing;

/// <summary>Writes an input into one record and collects everything that is wrong with it.</summary>
internal sealed class RecordEdit(RecordRules rules, KnownRecords known, CrmRecord record)
{
    /// <summary>Texts that people type into one line.</summary>
    public const int MaxTextLength = 500;

    /// <summary>The record as far as it is written.</summary>
    public CrmRecord Record { get; private set; } = record;

    public Problems Problems { get; } = new();

    /// <summary>What only deals have.</summary>
    public DealEdit Deals => field ??= new DealEdit(rules, Problems);

    private string? PhoneCountry => Record.Country is { Length: 2 } country ? country : rules.Tenant.Country;

    public void Write(RecordInput input)
    {
        var fields = new Dictionary<string, FieldValue?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in input.Fields)
            if (!fields.TryAdd(key.Trim(), Trimmed(value)))
                Problems.Add(key, "The field was given twice.");
        foreach (var field in RecordFields.Of(Record.Type))
            if (fields.Remove(field.Key, out var value))
                Record = field.Write(this, value);
        // After the fields: the country says how phones are read.
        if (input.ContactPoints is { } points)
            Record = Record with { ContactPoints = Same(Record.ContactPoints, ContactPoints.Normalize(points, PhoneCountry, Problems)) };
        if (input.Further.Count > 0)
            Record = Record with
            {
                ContactPoints = Same(Record.ContactPoints, ContactPoints.With(Record.ContactPoints, input.Further, PhoneCountry, Problems)),
            };
        if (fields.Count > 0)
            Record = CustomEdit.Write(Record, [.. rules.CustomFieldsOf(Record.Type)], fields, RecordFields.KeysOf(Record.Type), Problems);
        WriteName(input);
    }

    public string? Text(string field, FieldValue? value) => Problems.Line(field, value?.ToString(), MaxTextLength);

    /// <summary>A country as its code. A text that an earlier version kept stays until somebody changes it.</summary>
    public string? Country(FieldValue? value) =>
        value?.ToString() is { } text && text == Record.Country ? text : Problems.Country("country", value?.ToString());

    /// <summary>A day on which something in a business can happen; custom fields may hold any day.</summary>
    public DateOnly? Date(string field, FieldValue? value)
    {
        if (value is null)
            return null;
        var day = value is FieldValue.Date date ? Problems.Day(field, date.Value) : Problems.Date(field, value.ToString());
        if (day is { } given && PlausibleDates.WhyNot(given) is { } whyNot)
            Problems.Add(field, whyNot);
        return day;
    }

    public MemberId? Owner(FieldValue? value)
    {
        if (value is null)
            return null;
        var member =
            value is FieldValue.Member given ? rules.Members.GetValueOrDefault(given.Value)
            : Guid.TryParse(value.ToString(), out var id) ? rules.Members.GetValueOrDefault(new MemberId(id))
            : rules.Members.Values.FirstOrDefault(member => member.Email == EmailAddress.Key(value.ToString()));
        if (member is null)
            Problems.Add("owner", "There is no such member; give the id or the email address of an active member.");
        // Who left keeps what it owns, but gets nothing more.
        else if (!member.IsActive && Record.Owner != member.Id)
            Problems.Add("owner", $"The member {member.Id} is no longer active; choose an active member.");
        return member?.Id;
    }

    /// <summary>The primary email or phone.</summary>
    public IReadOnlyList<ContactPoint> Primary(ContactPointKind kind, FieldValue? value) =>
        ContactPoints.ReplacePrimary(Record.ContactPoints, kind, value?.ToString(), PhoneCountry, Problems);

    public RecordId? Link(string field, RecordType type, FieldValue? value, RecordId? former)
    {
        if (value is null)
            return null;
        if (value.ToRecord(type) is not { } id)
            Problems.Add(field, $"It must be the id of a {type.Word()}.");
        else if (former == id)
            return former;
        else if (known.Find(id) is { DeletedAt: null } found && found.Type == type)
            return found.Id;
        else
            Problems.Add(field, $"There is no {type.Word()} '{id}'.");
        return null;
    }

    public RecordId? Parent(Company company, FieldValue? value)
    {
        var parent = Link("parent", RecordType.Company, value, company.Parent);
        var seen = new HashSet<RecordId> { company.Id };
        for (var above = parent; above is not null; above = (known.Find(above) as Company)?.Parent)
            if (!seen.Add(above.Value))
            {
                Problems.Add("parent", "A company cannot be its own ancestor.");
                return null;
            }
        return parent;
    }

    /// <summary>A host name, also out of a web address.</summary>
    public string? Domain(FieldValue? value)
    {
        if (value?.ToString() is not { } given)
            return null;
        if (DomainOf(given) is { } domain)
            return domain;
        Problems.Add("domain", $"It must be a host name such as example.com, was '{Problems.Shown(given)}'.");
        return null;
    }

    /// <summary>A host name, also out of a web address; null where there is none.</summary>
    public static string? DomainOf(string given)
    {
        var text = given.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(given, UriKind.Absolute, out var address) ? address.Host : given;
        text = text.TrimEnd('/');
        text = text.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        return DomainName.Normalize(text) is { } domain && domain.Contains('.', StringComparison.Ordinal) ? domain : null;
    }

    /// <summary>Whether a lead is still worked on; only converting converts.</summary>
    public LeadStatus Status(Lead lead, FieldValue? value)
    {
        var text = value?.ToString();
        if (lead.Status != LeadStatus.Converted)
            switch (text?.ToLowerInvariant())
            {
                case "open":
                    return LeadStatus.Open;
                case "disqualified":
                    return LeadStatus.Disqualified;
            }
        if (!string.Equals(text, lead.Status.ToString(), StringComparison.OrdinalIgnoreCase))
            Problems.Add(
                "status",
                lead.Status == LeadStatus.Converted
                    ? "The lead is converted; that cannot be changed."
                    : $"It must be open or disqualified, was '{Problems.Shown(text)}'."
            );
        return lead.Status;
    }

    private void WriteName(RecordInput input)
    {
        bool Gives(string key) => input.Fields.Keys.Any(given => given.AsSpan().Trim().Equals(key, StringComparison.OrdinalIgnoreCase));
        var full = Record switch
        {
            Lead lead => Joined(lead.FirstName, lead.LastName) ?? lead.CompanyName,
            Contact contact => Joined(contact.FirstName, contact.LastName),
            _ => null,
        };
        var follows = !Gives("name") && (Gives("first_name") || Gives("last_name") || Record.Name.Length == 0);
        if ((follows || Record.Name.Length == 0) && full is not null)
            Record = Record with { Name = full };
        if (Record.Name.Length == 0)
            Problems.Add("name", Record is Lead or Contact ? "It is required: give name, or first_name and last_name." : "It is required.");
    }

    /// <summary>A text without the white space around it; an empty one is none.</summary>
    private static FieldValue? Trimmed(FieldValue? value) =>
        value is not FieldValue.Text { Value: var text } ? value
        : PlainText.Normalize(text) is { Length: > 0 } normal ? normal
        : null;

    private static string? Joined(string? first, string? last) =>
        string.Join(' ', new[] { first, last }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } name ? name : null;

    private static IReadOnlyList<ContactPoint> Same(IReadOnlyList<ContactPoint> before, IReadOnlyList<ContactPoint> after) =>
        before.SequenceEqual(after) ? before : after;
}
