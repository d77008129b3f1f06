namespace Crm.Import;

/// <summary>The fields that rows of each kind may give.</summary>
internal static class ImportFields
{
    /// <summary>Begins the name of one detail of an activity's type: <c>details.building</c>.</summary>
    public const string Detail = "details.";

    private static readonly string[] OfMember = ["name", "email", "team", "manager", "zone", "role"];
    private static readonly string[] OfActivity =
    [
        "reference",
        "type",
        "occurred_at",
        "contact",
        "lead",
        "company",
        "deal",
        "subject",
        "body",
        "outcome",
        "duration_minutes",
        "direction",
        "location",
        "attendees",
        "recording_url",
        "due_at",
        "completed_at",
        "assignee",
        "author",
        "details",
    ];
    private static readonly string[] SeveralOfRecord = ["email", "phone"];
    private static readonly string[] SeveralOfActivity = ["contact", "lead", "company", "deal", "attendees"];

    /// <summary>The standard fields of a kind of rows; a record's custom fields come on top of them.</summary>
    public static IReadOnlyList<string> Of(ImportMapping mapping) =>
        mapping.Kind switch
        {
            ImportKind.Members => OfMember,
            ImportKind.Choices => ["value"],
            ImportKind.Activities => OfActivity,
            _ => ["reference", .. RecordFields.KeysOf(mapping.RecordType!.Value)],
        };

    /// <summary>Fields that take several values: from several columns, or separated within a cell.</summary>
    public static IReadOnlyList<string> SeveralOf(ImportKind kind) =>
        kind switch
        {
            ImportKind.Members or ImportKind.Choices => [],
            ImportKind.Activities => SeveralOfActivity,
            _ => SeveralOfRecord,
        };

    /// <summary>Whether a kind of rows has a field.</summary>
    public static bool Has(ImportMapping mapping, IEnumerable<string> custom, string field) =>
        Of(mapping).Concat(custom).Contains(field, StringComparer.OrdinalIgnoreCase)
        || (mapping.Kind == ImportKind.Activities && field.StartsWith(Detail, StringComparison.OrdinalIgnoreCase) && field.Length > Detail.Length);
}
