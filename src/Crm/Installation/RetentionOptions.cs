using System.ComponentModel.DataAnnotations;

namespace Crm.Installation;

/// <summary>How long rows are kept that nobody works with any more, <c>Crm:Retention</c>.</summary>
internal sealed class RetentionOptions
{
    /// <summary>Events, and the keys by which their subscribers are not told twice, after the last of them had it: 1 day to 10 years. Events that wait or are parked stay.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Events { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Idempotency keys with their results: 1 day to 10 years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan IdempotencyKeys { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Executed steps of finished enrollments: 1 day to 10 years; null: for good.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan? Executions { get; set; }

    /// <summary>The audit: 1 day to 10 years; null: for good.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan? Audit { get; set; }
}
