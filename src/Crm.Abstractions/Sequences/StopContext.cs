using Crm.Records;

namespace Crm.Sequences;

/// <summary>What a stop rule is given.</summary>
public sealed record StopContext
{
    /// <summary>Whose.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Which enrollment.</summary>
    public required EnrollmentId Enrollment { get; init; }

    /// <summary>The enrolled record. Where it is deleted the enrollment has ended, and no rule is asked.</summary>
    public required RecordSnapshot Record { get; init; }

    /// <summary>The person addressed, or null. Where the address is suppressed the enrollment has ended, and no rule is asked.</summary>
    public RecordSnapshot? Contact { get; init; }

    /// <summary>Now, in UTC.</summary>
    public required DateTimeOffset Now { get; init; }
}
