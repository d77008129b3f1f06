using System.Text.Json;
using Crm.Activities.Types;
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

/// <summary>Creates a task: <see cref="LogActivity"/> with the type <c>crm.task</c>. Publishes <c>activity.logged</c>.</summary>
/// <remarks>See <see cref="LogActivity"/>.</remarks>
public sealed class CreateTask : UseCase<CreateTaskInput, ActivityView>
{
    private readonly PluginCatalog plugins;

    internal CreateTask(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "task.create", Right.EditRecords, WorkKind.Write) => this.plugins = plugins;

    private protected override Task<ActivityView> DecideAsync(Work work, CreateTaskInput input) =>
        work.LogAsync(
            plugins,
            TaskActivity.Key,
            input.Records,
            new ActivityContent
            {
                Subject = input.Subject,
                Body = input.Body,
                Details = JsonSerializer.SerializeToElement(new TaskDetails(input.Kind), ContractJson.Options),
                DueAt = input.DueAt,
                Assignee = input.Assignee ?? work.Access.Member?.Id,
            }
        );
}
