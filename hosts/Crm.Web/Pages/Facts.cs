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
        (string Label, string? Text)[] common =
        [
            ("Owner", data.OwnerOf(view) ?? "Nobody"),
            ("Country", view.Text("country")),
            ("Time zone", view.Text("zone")),
        ];
        return
        [
            .. Own(view, data, names),
            .. view.ContactPoints.Select(point => new Fact(LabelOf(point), point.Value)),
            .. common.Where(fact => fact.Text is not null).Select(fact => new Fact(fact.Label, fact.Text!)),
            .. Custom(view),
            .. view.References.Select(reference => new Fact($"In {reference.System}", reference.Value)),
            new Fact("Created", Formats.Day(data.Local(view.CreatedAt).Date)),
            new Fact("Last changed", Formats.Day(data.Local(view.UpdatedAt).Date)),
        ];
    }

    /// <summary>Records that a record points at.</summary>
    public static IEnumerable<RecordId> Linked(RecordView record) =>
        new[] { record.Link("company"), record.Link("parent"), record.Link("contact"), record.ConvertedTo }.OfType<RecordId>();

    private static IEnumerable<Fact> Own(RecordView record, PageData data, IReadOnlyDictionary<RecordId, NamedRecord> names)
    {
        (string Label, string? Text, RecordId? Link)[] own = record.Record.Type switch
        {
            RecordType.Lead =>
            [
                ("Status", Formats.Label(record.Text("status")!), null),
                ("Job title", record.Text("title"), null),
                ("Company", record.Text("company"), null),
                ("Source", record.Text("source"), null),
                ("Converted to", null, record.ConvertedTo),
            ],
            RecordType.Contact => [("Job title", record.Text("title"), null), ("Company", null, record.Link("company"))],
            RecordType.Company =>
            [
                ("Industry", record.Text("industry"), null),
                ("Domain", record.Text("domain"), null),
                ("Part of", null, record.Link("parent")),
            ],
            _ =>
            [
                ("Amount", Formats.Amount(record), null),
                ("Stage", $"{data.StageOf(record)?.Name ?? record.Text("stage")} since {Formats.Day(data.Local(record.StageSince!.Value).Date)}", null),
                ("Company", null, record.Link("company")),
                ("Contact", null, record.Link("contact")),
                ("Expected close", Formats.Day(record, "expected_close"), null),
                ("Closed on", Formats.Day(record, "closed_on"), null),
                ("Lost because", record.Text("loss_reason"), null),
            ],
        };
        foreach (var (label, text, link) in own)
            if (link is { } id && names.TryGetValue(id, out var named))
                yield return new Fact(label, named.Name, Links.To(named.Record));
            else if (text is not null)
                yield return new Fact(label, text);
    }

    private static IEnumerable<Fact> Custom(RecordView record) =>
        record
            .Fields.ExceptBy(RecordFields.KeysOf(record.Record.Type), field => field.Key)
            .Select(field => new Fact(
                Formats.Label(field.Key),
                field.Value is FieldValue.Boolean boolean ? (boolean.Value ? "Yes" : "No") : field.Value.ToString()
            ));

    private static string LabelOf(ContactPoint point)
    {
        var kind = point.Kind == ContactPointKind.Email ? "Email" : "Phone";
        return point.Label is { } label ? $"{kind} ({label})" : kind;
    }
}
