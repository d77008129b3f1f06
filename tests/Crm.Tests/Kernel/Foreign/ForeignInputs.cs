using System.Text.Json.Nodes;
using Crm.Accounts;
using Crm.Activities;
using Crm.Messages;
using Crm.Plugins;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;

namespace Crm.Kernel.Foreign;

/// <summary>Inputs with which a use case would reach what they name.</summary>
internal static class ForeignInputs
{
    /// <summary>What an input needs besides what its schema asks for, by action.</summary>
    private static readonly Dictionary<string, string> More = new()
    {
        ["activity.edit"] = """{ "body": "Other words" }""",
        ["activity.log"] = """{ "type": "crm.note", "content": { "body": "A note." } }""",
        ["address.suppress"] = """{ "address": "somebody@customer.example" }""",
        ["company.create"] = """{ "name": "New Ltd" }""",
        ["contact.create"] = """{ "lastName": "New" }""",
        ["deal.create"] = """{ "name": "New deal" }""",
        ["deal.move"] = """{ "stage": "engaging" }""",
        ["draft.edit"] = """{ "subject": "Another subject" }""",
        ["email.log"] = """{ "subject": "Their answer", "body": "Yes." }""",
        ["enrollments.resume"] = """{ "state": "paused" }""",
        ["lead.create"] = """{ "lastName": "New" }""",
        ["mailbox.add"] = """{ "address": "new@acme.example" }""",
        ["mailbox.stop"] = """{ "why": "It moves." }""",
        ["meeting.log"] = """{ "subject": "A meeting" }""",
        ["member.add"] = """{ "name": "New Member" }""",
        ["message.send"] = """{ "subject": "Hello", "text": "A question." }""",
        ["messages.settle"] = """{ "answer": "wasSent" }""",
        ["record.create"] = """{ "type": "contact", "values": { "fields": { "last_name": "New" } } }""",
        ["record.update"] = """{ "expectedRevision": 1, "changes": { "fields": { "country": "FR" } } }""",
        ["record.upsert"] =
            """{ "type": "contact", "reference": { "system": "erp", "value": "new-1" }, "values": { "fields": { "last_name": "New", "country": "FR" } } }""",
        ["records.export"] = """{ "list": { "type": "contact" } }""",
        ["records.list"] = """{ "type": "contact" }""",
        ["sequence.revise-text"] = """{ "step": "first", "texts": { "subject": "Other words" } }""",
        ["suppression.lift"] = """{ "address": "somebody@customer.example", "why": "They asked for it." }""",
        ["task.create"] = """{ "subject": "Do it" }""",
        ["tasks.edit"] = """{ "dueAt": "2026-03-09T09:00:00Z" }""",
        ["view.save"] = """{ "name": "Mine", "list": { "type": "contact" } }""",
        ["template.preview"] = """{ "subject": "Hello", "text": "A question." }""",
        ["team.add"] = """{ "name": "South" }""",
    };

    /// <summary>What names a thing in a slot.</summary>
    public static JsonNode? ValueOf(UseCase useCase, ForeignSlot slot, ForeignThings things, TeamId team)
    {
        var (action, name) = (useCase.Action, slot.Path.Split('.')[^1].TrimEnd(']', '['));
        object? value = slot.Type.Name switch
        {
            nameof(RecordRef) => (action == "record.restore" ? things.Deleted : (CrmRecord)things.Contact).Ref,
            nameof(RecordId) => RecordOf(action, name, things).Id,
            nameof(ActivityId) => ActivityOf(action, things).Id,
            nameof(EnrollmentId) => things.Enrollment.Id,
            nameof(MessageId) => (
                action == "message.settle" ? things.Unknown
                : name == "inReplyTo" ? things.Sent
                : things.Queued
            ).Id,
            nameof(MailboxId) => things.Mailbox.Id,
            nameof(MemberId) => things.Member,
            nameof(SessionId) => things.Session.Id,
            nameof(TeamId) => team,
            nameof(SequenceId) => things.Sequence.Id,
            _ => TextOf(action, slot, name, things),
        };
        return value is null ? null
            : slot.Path.Contains("ields.", StringComparison.Ordinal) ? JsonValue.Create($"{value}")
            : System.Text.Json.JsonSerializer.SerializeToNode(value, ContractJson.Options);
    }

