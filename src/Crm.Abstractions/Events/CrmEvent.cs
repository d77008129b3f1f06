using System.Text.Json;
using Crm.Records;

namespace Crm.Events;

/// <summary>Something that happened and was committed.</summary>
public sealed record CrmEvent
{
    /// <summary>The event's id; a subscriber may see it more than once and recognises it by this.</summary>
    public required CrmEventId Id { get; init; }

    /// <summary>Whose.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>What happened, such as <c>activity.logged</c>, <c>enrollment.finished</c>; plugins publish under their own id.</summary>
    public required string Type { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The record it is about, or null.</summary>
    public RecordRef? Record { get; init; }

    /// <summary>The event's own data as a JSON object; members are added, never renamed.</summary>
    public required JsonElement Payload { get; init; }

    /// <summary>The keys of what led here, oldest first; a rule acts once per cause, and a chain over ten is refused.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>The causes of what is done because of this event, itself the last: to be handed on to whatever is called, so that rules that answer each other come to an end.</summary>
    public IReadOnlyList<string> CausesForFollowUp => [.. Causes, $"event:{Id}"];
}
