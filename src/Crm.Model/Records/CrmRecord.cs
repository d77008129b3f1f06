namespace Crm.Records;

/// <summary>What leads, contacts, companies and deals have in common.</summary>
public abstract record CrmRecord : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The record's id.</summary>
    public required RecordId Id { get; init; }

    /// <summary>Which of the four.</summary>
    public abstract RecordType Type { get; }

    /// <summary>Type and id.</summary>
    public RecordRef Ref => new(Type, Id);

    /// <summary>What people call it: full name, company name, deal name. Never empty.</summary>
    public required string Name { get; init; }

    /// <summary>Who owns it; null: nobody, everybody sees it.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Emails and phones in order, one of each kind the primary one.</summary>
    public IReadOnlyList<ContactPoint> ContactPoints { get; init; } = [];

    /// <summary>Time zone (IANA), or null where unknown.</summary>
    public string? Zone { get; init; }

    /// <summary>Country (ISO 3166-1 alpha-2 where known, else as given), or null.</summary>
    public string? Country { get; init; }

    /// <summary>Values of custom fields as a JSON object; scalars or lists of texts.</summary>
    public string Custom { get; init; } = "{}";

    /// <summary>When it was created here, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was deleted, in UTC; null while it lives. A deleted record can be restored.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }

    /// <summary>The primary email address in lower case, or null.</summary>
    public string? Email => ContactPoints.FirstOrDefault(point => point is { Kind: ContactPointKind.Email, IsPrimary: true })?.Normalized;

    /// <summary>The primary phone number (E.164 where it could be read), or null.</summary>
    public string? Phone => ContactPoints.FirstOrDefault(point => point is { Kind: ContactPointKind.Phone, IsPrimary: true })?.Normalized;
}
