using System.Globalization;
using Crm.Values;
using NodaTime;

namespace Crm.Records.Editing;

/// <summary>Writes an input into one record and collects everything that is wrong with it, so that a person sees it all at once.</summary>
internal sealed partial class RecordEdit(RecordRules rules, KnownRecords known, CrmRecord record)
{
    /// <summary>Texts that people type into one line.</summary>
    public const int MaxTextLength = 500;

    /// <summary>The record as far as it is written.</summary>
    public CrmRecord Record { get; private set; } = record;

    /// <summary>What is wrong.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Writes what the input gives.</summary>
    public void Write(RecordInput input)
    {
        var fields = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in input.Fields)
            if (!fields.TryAdd(key.Trim(), string.IsNullOrWhiteSpace(value) ? null : value.Trim()))
                Problems.Add(new Problem(key, "The field was given twice."));
        foreach (var field in RecordFields.Of(Record.Type))
            if (fields.Remove(field.Key, out var value))
                Record = field.Write(this, value);
        // After the fields: the country says how phones are read.
        if (input.ContactPoints is { } points)
            Record = Record with { ContactPoints = Same(Record.ContactPoints, ContactPoints.Normalize(points, PhoneCountry, Problems)) };
        if (fields.Count > 0)
            WriteCustom(fields);
        WriteName(input);
    }

    /// <summary>A line of text.</summary>
    public string? Text(string field, string? value)
    {
        if (value is null)
            return null;
        if (value.Length > MaxTextLength)
            Problems.Add(new Problem(field, $"It must have at most {MaxTextLength} characters, had {value.Length}."));
        if (value.Any(char.IsControl))
            Problems.Add(new Problem(field, "It must be one line, without control characters."));
        return value;
    }

    /// <summary>A date.</summary>
    public DateOnly? Date(string field, string? value)
    {
        if (value is null)
            return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        Problems.Add(new Problem(field, $"It must be a date such as 2026-03-31, was '{Shown(value)}'."));
        return null;
    }

    /// <summary>An active member.</summary>
    public MemberId? Owner(string? value)
    {
        if (value is null)
            return null;
        var member = Guid.TryParse(value, out var id)
            ? rules.Members.GetValueOrDefault(new MemberId(id))
            : rules.Members.Values.FirstOrDefault(member => member.Email is not null && member.Email.Equals(value, StringComparison.OrdinalIgnoreCase));
        if (member is null)
            Problems.Add(new Problem("owner", "There is no such member; give the id or the email address of an active member."));
        // Who left keeps what it owns, but gets nothing more.
        else if (!member.IsActive && Record.Owner != member.Id)
            Problems.Add(new Problem("owner", $"The member {member.Id} is not active any more; give an active one."));
        return member?.Id;
    }

    /// <summary>A time zone.</summary>
    public string? Zone(string? value)
    {
        if (value is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(value) is null)
            Problems.Add(new Problem("zone", $"It must be an IANA time zone such as Europe/Berlin, was '{Shown(value)}'."));
        return value;
    }

    /// <summary>The primary email or phone.</summary>
    public IReadOnlyList<ContactPoint> Primary(ContactPointKind kind, string? value) =>
        ContactPoints.ReplacePrimary(Record.ContactPoints, kind, value, PhoneCountry, Problems);

    /// <summary>Another record.</summary>
    public RecordId? Link(string field, RecordType type, string? value, RecordId? former)
    {
        if (value is null)
            return null;
        var word = type.ToString().ToLowerInvariant();
        if (!Guid.TryParse(value.StartsWith(word + ':', StringComparison.OrdinalIgnoreCase) ? value[(word.Length + 1)..] : value, out var guid))
            Problems.Add(new Problem(field, $"It must be the id of a {word}."));
        else if (former?.Value == guid)
            return former;
        else if (known.Find(new RecordId(guid)) is { DeletedAt: null } found && found.Type == type)
            return found.Id;
        else
            Problems.Add(new Problem(field, $"There is no {word} '{guid}'."));
        return null;
    }

    /// <summary>The company above.</summary>
    public RecordId? Parent(Company company, string? value)
    {
        var parent = Link("parent", RecordType.Company, value, company.Parent);
        var seen = new HashSet<RecordId> { company.Id };
        for (var above = parent; above is not null; above = (known.Find(above) as Company)?.Parent)
            if (!seen.Add(above.Value))
            {
                Problems.Add(new Problem("parent", "A company must not stand above itself."));
                return null;
            }
        return parent;
    }

    /// <summary>A host name, also out of a web address.</summary>
    public string? Domain(string? value)
    {
        if (value is null)
            return null;
        var text = value.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(value, UriKind.Absolute, out var address) ? address.Host : value;
        text = text.TrimEnd('/').ToLowerInvariant();
        text = text.StartsWith("www.", StringComparison.Ordinal) ? text[4..] : text;
        // RFC 1035 §2.3.4: 255 octets, of which a name shows 253 at most.
        if (text.Length > 253 || !text.Contains('.', StringComparison.Ordinal) || Uri.CheckHostName(text) != UriHostNameType.Dns)
            Problems.Add(new Problem("domain", $"It must be a host name such as example.com, was '{Shown(value)}'."));
        return text;
    }

    /// <summary>Whether a lead is still worked on; only converting converts.</summary>
    public LeadStatus Status(Lead lead, string? value)
    {
        if (value is not null && lead.Status != LeadStatus.Converted)
            switch (value.ToLowerInvariant())
            {
                case "open":
                    return LeadStatus.Open;
                case "disqualified":
                    return LeadStatus.Disqualified;
            }
        if (!string.Equals(value, lead.Status.ToString(), StringComparison.OrdinalIgnoreCase))
            Problems.Add(
                new Problem(
                    "status",
                    lead.Status == LeadStatus.Converted ? "The lead is converted; that stays." : $"It must be open or disqualified, was '{Shown(value)}'."
                )
            );
        return lead.Status;
    }

    /// <summary>The pipeline; the deal begins at its first stage.</summary>
    public Deal InPipeline(Deal deal, string? value)
    {
        if (rules.Pipeline(value ?? deal.Pipeline) is { } pipeline)
            return pipeline.Key == deal.Pipeline ? deal : deal with { Pipeline = pipeline.Key, Stage = pipeline.Stages[0].Key };
        Problems.Add(new Problem("pipeline", $"There is no pipeline '{Shown(value)}'; there are {Listed(rules.Pipelines.Select(known => known.Key))}."));
        return deal;
    }

    /// <summary>The stage, by key or name.</summary>
    public Deal InStage(Deal deal, string? value)
    {
        if (value is null || rules.Pipeline(deal.Pipeline) is not { } pipeline)
            return deal;
        var stage = pipeline.Stages.FirstOrDefault(stage => Is(stage.Key, value)) ?? pipeline.Stages.FirstOrDefault(stage => Is(stage.Name, value));
        if (stage is not null)
            return deal with { Stage = stage.Key };
        Problems.Add(
            new Problem("stage", $"The pipeline {pipeline.Key} has no stage '{Shown(value)}'; it has {Listed(pipeline.Stages.Select(known => known.Key))}.")
        );
        return deal;
    }

    /// <summary>The currency; an amount keeps its number.</summary>
    public Deal InCurrency(Deal deal, string? value)
    {
        var currency = value?.ToUpperInvariant() ?? (deal.AmountMinor is null ? null : rules.Tenant.Currency);
        if (currency is not null && !Currencies.Exists(currency))
        {
            Problems.Add(new Problem("currency", $"It must be a currency of ISO 4217 such as EUR, was '{Shown(value)}'."));
            return deal;
        }
        if (currency is null || deal is not { AmountMinor: { } minor, Currency: { } former } || former == currency)
            return deal with { Currency = currency };
        var amount = Currencies.ToAmount(minor, former);
        if (Currencies.ToMinorUnits(amount, currency) is { } converted)
            return deal with { Currency = currency, AmountMinor = converted };
        Problems.Add(new Problem("currency", $"{currency} has {Currencies.DecimalPlaces(currency)} decimal places; the amount has more. Give the amount too."));
        return deal;
    }

    /// <summary>The amount.</summary>
    public Deal OfAmount(Deal deal, string? value)
    {
        if (value is null)
            return deal with { AmountMinor = null };
        var currency = deal.Currency ?? rules.Tenant.Currency;
        if (!Currencies.TryParse(value, out var amount))
            Problems.Add(new Problem("amount", $"It must be a number such as 1250.50, was '{Shown(value)}'."));
        else if (Currencies.ToMinorUnits(amount, currency) is { } minor)
            return deal with { AmountMinor = minor, Currency = currency };
        else
            Problems.Add(
                new Problem(
                    "amount",
                    $"It must have at most {Currencies.DecimalPlaces(currency)} decimal places ({currency}) and 14 digits before them, was '{Shown(value)}'."
                )
            );
        return deal;
    }

    private string? PhoneCountry => Record.Country is { Length: 2 } country ? country : rules.Tenant.Country;

    private void WriteName(RecordInput input)
    {
        bool Gives(string key) => input.Fields.Keys.Any(given => Is(given.Trim(), key));
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
            Problems.Add(new Problem("name", Record is Lead or Contact ? "It is required: give name, or first_name and last_name." : "It is required."));
    }

    private static string? Joined(string? first, string? last) =>
        string.Join(' ', new[] { first, last }.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } name ? name : null;

    private static IReadOnlyList<ContactPoint> Same(IReadOnlyList<ContactPoint> before, IReadOnlyList<ContactPoint> after) =>
        before.SequenceEqual(after) ? before : after;

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Listed(IEnumerable<string> words) => string.Join(", ", words) is { Length: > 0 } list ? list : "none";

    // What was given is shown so that the person finds it, but never at any length.
    private static string Shown(string? value) =>
        value is null ? "" : new string([.. value.Take(60).Where(letter => !char.IsControl(letter))]) + (value.Length > 60 ? "…" : "");
}
