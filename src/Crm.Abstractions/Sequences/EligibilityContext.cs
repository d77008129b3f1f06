using Crm.Records;

namespace Crm.Sequences;

/// <summary>What an eligibility rule is given.</summary>
public sealed record EligibilityContext
{
    /// <summary>Whose.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>The sequence's key.</summary>
    public required string SequenceKey { get; init; }

    /// <summary>The record to enroll.</summary>
    public required RecordSnapshot Record { get; init; }

    /// <summary>The person who would be addressed, or null.</summary>
    public RecordSnapshot? Contact { get; init; }

    /// <summary>Now, in UTC.</summary>
    public required DateTimeOffset Now { get; init; }
}
