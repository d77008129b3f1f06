using System.Text.Json;
using Crm.Events;
using Crm.Records;

namespace Crm.MassTransit;

/// <summary>The only message type on the bus: notifies other processes of a committed event. The database remains the source of truth.</summary>
public sealed record CrmEventEnvelope
{
    /// <summary>The event's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant in which the event occurred.</summary>
    public required Guid Tenant { get; init; }

    /// <summary>What happened, such as <c>activity.logged</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When the event occurred, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The record that the event is about, or null.</summary>
    public Guid? Record { get; init; }

    /// <summary>That record's type, or null.</summary>
    public string? RecordType { get; init; }

    /// <summary>The event's own data as JSON.</summary>
    public required string Payload { get; init; }

    /// <summary>The keys of the causes that led to this event, oldest first.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    internal static CrmEventEnvelope Of(CrmEvent occurred) =>
        new()
        {
            Id = occurred.Id.Value,
            Tenant = occurred.Tenant.Value,
            Type = occurred.Type,
            OccurredAt = occurred.OccurredAt,
            Record = occurred.Record?.Id.Value,
            RecordType = occurred.Record?.Type.ToString(),
            Payload = occurred.Payload.GetRawText(),
            Causes = occurred.Causes,
        };

    internal CrmEvent ToEvent() =>
        new()
        {
            Id = new CrmEventId(Id),
            Tenant = new TenantId(Tenant),
            Type = Type,
            OccurredAt = OccurredAt,
            Record = Record is { } id && Enum.TryParse<RecordType>(RecordType, out var type) ? new RecordRef(type, new RecordId(id)) : null,
            Payload = JsonElement.Parse(Payload),
            Causes = Causes,
        };
}
