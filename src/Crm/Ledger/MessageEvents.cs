using System.Text.Json;
using Crm.Audit;
using Crm.Events;
using Crm.Messages;
using Crm.Messages.Sending;
using Crm.Plugins;

namespace Crm.Ledger;

/// <summary>Events and audit rows of messages; neither holds an address or a text.</summary>
internal static class MessageEvents
{
    /// <summary>Tells what became of a message.</summary>
    public static void Changed(ChangeSet changes, string type, Message message, DateTimeOffset now) =>
        Publish(
            changes,
            type,
            message,
            now,
            new
            {
                message = message.Id.Value,
                mailbox = message.Mailbox.Value,
                state = message.State,
                reason = message.Reason,
                enrollment = message.Enrollment?.Value,
            }
        );

    /// <summary>An event about a message's record.</summary>
    public static void Publish(ChangeSet changes, string type, Message message, DateTimeOffset now, object payload) =>
        changes.Insert(
            new OutboxEvent
            {
                Tenant = message.Tenant,
                Id = new EventId(OrderedId.At(now)),
                Type = type,
                Record = message.Record,
                RecordType = message.RecordType,
                Payload = JsonSerializer.Serialize(payload, ContractJson.Options),
                Causes = Because(message),
                OccurredAt = now,
            }
        );

    /// <summary>Who did it and what changed, where no step execution says so.</summary>
    public static void Audit(ChangeSet changes, string action, Message before, Message after, DateTimeOffset now) =>
        changes.Insert(
            new AuditEntry
            {
                Tenant = after.Tenant,
                Id = OrderedId.At(now),
                At = now,
                Actor = SentMail.Sender,
                Action = action,
                Subject = $"message:{after.Id}",
                Before = JsonSerializer.Serialize(new { before.State }, ContractJson.Options),
                After = JsonSerializer.Serialize(
                    new
                    {
                        after.State,
                        after.Reason,
                        after.Attempts,
                    },
                    ContractJson.Options
                ),
                Causes = Because(after),
            }
        );

    private static IReadOnlyList<string> Because(Message message) => [.. message.Causes, $"message:{message.Id}"];
}
