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
        };

    /// <summary>What an activity says.</summary>
    public static ActivityDraft Of(ActivityPage page, DisplaySettings settings)
    {
        var (activity, details) = (page.Activity, JsonNode.Parse(page.Activity.Details.GetRawText()) as JsonObject ?? []);
        return new ActivityDraft
        {
            TypeKey = activity.TypeKey,
            Id = activity.Id,
            Revision = activity.Revision,
            Records = [.. page.Records],
            Subject = activity.Subject,
            Body = activity.Body ?? "",
            Outcome = activity.Outcome ?? "",
            Duration = activity.DurationSeconds,
            Direction = activity.Direction == ActivityDirection.Inbound ? "inbound" : "outbound",
            Location = activity.Location ?? "",
            RecordingUrl = activity.RecordingUrl ?? "",
            Attendees = activity.Attendees,
            To = Addresses(details, "to"),
            Cc = Addresses(details, "cc"),
            When = ActivityDraft.Picked(activity.OccurredAt, settings.Zone),
            Due = activity.DueAt is { } due ? ActivityDraft.Picked(due, settings.Zone) : "",
            Zone = settings.Zone.Id,
            Assignee = activity.Assignee is { } assignee && assignee != settings.Me ? assignee.ToString() : "",
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
