using Crm.Records;

namespace Crm.Sequences;

/// <summary>The input of a stop rule.</summary>
public sealed record StopContext
{
    /// <summary>The tenant of the enrollment.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The enrollment's id.</summary>
    public required EnrollmentId Enrollment { get; init; }

    /// <summary>The enrolled record. If it is deleted, the enrollment has ended and no rule is evaluated.</summary>
    public required RecordSnapshot Record { get; init; }

    /// <summary>The recipient, or null. If the address is suppressed, the enrollment has ended and no rule is evaluated.</summary>
    public RecordSnapshot? Contact { get; init; }

    /// <summary>The current time, in UTC.</summary>
    public required DateTimeOffset Now { get; init; }
}
