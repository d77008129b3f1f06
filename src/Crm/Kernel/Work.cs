using System.Text.Json;
using Crm.Audit;
using Crm.Events;

namespace Crm.Kernel;

/// <summary>
/// The frame of one decision: the transaction, who acts and why, one moment, and the rows that are wanted. Use cases, the runner, the sender and imports all decide in it; it is the only place that
/// writes audit rows and events. Not thread-safe.
/// </summary>
internal sealed class Work(IStores stores, WorkOrigin origin, Access access, ChangeSet changes, CancellationToken cancellation)
{
    /// <summary>The tenant's stores within the transaction.</summary>
    public IStores Stores { get; } = stores;

    /// <summary>Who acts, why and when.</summary>
    public WorkOrigin Origin { get; } = origin;

    /// <summary>What the actor may do and see.</summary>
    public Access Access { get; } = access;

    /// <summary>The rows that are wanted.</summary>
    public ChangeSet Changes { get; } = changes;

    /// <summary>Cancels reading; never the commit.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    public TenantId Tenant => Origin.Tenant;
    public Actor Actor => Origin.Actor;

    /// <summary>What led here, oldest first.</summary>
    public IReadOnlyList<string> Causes => Origin.Causes;

    /// <summary>The one moment of the decision, in UTC and whole microseconds.</summary>
    public DateTimeOffset Now => Origin.Now;

    /// <summary>A new id, version 7 of <see cref="Now"/>.</summary>
    public Guid NewId() => OrderedId.At(Now);

    /// <summary>The member who acts.</summary>
    /// <exception cref="CrmException">Refused: the host itself acts.</exception>
    public Member RequireMember() =>
        Access.Member ?? throw CrmException.Refused("no-member", "Only a member can do this; the host itself has nothing of its own.");

    /// <summary>The same frame with another origin, such as one more cause.</summary>
    public Work With(WorkOrigin changed) => new(Stores, changed, Access, Changes, Cancellation);

    /// <summary>The same frame with one more cause, such as <c>enrollment:{id}</c>; itself where the cause is known.</summary>
    public Work Because(string cause) => Causes.Contains(cause) ? this : With(Origin with { Causes = [.. Causes, cause] });

    /// <summary>The same frame with other rows wanted.</summary>
    public Work Into(ChangeSet other) => new(Stores, Origin, Access, other, Cancellation);

    /// <summary>Adds an audit row about a subject such as <c>contact:{id}</c> (null: no single thing), with its changed members; none for history, whose batch is the audit row.</summary>
    public void Audit(string? subject, object? before = null, object? after = null)
    {
        if (!Origin.IsHistory)
            Changes.Insert(
                new AuditEntry
                {
                    Tenant = Tenant,
                    Id = NewId(),
                    At = Now,
                    Actor = Actor,
                    Action = Origin.Action,
                    Subject = subject,
                    Before = before is null ? null : Json(before),
                    After = after is null ? null : Json(after),
                    Causes = Causes,
                }
            );
    }

    /// <summary>Adds an event of one of <see cref="EventTypes"/>, published after the commit; none where the origin publishes nothing.</summary>
    public void Publish(string type, RecordRef? about, EventPayload payload)
    {
        if (EventTypes.Find(type)?.Payload != payload.GetType())
            throw new InvalidOperationException($"{nameof(EventTypes)} names no event '{type}' with {payload.GetType().Name}.");
        if (Origin.IsPublished)
            PublishJson(type, about, Json(payload));
    }

    /// <summary>The same with data that is JSON already: that of a plugin's event, or written by hand where it is hot.</summary>
    public void PublishJson(string type, RecordRef? about, string json)
    {
        if (Origin.IsPublished)
            Changes.Insert(
                new OutboxEvent
                {
                    Tenant = Tenant,
                    Id = new CrmEventId(NewId()),
                    Type = type,
                    Record = about?.Id,
                    RecordType = about?.Type,
                    Payload = json,
                    Causes = Causes,
                    OccurredAt = Now,
                }
            );
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, ContractJson.Options);
}
