using System.Text.Json;
using Crm.Records;

namespace Crm.Events;

/// <summary>A committed event.</summary>
public sealed record CrmEvent
{
    /// <summary>The event's id; a subscriber that receives an event more than once recognizes it by this id.</summary>
    public required CrmEventId Id { get; init; }

    /// <summary>The tenant in which the event occurred.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>What happened, such as <c>activity.logged</c> or <c>enrollment.finished</c>; a plugin's event types begin with its id.</summary>
    public required string Type { get; init; }

    /// <summary>When the event occurred, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The record that the event is about, or null.</summary>
    public RecordRef? Record { get; init; }

    /// <summary>The event's own data as a JSON object; members are added, never renamed.</summary>
    public required JsonElement Payload { get; init; }

    /// <summary>The keys of the causes that led to this event, oldest first; a chain longer than ten is refused.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>The causes to pass to whatever a subscriber calls because of this event, which is the last of them. They stop automations that trigger each other.</summary>
    public IReadOnlyList<string> CausesForFollowUp => [.. Causes, $"event:{Id}"];
}
