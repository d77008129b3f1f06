using System.Text.Json;
using Crm.Audit;
using Crm.Events;
using Crm.Plugins;

namespace Crm.Kernel;

/// <summary>What a use case works with: the stores, who calls, now, and the changes that it wants.</summary>
internal sealed class UseCaseContext(IUnitOfWork stores, Caller caller, Access access, TimeProvider time)
{
    /// <summary>The stores within the transaction.</summary>
    public IUnitOfWork Stores { get; } = stores;

    /// <summary>Who calls.</summary>
    public Caller Caller { get; } = caller;

    /// <summary>What the caller may do and see.</summary>
    public Access Access { get; } = access;

    /// <summary>The tenant.</summary>
    public TenantId Tenant => Caller.Tenant;

    /// <summary>Now, in UTC, one moment for the whole use case; microseconds, as the database keeps them.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow().ToMicroseconds();

    /// <summary>What is to be written.</summary>
    public ChangeSet Changes { get; } = new();

    /// <summary>The use case's name in the audit.</summary>
    public string Action { get; set; } = "";

    /// <summary>The actor as text.</summary>
    public string Author => Caller.Actor.ToString()!;

    /// <summary>A new id, version 7 of the injected clock.</summary>
    public Guid NewId() => OrderedId.At(Now);

    /// <summary>Adds the audit row.</summary>
    /// <param name="subject">What it was done to, such as <c>contact:{id}</c>.</param>
    /// <param name="before">Changed members before; serialised.</param>
    /// <param name="after">Changed members after; serialised.</param>
    public void Audit(string? subject, object? before = null, object? after = null) =>
        Changes.Insert(
            new AuditEntry
            {
                Tenant = Tenant,
                Id = NewId(),
                At = Now,
                Actor = Author,
                Action = Action,
                Subject = subject,
                Before = before is null ? null : JsonSerializer.Serialize(before, ContractJson.Options),
                After = after is null ? null : JsonSerializer.Serialize(after, ContractJson.Options),
                Causes = Caller.Causes,
            }
        );

    /// <summary>Puts the caller's causes before those of what sequences and messages decided here: their rows know the enrollment or message that led to them, not who called.</summary>
    public void TellCauses()
    {
        if (Caller.Causes.Count == 0)
            return;
        foreach (var table in Changes.Tables)
        {
            for (var index = 0; index < table.Inserts.Count; index++)
                table.Inserts[index] = table.Inserts[index] switch
                {
                    OutboxEvent told => told with { Causes = [.. Caller.Causes, .. told.Causes.Except(Caller.Causes)] },
                    AuditEntry audited => audited with { Causes = [.. Caller.Causes, .. audited.Causes.Except(Caller.Causes)] },
                    var other => other,
                };
        }
    }

    /// <summary>Records an event; told after the commit.</summary>
    public void Publish(string type, RecordRef? record, object payload) =>
        Changes.Insert(
            new OutboxEvent
            {
                Tenant = Tenant,
                Id = new EventId(NewId()),
                Type = type,
                Record = record?.Id,
                RecordType = record?.Type,
                Payload = JsonSerializer.Serialize(payload, ContractJson.Options),
                Causes = Caller.Causes,
                OccurredAt = Now,
            }
        );
}
