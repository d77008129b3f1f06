using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Records;
using Crm.Sequences;
using Microsoft.Extensions.Localization;
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

    /// <summary>The revision that was typed over; at another one the engine refuses.</summary>
    public int Revision { get; set; }

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

    /// <summary>How long it took as people type it, <c>1h 30m</c>; empty for none.</summary>
    public string Duration { get; set; } = "";

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

    /// <summary>Who is to do it, as an id; empty where nobody is chosen.</summary>
    public string Assignee { get; set; } = "";

    /// <summary>What is to be done.</summary>
    public string Kind { get; set; } = nameof(TaskKind.ToDo);

    /// <summary>Whether the mail is sent now instead of logged.</summary>
    public bool IsSent { get; set; }

    /// <summary>The template that its text began with, as an id; empty for none.</summary>
    public string Template { get; set; } = "";

    /// <summary>The type's own record.</summary>
    public JsonObject Details { get; set; } = [];

    /// <summary>What <see cref="When"/>, <see cref="Due"/> and <see cref="Zone"/> were when it was loaded: pickers show minutes, and a moment that nobody changed keeps its seconds.</summary>
    internal (string When, string Due, string Zone) Loaded { get; init; } = ("", "", "");

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

    /// <summary>Takes what the browser kept, with the revision that it was typed over.</summary>
    /// <param name="kept">By the fields' names.</param>
    /// <param name="schema">The schema of <see cref="Details"/>, or null.</param>
    public void Restore(IReadOnlyDictionary<string, string> kept, JsonElement? schema)
    {
        string Of(string name, string now) => kept.GetValueOrDefault(name, now);
        Revision = int.TryParse(Of("revision", ""), CultureInfo.InvariantCulture, out var revision) ? revision : Revision;
        Subject = Of("subject", Subject);
        Body = Of("body", Body);
        Outcome = Of("outcome", Outcome);
        Duration = Of("duration", Duration);
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
        Attendees = [.. List(kept, "attendees", Attendees).Concat(Typed(kept, "attendees").Select(Attendee.Of)).Distinct()];
        To = [.. List(kept, "to", To).Concat(Typed(kept, "to")).Distinct()];
        Cc = [.. List(kept, "cc", Cc).Concat(Typed(kept, "cc")).Distinct()];
        foreach (var field in schema is { } fields ? SchemaField.Of(fields) : [])
            if (kept.TryGetValue($"details.{field.Name}", out var value))
                field.Put(Details, value);
    }

    /// <summary>The content that the engine takes.</summary>
    /// <exception cref="CrmException">Invalid: a moment or the duration cannot be read.</exception>
    internal ActivityContent ToContent(ActivityFields uses, IStringLocalizer<Texts> texts) =>
        new()
        {
            Subject = Text(Subject),
            Body = Text(Body),
            Outcome = Uses(uses, ActivityFields.Outcome, Text(Outcome)),
            Duration = uses.HasFlag(ActivityFields.Duration) ? DurationText.Read(Duration, texts) : null,
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

    /// <summary>What was typed and is no chip yet.</summary>
    private static IReadOnlyList<string> Typed(IReadOnlyDictionary<string, string> kept, string name) =>
        ChipText.Split(kept.GetValueOrDefault($"{name}-typed"));

    internal static IReadOnlyList<T> List<T>(IReadOnlyDictionary<string, string> kept, string name, IReadOnlyList<T> now)
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
