namespace Crm.Activities;

/// <summary>A logged call, meeting, email, note, task, or what a plugin adds.</summary>
public sealed record Activity : IRevisioned
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The activity's id.</summary>
    public required ActivityId Id { get; init; }

    /// <summary>Key of its type, such as <c>crm.call</c>.</summary>
    public required string TypeKey { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>The body as plain text, or null.</summary>
    public string? Body { get; init; }

    /// <summary>Where it stands.</summary>
    public ActivityState State { get; init; }

    /// <summary>Key of the outcome, or null.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long it took, in seconds, or null.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Where it happened, or null.</summary>
    public string? Location { get; init; }

    /// <summary>Who takes part.</summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>Inbound or outbound, or null.</summary>
    public ActivityDirection? Direction { get; init; }

    /// <summary>Until when it is to be done, in UTC, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Where a recording can be heard, or null.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>The type's own record as a JSON object.</summary>
    public string Details { get; init; } = "{}";

    /// <summary>Unchecked JSON object of whoever logged it.</summary>
    public string Metadata { get; init; } = "{}";

    /// <summary>When it happened, in UTC; editable, sorts the timeline.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When it was written down, in UTC; never changes.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When a task or draft was completed, in UTC, or null.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>What was logged when this task or draft was completed, or null.</summary>
    public ActivityId? FulfilledBy { get; init; }

    /// <summary>Who is to do it, or null.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>Who wrote it down.</summary>
    public required Actor Author { get; init; }

    /// <summary>The enrollment that made it, or null.</summary>
    public EnrollmentId? Enrollment { get; init; }

    /// <summary>The step execution that made it, or null.</summary>
    public StepExecutionId? Execution { get; init; }

    /// <summary>When a person deleted it, in UTC; null while it lives.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <inheritdoc/>
    public required int Revision { get; init; }
}
