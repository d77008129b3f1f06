using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Which open tasks and drafts to list. Null members do not narrow.</summary>
public sealed record ListTasksInput
{
    /// <summary>Only of this assignee.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>Only of these types; <c>task</c> stands for <c>crm.task</c>.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only due at or before.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();
}

/// <summary>An open task or draft.</summary>
/// <param name="Activity">The task or draft.</param>
/// <param name="Record">The record it is about, or null.</param>
/// <param name="RecordName">That record's name.</param>
/// <param name="AssigneeName">Whom it waits for; null: anybody.</param>
public sealed record TaskRow(Activity Activity, RecordRef? Record, string? RecordName, string? AssigneeName);

/// <summary>Lists what is to be done, the earliest due first: tasks and drafts of the caller and of those whose records the caller sees. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class ListTasks(UseCaseExecutor executor, PluginCatalog plugins)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">Invalid: the page's size is out of range, or its cursor is of another list.</exception>
    public Task<Page<TaskRow>> ExecuteAsync(Caller caller, ListTasksInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.ReadAsync(caller, Right.ReadRecords, work => ListAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<Page<TaskRow>> ListAsync(Work work, ListTasksInput input, CancellationToken cancellationToken)
    {
        ListInput.CheckPage(input.Page);
        var filter = new OpenActivityFilter
        {
            VisibleOwners = work.Access.VisibleOwners,
            Assignee = input.Assignee,
            TypeKeys = ListInput.TypeKeys(plugins, input.Types),
            DueBefore = input.DueBefore?.ToUniversalTime(),
        };
        var page = await work.Stores.Activities.ListOpenAsync(filter, input.Page, cancellationToken);
        return new Page<TaskRow>([.. page.Rows.Select(row => Row(work.Access, row))], page.Next);
    }

    private static TaskRow Row(Access access, OpenActivity row) =>
        new(row.Activity, row.Record, row.RecordName, row.Activity.Assignee is { } id && access.Members.TryGetValue(id, out var member) ? member.Name : null);
}
