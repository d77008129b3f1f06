using Crm.Records;

namespace Crm.Sequences;

/// <summary>The input of an eligibility rule.</summary>
public sealed record EligibilityContext
{
    /// <summary>The tenant of the sequence and the record.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The sequence's key.</summary>
    public required string SequenceKey { get; init; }

    /// <summary>The record to enroll.</summary>
    public required RecordSnapshot Record { get; init; }

    /// <summary>The contact or lead who would receive messages, or null.</summary>
    public RecordSnapshot? Contact { get; init; }

    /// <summary>The current time, in UTC.</summary>
    public required DateTimeOffset Now { get; init; }
}
