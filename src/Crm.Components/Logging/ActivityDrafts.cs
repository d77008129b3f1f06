using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Records;

namespace Crm.Components;

/// <summary>What dialogs open with.</summary>
internal static class ActivityDrafts
{
    /// <summary>An empty one on a record.</summary>
    public static ActivityDraft New(string typeKey, RecordView record, DisplaySettings settings) =>
        new()
        {
            TypeKey = typeKey,
            Records = [new NamedRecord(record.Record, record.Name)],
            To = typeKey == ActivityTypes.Email && record.Text("email") is { } email ? [email] : [],
            Zone = settings.Zone.Id,
            Assignee = settings.Me?.ToString() ?? "",
        };

    /// <summary>What an activity says.</summary>
    public static ActivityDraft Of(ActivityPage page, DisplaySettings settings)
    {
        var (activity, details) = (page.Activity, JsonNode.Parse(page.Activity.Details.GetRawText()) as JsonObject ?? []);
        var when = ActivityDraft.Picked(activity.OccurredAt, settings.Zone);
        var due = activity.DueAt is { } until ? ActivityDraft.Picked(until, settings.Zone) : "";
        return new ActivityDraft
        {
            TypeKey = activity.TypeKey,
            Id = activity.Id,
            Revision = activity.Revision,
            Records = [.. page.Records],
            Subject = activity.Subject,
            Body = activity.Body ?? "",
            Outcome = activity.Outcome ?? "",
            Duration = DurationText.Write(activity.DurationSeconds),
            Direction = activity.Direction == ActivityDirection.Inbound ? "inbound" : "outbound",
            Location = activity.Location ?? "",
            RecordingUrl = activity.RecordingUrl ?? "",
            Attendees = activity.Attendees,
            To = [.. Addresses(details, "to").Distinct()],
            Cc = [.. Addresses(details, "cc").Distinct()],
            When = when,
            Due = due,
            Zone = settings.Zone.Id,
            Loaded = (when, due, settings.Zone.Id),
            Assignee = activity.Assignee?.ToString() ?? "",
            Kind = Word(details["kind"]),
            Details = details,
        };
    }

    private static string[] Addresses(JsonObject details, string name) =>
        details[name] is JsonArray list ? [.. list.Select(one => one?.ToString()).OfType<string>()] : [];

    private static string Word(JsonNode? kind) =>
        Enum.TryParse<Sequences.TaskKind>(kind?.ToString().Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known)
            ? known.ToString()
            : nameof(Sequences.TaskKind.ToDo);
}
