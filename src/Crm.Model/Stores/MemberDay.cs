namespace Crm.Stores;

/// <summary>What there is for a member to do and to know today: counts and the first rows of each kind.</summary>
public sealed record MemberDay
{
    /// <summary>Open tasks of the member that are overdue.</summary>
    public required int Overdue { get; init; }

    /// <summary>Open tasks of the member that become due today.</summary>
    public required int DueToday { get; init; }

    /// <summary>Open drafts of the member.</summary>
    public required int Drafts { get; init; }

    /// <summary>Messages whose delivery is unknown: about records of the member, or from the member's mailbox. At most 1,000 are counted.</summary>
    public required int UnknownMessages { get; init; }

    /// <summary>Blocked enrollments that work in the member's name, among the newest 5,000 of the tenant.</summary>
    public required int BlockedEnrollments { get; init; }

    /// <summary>Steps of enrollments in the member's name that are due before the day ends, among the first 5,000 of the tenant.</summary>
    public required int SequenceSteps { get; init; }

    /// <summary>Tasks that are due before the day ends, the earliest first.</summary>
    public IReadOnlyList<OpenActivity> Tasks { get; init; } = [];

    /// <summary>Drafts, the earliest due first.</summary>
    public IReadOnlyList<OpenActivity> DraftRows { get; init; } = [];

    /// <summary>Messages whose delivery is unknown, the newest first.</summary>
    public IReadOnlyList<DayMessage> Messages { get; init; } = [];

    /// <summary>Steps that come before the day ends, the earliest first.</summary>
    public IReadOnlyList<DayStep> Steps { get; init; } = [];

    /// <summary>Emails that came in about records of the member, the newest first; each with a record that shows it directly.</summary>
    public IReadOnlyList<DayChange> Replies { get; init; } = [];

    /// <summary>What others did to records of the member, the newest first; emails that came in stand by themselves.</summary>
    public IReadOnlyList<DayChange> Changes { get; init; } = [];
}
