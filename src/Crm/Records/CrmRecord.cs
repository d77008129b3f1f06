using Crm.Stores;

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

/// <summary>A person or company that is not yet qualified.</summary>
public sealed record Lead : CrmRecord
{
    /// <inheritdoc/>
    public override RecordType Type => RecordType.Lead;

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Job title.</summary>
    public string? JobTitle { get; init; }

    /// <summary>The company's name as the lead gave it.</summary>
    public string? CompanyName { get; init; }

    /// <summary>Where the lead came from.</summary>
    public string? Source { get; init; }

    /// <summary>Where it stands.</summary>
    public LeadStatus Status { get; init; }

    /// <summary>The contact it was converted to, or null.</summary>
    public RecordId? ConvertedTo { get; init; }
}

/// <summary>Where a lead stands.</summary>
public enum LeadStatus
{
    /// <summary>Being worked on.</summary>
    Open,

    /// <summary>Became a contact.</summary>
    Converted,

    /// <summary>Not worth the while.</summary>
    Disqualified,
}

/// <summary>A person.</summary>
public sealed record Contact : CrmRecord
{
    /// <inheritdoc/>
    public override RecordType Type => RecordType.Contact;

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Job title.</summary>
    public string? JobTitle { get; init; }

    /// <summary>The company the person works for, or null.</summary>
    public RecordId? Company { get; init; }

    /// <summary>The lead it came from, or null.</summary>
    public RecordId? FromLead { get; init; }
}

/// <summary>An organisation.</summary>
public sealed record Company : CrmRecord
{
    /// <inheritdoc/>
    public override RecordType Type => RecordType.Company;

    /// <summary>The company above it, or null.</summary>
    public RecordId? Parent { get; init; }

    /// <summary>Host name of its website or mail, in lower case, or null.</summary>
    public string? Domain { get; init; }

    /// <summary>Line of business.</summary>
    public string? Industry { get; init; }
}

/// <summary>A possible sale.</summary>
public sealed record Deal : CrmRecord
{
    /// <inheritdoc/>
    public override RecordType Type => RecordType.Deal;

    /// <summary>The company that would buy, or null.</summary>
    public RecordId? Company { get; init; }

    /// <summary>The primary contact, or null.</summary>
    public RecordId? Contact { get; init; }

    /// <summary>Key of its pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Key of its stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Since when it stands there, in UTC.</summary>
    public required DateTimeOffset StageSince { get; init; }

    /// <summary>Amount in minor units of <see cref="Currency"/>, or null.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>Currency (ISO 4217), or null where there is no amount.</summary>
    public string? Currency { get; init; }

    /// <summary>When it is expected to close.</summary>
    public DateOnly? ExpectedClose { get; init; }

    /// <summary>When it was won or lost.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Why it was lost, or null.</summary>
    public string? LossReason { get; init; }
}

/// <summary>What a contact point is.</summary>
public enum ContactPointKind
{
    /// <summary>An email address.</summary>
    Email,

    /// <summary>A phone number.</summary>
    Phone,
}

/// <summary>An email address or phone number of a record.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Value">As given.</param>
/// <param name="Normalized">Email in lower case; phone in E.164 where it could be read, else its digits.</param>
/// <param name="IsPrimary">Whether it is the one to use; exactly one of each kind that a record has.</param>
public sealed record ContactPoint(ContactPointKind Kind, string Value, string Normalized, bool IsPrimary)
{
    /// <summary>Such as <c>work</c> or <c>mobile</c>; null where unknown.</summary>
    public string? Label { get; init; }
}

/// <summary>A record's id in another system; unique per system and type of record.</summary>
public sealed record ExternalReference : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The other system, such as <c>erp</c>.</summary>
    public required string System { get; init; }

    /// <summary>Type of the record.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>The id there.</summary>
    public required string Value { get; init; }

    /// <summary>The record here.</summary>
    public required RecordId Record { get; init; }
}

/// <summary>An id that resolves to another record, since the two were merged.</summary>
public sealed record RecordAlias : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The id that was given up.</summary>
    public required RecordId OldId { get; init; }

    /// <summary>The record that stayed.</summary>
    public required RecordId Record { get; init; }
}
