using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Records;
using Crm.Sequences;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Crm.Components;

/// <summary>What stands in a log dialog: what a person types, before it is an activity.</summary>
public sealed class ActivityDraft
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>Key of the activity's type.</summary>
    public required string TypeKey { get; init; }

    /// <summary>The activity that is edited; null for a new one.</summary>
    public ActivityId? Id { get; init; }

    /// <summary>The revision that was loaded.</summary>
    public int Revision { get; init; }

    /// <summary>The records that it is about; the first is where the dialog was opened.</summary>
    public List<NamedRecord> Records { get; init; } = [];

    /// <summary>Records that it is to be about besides.</summary>
    public List<NamedRecord> Further { get; } = [];

    /// <summary>One line.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The body.</summary>
    public string Body { get; set; } = "";

    /// <summary>Key of the outcome; empty for none.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>Seconds, or null.</summary>
    public int? Duration { get; set; }

    /// <summary><c>outbound</c> or <c>inbound</c>.</summary>
    public string Direction { get; set; } = "outbound";

    /// <summary>Where it happened.</summary>
    public string Location { get; set; } = "";

    /// <summary>Where a recording can be heard.</summary>
    public string RecordingUrl { get; set; } = "";

    /// <summary>Who took part.</summary>
    public IReadOnlyList<Attendee> Attendees { get; set; } = [];

    /// <summary>Recipients' addresses.</summary>
    public IReadOnlyList<string> To { get; set; } = [];

    /// <summary>Addresses of those who got a copy.</summary>
    public IReadOnlyList<string> Cc { get; set; } = [];

    /// <summary>When it happened, on the wall of <see cref="Zone"/>, as <c>2026-03-02T09:05</c>; empty means the current moment.</summary>
    public string When { get; set; } = "";

    /// <summary>Until when it is to be done, in the same form; empty for no date.</summary>
    public string Due { get; set; } = "";

    /// <summary>Time zone (IANA).</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>Who is to do it, as an id; empty for nobody.</summary>
    public string Assignee { get; set; } = "";

    /// <summary>What is to be done.</summary>
    public string Kind { get; set; } = nameof(TaskKind.ToDo);

    /// <summary>Whether the mail is sent now instead of logged.</summary>
    public bool IsSent { get; set; }

    /// <summary>The template that its text began with, as an id; empty for none.</summary>
    public string Template { get; set; } = "";

    /// <summary>The type's own record.</summary>
    public JsonObject Details { get; set; } = [];

    /// <summary>The moment that a text means on the wall of <see cref="Zone"/>.</summary>
    /// <exception cref="CrmException">Invalid: it is no date and time, or the zone is unknown.</exception>
    public DateTimeOffset? Moment(string text, string field) =>
        text.Length == 0
            ? null
            : Moment(text, field, DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? throw CrmException.Invalid("zone", $"There is no time zone '{Zone}'."));

    /// <summary>The moment that a picker's text means on the wall of a zone.</summary>
    /// <exception cref="CrmException">Invalid: it is no date and time.</exception>
    internal static DateTimeOffset Moment(string text, string field, DateTimeZone zone) =>
        // Browsers write seconds where there are some.
        text.Length >= 16
        && Minute.Parse(text[..16]) is { Success: true } parsed
            ? parsed.Value.InZoneLeniently(zone).ToDateTimeOffset()
            : throw CrmException.Invalid(field, "Choose a date and a time.");

    /// <summary>A moment as the picker takes it.</summary>
    public static string Picked(DateTimeOffset moment, DateTimeZone zone) => Minute.Format(moment.ToInstant().InZone(zone).LocalDateTime);

    /// <summary>Takes what the browser kept.</summary>
    public void Restore(IReadOnlyDictionary<string, string> kept)
    {
        string Of(string name, string now) => kept.GetValueOrDefault(name, now);
        Subject = Of("subject", Subject);
        Body = Of("body", Body);
        Outcome = Of("outcome", Outcome);
        Direction = Of("direction", Direction);
        Location = Of("location", Location);
        RecordingUrl = Of("recordingUrl", RecordingUrl);
        When = Of("occurredAt", When);
        Due = Of("dueAt", Due);
        Zone = Of("zone", Zone);
        Assignee = Of("assignee", Assignee);
        Kind = Of("kind", Kind);
        IsSent = Of("isSent", IsSent ? "send" : "log") == "send";
        Template = Of("template", Template);
        Attendees = List(kept, "attendees", Attendees);
        To = List(kept, "to", To);
        Cc = List(kept, "cc", Cc);
        if (kept.TryGetValue("duration", out var duration) && DurationText.TryRead(duration, out var seconds))
            Duration = seconds;
        foreach (var (name, value) in kept.Where(pair => pair.Key.StartsWith("details.", StringComparison.Ordinal)))
            Details[name["details.".Length..]] = value;
    }

    /// <summary>The content that the engine takes.</summary>
    internal ActivityContent ToContent(ActivityFields uses) =>
        new()
        {
            Subject = Text(Subject),
            Body = Text(Body),
            Outcome = Uses(uses, ActivityFields.Outcome, Text(Outcome)),
            Duration = uses.HasFlag(ActivityFields.Duration) && Duration is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Direction = uses.HasFlag(ActivityFields.Direction) ? ToDirection() : null,
            Location = Uses(uses, ActivityFields.Location, Text(Location)),
            Attendees = uses.HasFlag(ActivityFields.Attendees) ? Attendees : [],
            RecordingUrl = Uses(uses, ActivityFields.Recording, Text(RecordingUrl)),
            DueAt = uses.HasFlag(ActivityFields.Due) ? Moment(Due, "dueAt") : null,
            OccurredAt = Moment(When, "occurredAt"),
            Details = Details.Count > 0 ? JsonSerializer.SerializeToElement(Details) : null,
        };

    internal ActivityDirection ToDirection() => Direction == "inbound" ? ActivityDirection.Inbound : ActivityDirection.Outbound;

    internal static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string? Uses(ActivityFields uses, ActivityFields column, string? value) => uses.HasFlag(column) ? value : null;

    private static IReadOnlyList<T> List<T>(IReadOnlyDictionary<string, string> kept, string name, IReadOnlyList<T> now)
    {
        if (!kept.TryGetValue(name, out var json))
            return now;
        try
        {
            return JsonSerializer.Deserialize<T[]>(json, Plugins.ContractJson.Options) ?? now;
        }
        catch (JsonException)
        {
            return now;
        }
    }
}
