using System.Globalization;
using Crm.Records;

namespace Crm.Output;

/// <summary>How records look.</summary>
internal static class RecordShape
{
    /// <summary>A record for programs.</summary>
    public static object Of(RecordView record) =>
        new
        {
            record = record.Record,
            name = record.Name,
            owner = record.Owner,
            fields = Fields(record).ToDictionary(field => field.Key, field => field.Value),
            contactPoints = record.ContactPoints.Select(point => new
            {
                kind = point.Kind,
                value = point.Value,
                isPrimary = point.IsPrimary,
                label = point.Label,
            }),
            createdAt = record.CreatedAt,
            updatedAt = record.UpdatedAt,
            deletedAt = record.DeletedAt,
            revision = record.Revision,
        };

    /// <summary>A record with its references for programs.</summary>
    public static object WithReferences(RecordView view) =>
        new
        {
            record = Of(view),
            references = view.References,
            stageHistory = view.StageHistory,
        };

    /// <summary>A record for people.</summary>
    public static void Write(TextPage page, ConsoleSession session, RecordView view)
    {
        page.Line($"{view.Name}").Line();
        page.Pairs([
            ("record", view.Record.ToString()),
            .. Fields(view).Select(field => (field.Key, (string?)field.Value.ToString())),
            ("owner", session.NameOf(view.Owner)),
            .. view.ContactPoints.Where(point => !point.IsPrimary).Select(point => (point.Kind.ToString().ToLowerInvariant(), (string?)point.Value)),
            .. view.References.Select(reference => ($"in {reference.System}", (string?)reference.Value)),
            ("created", session.Clock.Show(view.CreatedAt)),
            ("changed", session.Clock.Show(view.UpdatedAt)),
            ("deleted", session.Clock.Show(view.DeletedAt)),
            ("revision", view.Revision.ToString(CultureInfo.InvariantCulture)),
        ]);
        if (view.StageHistory.Count > 0)
            page.Line().Table(["stage", "since"], view.StageHistory.Select(change => new[] { change.To, session.Clock.Show(change.At) }));
    }

    /// <summary>Headings of a list.</summary>
    public static IReadOnlyList<string> Columns(RecordType type) =>
        type == RecordType.Deal ? ["NAME", "STAGE", "AMOUNT", "CLOSE", "OWNER", "RECORD"] : ["NAME", "EMAIL", "PHONE", "OWNER", "RECORD"];

    /// <summary>A row of a list.</summary>
    public static IReadOnlyList<string?> Row(ConsoleSession session, RecordView record) =>
        record.Record.Type == RecordType.Deal
            ?
            [
                record.Name,
                record.Text("stage"),
                $"{record.Text("amount")} {record.Text("currency")}".Trim(),
                record.Text("closed_on") ?? record.Text("expected_close"),
                session.NameOf(record.Owner),
                record.Record.ToString(),
            ]
            : [record.Name, record.Text("email"), record.Text("phone"), session.NameOf(record.Owner), record.Record.ToString()];

    /// <summary>All fields but those that stand by themselves.</summary>
    private static IEnumerable<KeyValuePair<string, FieldValue>> Fields(RecordView record) =>
        record.Fields.Where(field => field.Key is not ("name" or "owner"));
}
