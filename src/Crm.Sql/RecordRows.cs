using System.Text.Json;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql;

/// <summary>A contact point as it is stored: replaced as a whole when its record is written.</summary>
internal sealed record ContactPointRow : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The record.</summary>
    public required RecordId Record { get; init; }

    /// <summary>Its place in the record's list, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>Email or phone.</summary>
    public required ContactPointKind Kind { get; init; }

    /// <summary>As given.</summary>
    public required string Value { get; init; }

    /// <summary>In the form that is compared.</summary>
    public required string Normalized { get; init; }

    /// <summary>Such as <c>work</c>, or null.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it is the one to use.</summary>
    public required bool IsPrimary { get; init; }

    /// <summary>The rows of a record.</summary>
    public static IEnumerable<ContactPointRow> Of(CrmRecord record) =>
        record.ContactPoints.Select(
            (point, position) =>
                new ContactPointRow
                {
                    Tenant = record.Tenant,
                    Record = record.Id,
                    Position = position,
                    Kind = point.Kind,
                    Value = point.Value,
                    Normalized = point.Normalized,
                    Label = point.Label,
                    IsPrimary = point.IsPrimary,
                }
        );

    /// <summary>The contact point itself.</summary>
    public ContactPoint ToPoint() => new(Kind, Value, Normalized, IsPrimary) { Label = Label };
}

/// <summary>A value of a custom field that is declared indexed, in the form that sorts.</summary>
internal sealed record CustomValueRow : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>Type of the record.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>The field's key.</summary>
    public required string Field { get; init; }

    /// <summary>The value.</summary>
    public required string Value { get; init; }

    /// <summary>The record.</summary>
    public required RecordId Record { get; init; }

    /// <summary>The record's name as texts are compared: lists by value show their records by name.</summary>
    public required string NameKey { get; init; }

    /// <summary>The rows of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="fields">Fields that are declared indexed; those of other tenants and types are passed over.</param>
    public static IEnumerable<CustomValueRow> Of(CrmRecord record, IReadOnlyList<CustomField> fields)
    {
        var own = fields.Where(field => field.Tenant == record.Tenant && field.RecordType == record.Type).ToList();
        if (own.Count == 0 || record.Custom == "{}")
            yield break;
        using var custom = JsonDocument.Parse(record.Custom);
        foreach (var field in own)
        {
            if (!custom.RootElement.TryGetProperty(field.Key, out var value))
                continue;
            foreach (var text in CustomValueText.Of(field, value))
            {
                yield return new CustomValueRow
                {
                    Tenant = record.Tenant,
                    RecordType = record.Type,
                    Field = field.Key,
                    Value = text,
                    Record = record.Id,
                    NameKey = Sql.NameKey.Of(record.Name),
                };
            }
        }
    }
}

/// <summary>When a record's last activity happened, or when it was created where there was none. Rows come and go with their records, by triggers; <see cref="Stores.LastTouches"/> keeps them up to date.</summary>
internal sealed record LastTouchRow : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The record.</summary>
    public required RecordId Record { get; init; }

    /// <summary>Its type.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset TouchedAt { get; init; }

    /// <summary>Whether there was an activity.</summary>
    public required bool IsTouched { get; init; }
}

/// <summary>A word of a record's name, by whose beginning the record is found. The first word has no row, since the name itself begins with it.</summary>
internal sealed record NameWordRow : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The record.</summary>
    public required RecordId Record { get; init; }

    /// <summary>The word as texts are compared.</summary>
    public required string Word { get; init; }

    /// <summary>The record's type.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>The rows of a record.</summary>
    public static IEnumerable<NameWordRow> Of(CrmRecord record) =>
        NameKey
            .FurtherWordsOf(record.Name)
            .Select(word => new NameWordRow
            {
                Tenant = record.Tenant,
                Record = record.Id,
                Word = word,
                RecordType = record.Type,
            });
}
