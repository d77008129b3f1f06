using System.Text.Json;

namespace Crm.Activities;

/// <summary>What an activity says. Members that the type does not use must stay null or empty.</summary>
public sealed record ActivityContent
{
    /// <summary>One line of at most 1,000 characters; null takes the type's summary, else its label.</summary>
    public string? Subject { get; init; }

    /// <summary>The body as plain text, at most 1,000,000 characters.</summary>
    public string? Body { get; init; }

    /// <summary>Key of an outcome out of the tenant's list for the type.</summary>
    public string? Outcome { get; init; }

    /// <summary>How long it took: 0 to 30 days, kept in whole seconds.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where it happened, at most 500 characters.</summary>
    public string? Location { get; init; }

    /// <summary>Who takes part: at most 200.</summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>Inbound or outbound.</summary>
    public ActivityDirection? Direction { get; init; }

    /// <summary>Until when it is to be done.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Where a recording can be heard: an absolute http or https address.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>The type's own record as a JSON object; null where it has none.</summary>
    public JsonElement? Details { get; init; }

    /// <summary>Whatever the caller wants kept with it: a JSON object of at most 64 kB, unchecked.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>When it happened: from the year 1900 to a day from now. Null: now.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>When a task was completed, for history that is brought in; null leaves it open.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Who is to do it; an active member.</summary>
    public MemberId? Assignee { get; init; }
}
