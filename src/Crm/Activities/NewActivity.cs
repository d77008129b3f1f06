namespace Crm.Activities;

/// <summary>An activity that is to be written down.</summary>
/// <param name="TypeKey">Key of a loaded type; <c>call</c> stands for <c>crm.call</c>.</param>
/// <param name="Content">What it says.</param>
/// <param name="Records">The records that it is linked to directly, resolved and seen by the caller.</param>
internal sealed record NewActivity(string TypeKey, ActivityContent Content, IReadOnlyList<RecordId> Records)
{
    /// <summary>The tenant that owns the row.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Its id.</summary>
    public required ActivityId Id { get; init; }

    /// <summary>Who writes it down.</summary>
    public required Actor Author { get; init; }

    /// <summary>Now, in UTC, in microseconds.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The enrollment that makes it, or null.</summary>
    public EnrollmentId? Enrollment { get; init; }

    /// <summary>The step execution that makes it, or null.</summary>
    public StepExecutionId? Execution { get; init; }
}
