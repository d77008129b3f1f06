using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Microsoft.Extensions.Localization;

namespace Crm.Components;

/// <summary>Writes what stands in a dialog, by the use case that it is for.</summary>
internal sealed class ActivityWriting(Engine engine, IStringLocalizer<Texts> texts)
{
    /// <summary>Logs, creates, edits or sends.</summary>
    /// <exception cref="CrmException">As the use case throws it; what was typed wrongly is Invalid.</exception>
    public Task WriteAsync(ActivityDraft draft, ActivityTypeDescriptor type) =>
        draft switch
        {
            { Id: { } id } => EditAsync(draft, id, type.Uses),
            { TypeKey: ActivityTypes.Task } => CreateTaskAsync(draft),
            { TypeKey: ActivityTypes.Email, IsSent: true } => SendAsync(draft),
            { TypeKey: ActivityTypes.Email } => LogEmailAsync(draft),
            _ => engine.RunAsync(
                (LogActivity log, Kernel.Caller caller) =>
                    log.ExecuteAsync(caller, new LogActivityInput(draft.TypeKey, Refs(draft), draft.ToContent(type.Uses, texts)), CancellationToken.None)
            ),
        };

    private Task<ActivityView> CreateTaskAsync(ActivityDraft draft)
    {
        var input = new CreateTaskInput(Refs(draft), draft.Subject)
        {
            Body = ActivityDraft.Text(draft.Body),
            Kind = Enum.Parse<TaskKind>(draft.Kind),
            DueAt = draft.Moment(draft.Due, "dueAt"),
            Assignee = Guid.TryParse(draft.Assignee, out var member) ? new MemberId(member) : null,
        };
        return engine.RunAsync((CreateTask create, Kernel.Caller caller) => create.ExecuteAsync(caller, input, CancellationToken.None));
    }

    private Task<ActivityView> LogEmailAsync(ActivityDraft draft)
    {
        var input = new LogEmailInput(Refs(draft), draft.Subject)
        {
            Body = ActivityDraft.Text(draft.Body),
            Direction = draft.ToDirection(),
            To = draft.To,
            Cc = draft.Cc,
            OccurredAt = draft.Moment(draft.When, "occurredAt"),
        };
        return engine.RunAsync((LogEmail log, Kernel.Caller caller) => log.ExecuteAsync(caller, input, CancellationToken.None));
    }

    private Task<MessageView> SendAsync(ActivityDraft draft)
    {
        if (draft.To.Count > 1)
            throw CrmException.Invalid("to", texts["A mail that is sent from here has one recipient. Remove the others, or write to each of them."]);
        if (FilledTemplate.MarksIn(draft.Subject, draft.Body) is { Count: > 0 } marks)
            throw CrmException.Invalid("text", texts["Replace {0} before it is sent.", string.Join(", ", marks)]);
        var input = new SendEmailInput(Refs(draft)[0], draft.Subject, draft.Body) { To = draft.To.Count > 0 ? draft.To[0] : null };
        return engine.RunAsync((SendEmail send, Kernel.Caller caller) => send.ExecuteAsync(caller, input, CancellationToken.None));
    }

    private async Task EditAsync(ActivityDraft draft, ActivityId id, ActivityFields uses)
    {
        var content = draft.ToContent(uses, texts);
        var empty =
            (content.Duration is null ? ActivityFields.Duration : 0)
            | (content.Outcome is null ? ActivityFields.Outcome : 0)
            | (content.Location is null ? ActivityFields.Location : 0)
            | (content.RecordingUrl is null ? ActivityFields.Recording : 0)
            | (content.DueAt is null ? ActivityFields.Due : 0);
        var input = new EditActivityInput(id, draft.Revision)
        {
            Subject = draft.Subject,
            Body = draft.Body,
            Outcome = content.Outcome,
            Duration = content.Duration,
            Location = content.Location,
            Attendees = uses.HasFlag(ActivityFields.Attendees) ? content.Attendees : null,
            Direction = content.Direction,
            RecordingUrl = content.RecordingUrl,
            DueAt = (draft.Due, draft.Zone) == (draft.Loaded.Due, draft.Loaded.Zone) ? null : content.DueAt,
            OccurredAt = (draft.When, draft.Zone) == (draft.Loaded.When, draft.Loaded.Zone) ? null : content.OccurredAt,
            Details = Details(draft),
            Assignee = Guid.TryParse(draft.Assignee, out var member) ? new MemberId(member) : null,
            Clear = empty & uses,
        };
        await engine.RunAsync((EditActivity edit, Kernel.Caller caller) => edit.ExecuteAsync(caller, input, CancellationToken.None));
        if (draft.Further.Count > 0)
            await engine.RunAsync(
                (LinkActivity link, Kernel.Caller caller) =>
                    link.ExecuteAsync(caller, new LinkActivityInput(id, [.. draft.Further.Select(record => record.Record)]), CancellationToken.None)
            );
    }

    /// <summary>The type's own record with what the dialog has of it; what it does not show stays.</summary>
    private static JsonElement? Details(ActivityDraft draft)
    {
        if (draft.TypeKey == ActivityTypes.Email)
        {
            draft.Details["to"] = new JsonArray([.. draft.To.Select(address => (JsonNode)address)]);
            draft.Details["cc"] = new JsonArray([.. draft.Cc.Select(address => (JsonNode)address)]);
        }
        else if (draft.TypeKey == ActivityTypes.Task)
        {
            draft.Details["kind"] = JsonSerializer.SerializeToNode(Enum.Parse<TaskKind>(draft.Kind), Plugins.ContractJson.Options);
        }
        return draft.Details.Count > 0 ? JsonSerializer.SerializeToElement(draft.Details) : null;
    }

    private static IReadOnlyList<RecordRef> Refs(ActivityDraft draft) => [.. draft.Records.Concat(draft.Further).Select(record => record.Record).Distinct()];
}