    /// <summary>The least that the use case takes, about things that the caller may work with.</summary>
    public static JsonObject Least(UseCase useCase, ForeignSlot named, ForeignThings own, TeamId team)
    {
        var schema = System.Text.Json.JsonSerializer.SerializeToNode(ContractJson.SchemaOf(useCase.InputType))!;
        var input = (JsonObject)SchemaSample.Of(schema, isFull: false)!;
        foreach (var slot in ForeignSlot.Of(useCase.InputType).Where(slot => IsRequired(schema, slot)))
            if (ValueOf(useCase, slot, own, team) is { } value)
                slot.Put(input, value);
        if (More.TryGetValue(useCase.Action, out var more))
            Merge(input, (JsonObject)JsonNode.Parse(more)!);
        if (named.Path.Contains("attendees", StringComparison.Ordinal) && input.ContainsKey("type"))
            input["type"] = "crm.meeting";
        else if (named.Path.Contains("attendees", StringComparison.Ordinal) && input.ContainsKey("id"))
            input["id"] = own.Meeting.Id.ToString();
        // Only deals have a contact, and only companies a parent.
        if (named.Path.EndsWith("ields.contact", StringComparison.Ordinal))
            Retype(input, own.Deal);
        else if (named.Path.EndsWith("ields.parent", StringComparison.Ordinal))
            Retype(input, own.Company);
        return input;
    }

    private static void Retype(JsonObject input, CrmRecord record)
    {
        if (input.ContainsKey("record"))
            input["record"] = record.Ref.ToString();
        if (!input.ContainsKey("type"))
            return;
        input["type"] = record.Type.ToString().ToLowerInvariant();
        input["values"] = new JsonObject { ["fields"] = new JsonObject { ["name"] = "New" } };
    }

    private static CrmRecord RecordOf(string action, string name, ForeignThings things) =>
        name switch
        {
            "company" or "parent" => things.Company,
            "lead" => things.Lead,
            "deal" => things.Deal,
            _ => things.Contact,
        };

    private static Activity ActivityOf(string action, ForeignThings things) =>
        action switch
        {
            "task.reopen" => things.Done,
            ['d', 'r', 'a', 'f', 't', ..] => things.Draft,
            "activity.edit" or "activity.link" or ['t', 'a', 's', 'k', ..] => things.Task,
            _ => things.Call,
        };

    private static string? TextOf(string action, ForeignSlot slot, string name, ForeignThings things) =>
        (action, name) switch
        {
            ("member.resolve", _) => $"{things.Member}",
            (_, "reference" or "references") => things.Contact.Ref.ToString(),
            (_, "sequence") => things.Sequence.Key,
            (_, "key") when action.StartsWith("sequence.", StringComparison.Ordinal) => things.Sequence.Key,
            (_, "batch") => $"{things.Enrollment.Batch ?? things.Enrollment.Id.Value}",
            (_, "address") when action.StartsWith("suppression", StringComparison.Ordinal) || action == "address.suppress" => things.Address,
            _ => null,
        };

    private static bool IsRequired(JsonNode schema, ForeignSlot slot) =>
        !slot.Path.Contains('.', StringComparison.Ordinal)
        && schema["required"] is JsonArray required
        && required.Any(name => name!.GetValue<string>() == slot.Path.TrimEnd(']', '['));

    private static void Merge(JsonObject input, JsonObject more)
    {
        foreach (var (name, value) in more)
            if (value is JsonObject part && input[name] is JsonObject whole)
                Merge(whole, part);
            else
                input[name] = value?.DeepClone();
    }
}
