namespace Crm.Sequences;

/// <summary>What was decided for one step of one enrollment in one pass. One row, unique; the proof that a step happens once.</summary>
public sealed record StepExecution : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The execution's id, derived from enrollment, step and pass: the same on every retry.</summary>
    public required StepExecutionId Id { get; init; }

    /// <summary>The enrollment.</summary>
    public required EnrollmentId Enrollment { get; init; }

    /// <summary>The step's key.</summary>
    public required string StepKey { get; init; }

    /// <summary>Which pass, from 1.</summary>
    public required int Pass { get; init; }

    /// <summary>What came of it.</summary>
    public required StepExecutionState State { get; init; }

    /// <summary>Why it was skipped, put off, cancelled or failed, in words; null otherwise.</summary>
    public string? Why { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempt { get; init; }

    /// <summary>How often in a row it met an error that may go away by itself; what a handler puts off on purpose is none.</summary>
    public int Errors { get; init; }

    /// <summary>When it was due, in UTC.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was first decided, in UTC. A retry keeps it: the time that retries may take counts from it.</summary>
    public required DateTimeOffset FirstDecidedAt { get; init; }

    /// <summary>When it ended, in UTC; null while somebody is waited for.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The task or draft that it made, or null.</summary>
    public ActivityId? Activity { get; init; }

    /// <summary>The message that it queued, or null.</summary>
    public MessageId? Message { get; init; }

    /// <summary>The text revision that was rendered, or null.</summary>
    public int? TextRevision { get; init; }
}
