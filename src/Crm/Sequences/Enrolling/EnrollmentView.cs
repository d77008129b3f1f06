namespace Crm.Sequences;

/// <summary>An enrollment: a record's way through one version of a sequence, to one recipient.</summary>
/// <param name="Id">The enrollment.</param>
/// <param name="Record">The enrolled record.</param>
/// <param name="RecordType">The enrolled record's type.</param>
/// <param name="State">Where it stands.</param>
public sealed record EnrollmentView(EnrollmentId Id, RecordId Record, RecordType RecordType, EnrollmentState State)
{
    /// <summary>Its sequence.</summary>
    public required SequenceId Sequence { get; init; }

    /// <summary>The person addressed; null where there is none.</summary>
    public RecordId? Recipient { get; init; }

    /// <summary>Who gets the tasks and whose mailbox sends; null where nobody does.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Key of the step that is next, or is waited for; null when finished.</summary>
    public string? StepKey { get; init; }

    /// <summary>How often it came to this step, from 1.</summary>
    public int Pass { get; init; }

    /// <summary>How often this step was tried and put off.</summary>
    public int Attempt { get; init; }

    /// <summary>When the step is due, in UTC; in state Paused until when it is held, null there until a person resumes it.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The local date and time that was meant (ISO 8601, no offset), or null.</summary>
    public string? DueLocal { get; init; }

    /// <summary>The zone (IANA) it was computed in, or null.</summary>
    public string? DueZone { get; init; }

    /// <summary>Where the zone came from, such as <c>recipient</c> or <c>tenant</c>; null where there is none.</summary>
    public string? ZoneSource { get; init; }

    /// <summary>What was left of the delay when it was paused, in seconds; null where nothing was.</summary>
    public int? DelayLeftSeconds { get; init; }

    /// <summary>Why it is finished; null before.</summary>
    public FinishReason? Finish { get; init; }

    /// <summary>Why it is Paused, Blocked, Failed or Finished, in words.</summary>
    public string? Reason { get; init; }

    /// <summary>What led to that, such as an event's id or an actor.</summary>
    public string? Cause { get; init; }

    /// <summary>The batch that enrolled it, or null.</summary>
    public Guid? Batch { get; init; }

    /// <summary>When it was enrolled, in UTC.</summary>
    public DateTimeOffset EnrolledAt { get; init; }

    /// <summary>When it was finished, in UTC, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Grows with each change.</summary>
    public int Revision { get; init; }

    internal static EnrollmentView Of(Enrollment row) =>
        new(row.Id, row.Record, row.RecordType, row.State)
        {
            Sequence = row.Sequence,
            Recipient = row.Recipient,
            Owner = row.Owner,
            StepKey = row.StepKey,
            Pass = row.Pass,
            Attempt = row.Attempt,
            DueAt = row.DueAt,
            DueLocal = row.DueLocal,
            DueZone = row.DueZone,
            ZoneSource = row.ZoneSource,
            DelayLeftSeconds = row.DelayLeftSeconds,
            Finish = row.Finish,
            Reason = row.Reason,
            Cause = row.Cause,
            Batch = row.Batch,
            EnrolledAt = row.EnrolledAt,
            FinishedAt = row.FinishedAt,
            Revision = row.Revision,
        };
}
