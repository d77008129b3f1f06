using System.Globalization;
using Crm.Records;

namespace Crm.Output;

/// <summary>How records look.</summary>
internal static class RecordShape
{
    /// <summary>A record for programs.</summary>
    public static object Of(CrmRecord record) =>
        new
        {
            record = record.Ref,
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
    public static object Of(RecordView view) =>
        new
        {
            record = Of(view.Record),
            references = view.References.Select(reference => new { system = reference.System, value = reference.Value }),
            stageHistory = view.StageHistory.Select(change => new
            {
                from = change.From,
                to = change.To,
                at = change.At,
            }),
        };

    /// <summary>A record for people.</summary>
    public static void Write(TextPage page, ConsoleSession session, RecordView view)
    {
        var record = view.Record;
        page.Line($"{record.Name}").Line();
        page.Pairs([
            ("record", record.Ref.ToString()),
            .. Fields(record).Select(field => (field.Key, Convert.ToString(field.Value, CultureInfo.InvariantCulture))),
            ("owner", session.NameOf(record.Owner)),
            .. record.ContactPoints.Where(point => !point.IsPrimary).Select(point => (point.Kind.ToString().ToLowerInvariant(), (string?)point.Value)),
            .. view.References.Select(reference => ($"in {reference.System}", (string?)reference.Value)),
            ("created", session.Clock.Show(record.CreatedAt)),
            ("changed", session.Clock.Show(record.UpdatedAt)),
            ("deleted", session.Clock.Show(record.DeletedAt)),
            ("revision", record.Revision.ToString(CultureInfo.InvariantCulture)),
        ]);
        if (view.StageHistory.Count > 0)
            page.Line().Table(["stage", "since"], view.StageHistory.Select(change => new[] { change.To, session.Clock.Show(change.At) }));
    }

    /// <summary>Headings of a list.</summary>
    public static IReadOnlyList<string> Columns(RecordType type) =>
        type == RecordType.Deal ? ["NAME", "STAGE", "AMOUNT", "CLOSE", "OWNER", "RECORD"] : ["NAME", "EMAIL", "PHONE", "OWNER", "RECORD"];

    /// <summary>A row of a list.</summary>
    public static IReadOnlyList<string?> Row(ConsoleSession session, CrmRecord record)
    {
        var fields = RecordFields.ValuesOf(record).ToDictionary(field => field.Key, field => Convert.ToString(field.Value, CultureInfo.InvariantCulture));
        return record is Deal
            ?
            [
                record.Name,
                fields.GetValueOrDefault("stage"),
                $"{fields.GetValueOrDefault("amount")} {fields.GetValueOrDefault("currency")}".Trim(),
                fields.GetValueOrDefault("closed_on") ?? fields.GetValueOrDefault("expected_close"),
                session.NameOf(record.Owner),
                record.Ref.ToString(),
            ]
            : [record.Name, record.Email, record.Phone, session.NameOf(record.Owner), record.Ref.ToString()];
    }

    /// <summary>All fields but those that stand by themselves.</summary>
    private static IEnumerable<KeyValuePair<string, object>> Fields(CrmRecord record) =>
        RecordFields.ValuesOf(record).Where(field => field.Key is not ("name" or "owner"));
}
