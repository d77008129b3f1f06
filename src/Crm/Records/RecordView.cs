namespace Crm.Records;

/// <summary>A record as callers see it.</summary>
/// <param name="Record">Which record.</param>
/// <param name="Name">What people call it: full name, company name, deal name.</param>
/// <param name="Revision">Its revision; expected by the next change.</param>
public sealed record RecordView(RecordRef Record, string Name, int Revision)
{
    /// <summary>Who owns it; null: nobody, everybody sees it.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Standard fields in the order of forms, custom ones after them; empty ones are left out. See <see cref="RecordFields.KeysOf"/>.</summary>
    public required IReadOnlyDictionary<string, FieldValue> Fields { get; init; }

    /// <summary>Emails and phones in order, one of each kind the primary one.</summary>
    public IReadOnlyList<ContactPoint> ContactPoints { get; init; } = [];

    /// <summary>The contact that a lead was converted to, or null.</summary>
    public RecordId? ConvertedTo { get; init; }

    /// <summary>Since when a deal stands in its stage, in UTC; null for others.</summary>
    public DateTimeOffset? StageSince { get; init; }

    /// <summary>When it was created here, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its last activity happened, in UTC: a call, meeting, email or note, on itself or on a record that rolls up to it; null where there was none, and where it was not asked for.</summary>
    public DateTimeOffset? LastTouchedAt { get; init; }

    /// <summary>When it was deleted, in UTC; null while it lives.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Its ids in other systems; only where one record was asked for.</summary>
    public IReadOnlyList<ExternalId> References { get; init; } = [];

    /// <summary>A deal's moves, oldest first; only where one record was asked for.</summary>
    public IReadOnlyList<StageMove> StageHistory { get; init; } = [];

    /// <summary>A field as text, or null where it is empty.</summary>
    public string? Text(string field) => Fields.GetValueOrDefault(field)?.ToString();

    /// <summary>The record that a field points at, or null.</summary>
    public RecordId? Link(string field) =>
        RecordFields.LinkOf(Record.Type, field) is { } type && Fields.TryGetValue(field, out var value) ? value.ToRecord(type) : null;

    internal static RecordView Of(CrmRecord record, IEnumerable<ExternalReference> references) =>
        Of(record) with
        {
            References = [.. references.Select(reference => new ExternalId(reference.System, reference.Value))],
        };

    internal static RecordView Of(CrmRecord record) =>
        new(record.Ref, record.Name, record.Revision)
        {
            Owner = record.Owner,
            Fields = RecordFields.ValuesOf(record),
            ContactPoints = record.ContactPoints,
            ConvertedTo = (record as Lead)?.ConvertedTo,
            StageSince = (record as Deal)?.StageSince,
            CreatedAt = record.CreatedAt,
            UpdatedAt = record.UpdatedAt,
            DeletedAt = record.DeletedAt,
        };
}
