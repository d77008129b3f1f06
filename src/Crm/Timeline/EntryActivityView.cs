using System.Text.Json;
using Crm.Activities;
using Crm.Sequences;

namespace Crm.Timeline;

/// <summary>What there is to show of an entry's activity besides the entry's line, as the activity stands now. Its body, details and metadata come with the activity itself.</summary>
public sealed record EntryActivityView
{
    private static readonly string[] MailTypes = ["crm.email", "crm.email_draft"];

    /// <summary>The activity's revision; expected by its next change.</summary>
    public required int Revision { get; init; }

    /// <summary>Whether there is a body.</summary>
    public bool HasBody { get; init; }

    /// <summary>Where it happened, or null.</summary>
    public string? Location { get; init; }

    /// <summary>Who takes part; a contact or lead that the caller may not see keeps the name alone.</summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <summary>Until when a task or draft is to be done, in UTC, or null.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When a task or draft was completed, in UTC, or null.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Who is to do a task or draft, or null.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>That member's name, or null.</summary>
    public string? AssigneeName { get; init; }

    /// <summary>What a task asks for; null for other types.</summary>
    public TaskKind? TaskKind { get; init; }

    /// <summary>Where a recording can be heard, or null.</summary>
    public string? RecordingUrl { get; init; }

    /// <summary>The sender of an email or a draft, or null.</summary>
    public string? From { get; init; }

    /// <summary>The recipients of an email or a draft.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Who gets a copy of an email or a draft.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The enrollment that made it, or null.</summary>
    public EnrollmentId? Enrollment { get; init; }

    internal static EntryActivityView Of(string typeKey, EntryActivity row, Access access, Dictionary<RecordId, NamedRecord> named)
    {
        var details = JsonElement.Parse(row.Details);
        var isMail = MailTypes.Contains(typeKey);
        return new()
        {
            Revision = row.Revision,
            HasBody = row.HasBody,
            Location = row.Location,
            Attendees =
            [
                .. row.Attendees.Select(attendee =>
                    attendee.Record is { } record && !named.ContainsKey(record.Id) ? attendee with { Record = null } : attendee
                ),
            ],
            DueAt = row.DueAt,
            CompletedAt = row.CompletedAt,
            Assignee = row.Assignee,
            AssigneeName = access.NameOf(row.Assignee),
            TaskKind = typeKey == "crm.task" ? KindOf(details) : null,
            RecordingUrl = row.RecordingUrl,
            From = isMail ? TextOf(details, "from") : null,
            To = isMail ? TextsOf(details, "to") : [],
            Cc = isMail ? TextsOf(details, "cc") : [],
            Enrollment = row.Enrollment,
        };
    }

    private static TaskKind KindOf(JsonElement details) =>
        TextOf(details, "kind") is { } word && Enum.TryParse<TaskKind>(word, ignoreCase: true, out var kind) ? kind : default;

    private static string? TextOf(JsonElement details, string member) =>
        details.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IReadOnlyList<string> TextsOf(JsonElement details, string member) =>
        details.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
            : [];
}
