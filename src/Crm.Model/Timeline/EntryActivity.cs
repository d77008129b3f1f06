using Crm.Activities;

namespace Crm.Timeline;

/// <summary>What a timeline's page shows of an entry's activity besides the entry's own line: as the activity stands now, without its body.</summary>
public sealed record EntryActivity
{
    /// <summary>The activity's revision.</summary>
    public required int Revision { get; init; }

    /// <summary>Whether there is a body.</summary>
    public bool HasBody { get; init; }

    /// <summary>Where it happened, or null.</summary>
    public string? Location { get; init; }

    /// <summary>Who takes part.</summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>Until when it is to be done, in UTC, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was completed, in UTC, or null.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Who is to do it, or null.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>Where a recording can be heard, or null.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>The enrollment that made it, or null.</summary>
    public EnrollmentId? Enrollment { get; init; }

    /// <summary>Of its details the members <c>from</c>, <c>to</c>, <c>cc</c> and <c>kind</c>, as a JSON object; null where they are missing.</summary>
    public string Details { get; init; } = "{}";
}
