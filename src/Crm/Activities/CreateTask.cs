using System.Text.Json;
using Crm.Plugins;
using Crm.Sequences;

namespace Crm.Activities;

/// <summary>Something to do.</summary>
/// <param name="Records">The records it is about, at most 50; may be empty.</param>
/// <param name="Subject">What to do, in one line.</param>
public sealed record CreateTaskInput(IReadOnlyList<RecordRef> Records, string Subject)
{
    /// <summary>More words.</summary>
    public string? Body { get; init; }

    /// <summary>What is to be done; completing a call logs it.</summary>
    public TaskKind Kind { get; init; }

    /// <summary>Until when; null: no date.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Who is to do it; null: the caller, and nobody where the host itself calls.</summary>
    public MemberId? Assignee { get; init; }
}

/// <summary>Creates a task: <see cref="LogActivity"/> with the type <c>crm.task</c>; refused where no such type is loaded.</summary>
public sealed class CreateTask(LogActivity log)
{
    /// <inheritdoc cref="LogActivity.ExecuteAsync"/>
    public Task<Activity> ExecuteAsync(Caller caller, CreateTaskInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        var content = new ActivityContent
        {
            Subject = input.Subject,
            Body = input.Body,
            Details = JsonSerializer.SerializeToElement(new { kind = input.Kind }, ContractJson.Options),
            DueAt = input.DueAt,
            Assignee = input.Assignee ?? (caller.Actor as Actor.OfMember)?.Id,
        };
        return log.ExecuteAsync(caller, new LogActivityInput(ActivityDecisions.TaskType, input.Records, content), cancellationToken);
    }
}
