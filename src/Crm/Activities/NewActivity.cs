namespace Crm.Activities;

/// <summary>An activity that is to be written down.</summary>
/// <param name="TypeKey">Key of a loaded type; <c>call</c> stands for <c>crm.call</c>.</param>
/// <param name="Content">What it says.</param>
/// <param name="Records">The records that it is linked to directly, resolved and seen by the caller.</param>
internal sealed record NewActivity(string TypeKey, ActivityContent Content, IReadOnlyList<RecordId> Records)
{
    /// <summary>One that the frame's actor writes down at the frame's moment.</summary>
    public static NewActivity In(Work work, string typeKey, ActivityContent content, IReadOnlyList<RecordId> records) =>
        new(typeKey, content, records)
        {
            Tenant = work.Tenant,
            Id = new ActivityId(work.NewId()),
            Author = work.Actor,
            Now = work.Now,
        };

    public required TenantId Tenant { get; init; }
    public required ActivityId Id { get; init; }
    public required Actor Author { get; init; }

    /// <summary>Now, in UTC, in microseconds.</summary>
    public required DateTimeOffset Now { get; init; }

    public EnrollmentId? Enrollment { get; init; }
    public StepExecutionId? Execution { get; init; }
}
