using Crm.Records;

namespace Crm.Sequences;

/// <summary>
/// Looked at immediately before each effect: when a step is decided, when its draft is approved, and once more before its message leaves. Fast and pure, like a step handler. One that fails is never
/// taken for 'go on'; one that does not come to its end is quarantined.
/// </summary>
public interface IStopRule
{
    /// <summary>The rule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>Whether the enrollment goes on.</summary>
    StopAnswer Look(StopContext context);
}

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

/// <summary>A stop rule's answer. Closed.</summary>
public abstract record StopAnswer
{
    private StopAnswer() { }

    /// <summary>The enrollment goes on.</summary>
    public sealed record GoOnAnswer : StopAnswer;

    /// <summary>The enrollment pauses until then.</summary>
    public sealed record PauseAnswer(DateTimeOffset Until, string Why) : StopAnswer;

    /// <summary>The enrollment is finished.</summary>
    public sealed record FinishAnswer(FinishReason Reason, string Why) : StopAnswer;

    /// <summary>The enrollment goes on.</summary>
    public static StopAnswer GoOn { get; } = new GoOnAnswer();

    /// <summary>The enrollment pauses until a moment in UTC.</summary>
    public static StopAnswer PauseUntil(DateTimeOffset until, string why) => new PauseAnswer(until, why);

    /// <summary>The enrollment is finished.</summary>
    public static StopAnswer Finish(FinishReason reason, string why) => new FinishAnswer(reason, why);
}

/// <summary>Why an enrollment is finished.</summary>
public enum FinishReason
{
    /// <summary>All steps are done.</summary>
    Completed,

    /// <summary>The recipient answered.</summary>
    Replied,

    /// <summary>A meeting was booked.</summary>
    MeetingBooked,

    /// <summary>Mail bounced for good.</summary>
    Bounced,

    /// <summary>The recipient opted out, or the address is suppressed.</summary>
    OptedOut,

    /// <summary>The record came to a stage that ends the sequence.</summary>
    StageRule,

    /// <summary>Somebody else at the same company answered.</summary>
    CompanyReplied,

    /// <summary>A person finished it.</summary>
    Manual,

    /// <summary>The record was deleted.</summary>
    RecordDeleted,

    /// <summary>The record was merged into another whose enrollment stays.</summary>
    MergedInto,

    /// <summary>The sequence was ended.</summary>
    SequenceEnded,
}

/// <summary>Says whether a record may be enrolled. Fast and pure.</summary>
public interface IEligibilityRule
{
    /// <summary>The rule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>Why the record may not be enrolled, in words for people; null where it may.</summary>
    string? WhyNot(EligibilityContext context);
}

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

/// <summary>A calendar of allowed moments.</summary>
public interface ISchedule
{
    /// <summary>The schedule's key, <c>{plugin id}.{name}</c>.</summary>
    string Key { get; }

    /// <summary>The first allowed moment at or after the given one.</summary>
    /// <param name="from">In UTC.</param>
    /// <param name="zone">The recipient's time zone (IANA).</param>
    /// <returns>In UTC; null where there is none within 60 days.</returns>
    DateTimeOffset? NextSlot(DateTimeOffset from, string zone);
}
