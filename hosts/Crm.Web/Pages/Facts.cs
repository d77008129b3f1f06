using System.Text.Json;
using Crm.Records;

namespace Crm.Web.Pages;

/// <summary>One fact of a record.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Text">What it says.</param>
/// <param name="Href">Where it leads within this host, or null.</param>
public sealed record Fact(string Label, string Text, string? Href = null);

/// <summary>What a page says of a record: filled fields only, in the order of people's questions.</summary>
internal static class Facts
{
    /// <summary>The facts.</summary>
    /// <param name="view">The record with its references.</param>
    /// <param name="data">Names of members and stages.</param>
    /// <param name="names">Names of the records that it points at.</param>
    public static IReadOnlyList<Fact> Of(RecordView view, PageData data, IReadOnlyDictionary<RecordId, NamedRecord> names)
    {
        var record = view.Record;
        (string Label, string? Text)[] common = [("Owner", data.OwnerOf(record) ?? "Nobody"), ("Country", record.Country), ("Time zone", record.Zone)];
        return
        [
            .. Own(record, data, names),
            .. record.ContactPoints.Select(point => new Fact(LabelOf(point), point.Value)),
            .. common.Where(fact => fact.Text is not null).Select(fact => new Fact(fact.Label, fact.Text!)),
            .. Custom(record.Custom),
            .. view.References.Select(reference => new Fact($"In {reference.System}", reference.Value)),
            new Fact("Created", Words.Day(data.Local(record.CreatedAt).Date)),
            new Fact("Last changed", Words.Day(data.Local(record.UpdatedAt).Date)),
        ];
    }

    /// <summary>Records that a record points at.</summary>
    public static IEnumerable<RecordId?> Linked(CrmRecord record) =>
        record switch
        {
            Lead lead => [lead.ConvertedTo],
            Contact contact => [contact.Company],
            Company company => [company.Parent],
            Deal deal => [deal.Company, deal.Contact],
            _ => [],
        };

    private static IEnumerable<Fact> Own(CrmRecord record, PageData data, IReadOnlyDictionary<RecordId, NamedRecord> names)
    {
        (string Label, string? Text, RecordId? Link)[] own = record switch
        {
            Lead lead =>
            [
                ("Status", lead.Status.ToString(), null),
                ("Job title", lead.JobTitle, null),
                ("Company", lead.CompanyName, null),
                ("Source", lead.Source, null),
                ("Converted to", null, lead.ConvertedTo),
            ],
            Contact contact => [("Job title", contact.JobTitle, null), ("Company", null, contact.Company)],
            Company company => [("Industry", company.Industry, null), ("Domain", company.Domain, null), ("Part of", null, company.Parent)],
            Deal deal =>
            [
                ("Amount", Words.Amount(deal), null),
                ("Stage", $"{data.StageOf(deal)?.Name ?? deal.Stage} since {Words.Day(data.Local(deal.StageSince).Date)}", null),
                ("Company", null, deal.Company),
                ("Contact", null, deal.Contact),
                ("Expected close", deal.ExpectedClose is { } expected ? Words.Day(expected) : null, null),
                ("Closed on", deal.ClosedOn is { } closed ? Words.Day(closed) : null, null),
                ("Lost because", deal.LossReason, null),
            ],
            _ => [],
        };
        foreach (var (label, text, link) in own)
            if (link is { } id && names.TryGetValue(id, out var named))
                yield return new Fact(label, named.Name, Links.To(named.Record));
            else if (text is not null)
                yield return new Fact(label, text);
    }

    private static IEnumerable<Fact> Custom(string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var member in document.RootElement.EnumerateObject())
            if (TextOf(member.Value) is { Length: > 0 } text)
                yield return new Fact(Words.Label(member.Name), text);
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => "Yes",
            JsonValueKind.False => "No",
            JsonValueKind.Null => "",
            JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(TextOf)),
            _ => value.ToString(),
        };

    private static string LabelOf(ContactPoint point)
    {
        var kind = point.Kind == ContactPointKind.Email ? "Email" : "Phone";
        return point.Label is { } label ? $"{kind} ({label})" : kind;
    }
}
