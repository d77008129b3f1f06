namespace Crm.Sequences;

/// <summary>A record's way through one version of a sequence, to one recipient. Narrow: it is the hot row.</summary>
public sealed record Enrollment : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The enrollment's id.</summary>
    public required EnrollmentId Id { get; init; }

    /// <summary>Its sequence.</summary>
    public required SequenceId Sequence { get; init; }

    /// <summary>Its version; stays the same.</summary>
    public required SequenceVersionId Version { get; init; }

    /// <summary>The enrolled record.</summary>
    public required RecordId Record { get; init; }

    /// <summary>The enrolled record's type.</summary>
    public required RecordType RecordType { get; init; }

    /// <summary>The person addressed; null where there is none.</summary>
    public RecordId? Recipient { get; init; }

    /// <summary>Hash of the recipient's email address (see <see cref="AddressHash"/>); null where there is none.</summary>
    public string? AddressHash { get; init; }

    /// <summary>Who gets the tasks and whose mailbox sends; null where nobody does.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Where it stands.</summary>
    public required EnrollmentState State { get; init; }

    /// <summary>Key of the step that is next, or is waited for; null when finished.</summary>
    public string? StepKey { get; init; }

    /// <summary>How often it came to this step, from 1.</summary>
    public int Pass { get; init; } = 1;

    /// <summary>How often this step was tried and put off.</summary>
    public int Attempt { get; init; }

    /// <summary>When the step is due, in UTC; set in states Active and Pending. In state Paused: until when it is held; null there: until a person resumes it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The local date and time that was meant (ISO 8601, no offset), or null.</summary>
    public string? DueLocal { get; init; }

    /// <summary>The zone (IANA) it was computed in, or null.</summary>
    public string? DueZone { get; init; }

    /// <summary>Where the zone came from: <c>recipient</c>, <c>country</c>, <c>phone</c>, <c>company</c>, <c>sender</c>, <c>tenant</c>, <c>sequence</c>, <c>utc</c>.</summary>
    public string? ZoneSource { get; init; }

    /// <summary>What was left of the delay when it was paused, in seconds: so long after it goes on the step is due. Null where it is not paused, or nothing was left.</summary>
    public int? DelayLeftSeconds { get; init; }

    /// <summary>Why it is finished; null before.</summary>
    public FinishReason? Finish { get; init; }

    /// <summary>Why it is Paused, Blocked, Failed or Finished, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>What led to that, such as an event's id or an actor.</summary>
    public string? Cause { get; init; }

    /// <summary>What led to its being enrolled, oldest first; all that it does goes on from there.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>The batch that enrolled it, or null.</summary>
    public Guid? Batch { get; init; }

    /// <summary>When it was enrolled, in UTC.</summary>
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>When it was finished, in UTC, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Until when a worker holds it for slow work, in UTC by the database's clock, or null.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Grows with each lease; a worker with an older number is too late.</summary>
    public long Fence { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
