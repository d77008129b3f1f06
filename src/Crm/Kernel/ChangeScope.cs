using System.Text.Json;
using Crm.Audit;
using Crm.Events;
using Crm.Plugins;

namespace Crm.Kernel;

/// <summary>Who changes records, when and why, and where the changes go.</summary>
internal sealed record ChangeScope
{
    /// <summary>Whose.</summary>
    public required TenantId Tenant { get; init; }

    /// <summary>Now, in UTC, in microseconds.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Who, as <c>member:{id}</c> or <c>system:{name}</c>.</summary>
    public required string Author { get; init; }

    /// <summary>The use case's name in the audit.</summary>
    public required string Action { get; init; }

    /// <summary>What led here, oldest first.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>What is to be written.</summary>
    public required ChangeSet Changes { get; init; }

    /// <summary>Whether it is history from elsewhere: its batch is the audit row, and a lost deal needs no reason.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Whether events tell of it.</summary>
    public bool IsPublished { get; init; } = true;

    /// <summary>The scope of a use case.</summary>
    public static ChangeScope Of(UseCaseContext context) =>
        new()
        {
            Tenant = context.Tenant,
            Now = context.Now,
            Author = context.Author,
            Action = context.Action,
            Causes = context.Caller.Causes,
            Changes = context.Changes,
        };

    /// <summary>A new id, version 7 of the moment.</summary>
    public Guid NewId() => OrderedId.At(Now);

    /// <summary>Adds the audit row and the event of a change.</summary>
    public void Tell(RecordRef record, string type, object payload, object? before, object? after)
    {
        if (!IsHistory)
            Changes.Insert(
                new AuditEntry
                {
                    Tenant = Tenant,
                    Id = NewId(),
                    At = Now,
                    Actor = Author,
                    Action = Action,
                    Subject = record.ToString(),
                    Before = before is null ? null : JsonSerializer.Serialize(before, ContractJson.Options),
                    After = after is null ? null : JsonSerializer.Serialize(after, ContractJson.Options),
                    Causes = Causes,
                }
            );
        Publish(record, type, payload);
    }

    /// <summary>Adds an event; told after the commit.</summary>
    public void Publish(RecordRef record, string type, object payload)
    {
        if (!IsPublished)
            return;
        Changes.Insert(
            new OutboxEvent
            {
                Tenant = Tenant,
                Id = new EventId(NewId()),
                Type = type,
                Record = record.Id,
                RecordType = record.Type,
                Payload = JsonSerializer.Serialize(payload, ContractJson.Options),
                Causes = Causes,
                OccurredAt = Now,
            }
        );
    }
}
