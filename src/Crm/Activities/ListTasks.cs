using Crm.Activities.Types;
using Crm.Sequences;

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

    /// <summary>Only what enrollments wait for.</summary>
    public bool OfSequencesOnly { get; init; }

    /// <summary>Whether drafts bring their text, whose hash an approval names.</summary>
    public bool WithText { get; init; }

    /// <summary>Whether rows bring whom they are about: name, number, address and time zone.</summary>
    public bool WithPeople { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();
}

/// <summary>An open task or draft.</summary>
/// <param name="Activity">The task or draft.</param>
/// <param name="Record">The record it is about, or null.</param>
/// <param name="RecordName">That record's name.</param>
/// <param name="AssigneeName">Whom it waits for; null: anybody.</param>
/// <param name="Text">A draft's text; null for a task, and where it was not asked for.</param>
public sealed record TaskView(ActivityView Activity, RecordRef? Record, string? RecordName, string? AssigneeName, DraftText? Text)
{
    /// <summary>What a task asks for; null for other types.</summary>
    public TaskKind? Kind { get; init; }

    /// <summary>The recipients of a draft; empty for a task.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Whom it is about; null where that is nobody whom the caller may see, or it was not asked for.</summary>
    public TaskPerson? Person { get; init; }
}

/// <summary>Lists what is to be done, the earliest due first: tasks and drafts of the caller and of those whose records the caller sees.</summary>
/// <remarks>Invalid: the page's size is out of range, or its cursor is of another list.</remarks>
public sealed class ListTasks : UseCase<ListTasksInput, Page<TaskView>>
{
    private readonly PluginCatalog plugins;

    internal ListTasks(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "tasks.list", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<Page<TaskView>> DecideAsync(Work work, ListTasksInput input)
    {
        var filter = new OpenActivityFilter
        {
            VisibleOwners = work.Access.VisibleOwners,
            Assignee = input.Assignee,
            TypeKeys = plugins.TypeKeys(input.Types),
            DueBefore = input.DueBefore?.ToUniversalTime(),
            OfSequencesOnly = input.OfSequencesOnly,
        };
        var page = await work.Stores.Activities.ListOpenAsync(filter, input.Page, work.Cancellation);
        var people = input.WithPeople
            ? await TaskPerson.OfAsync(work, [.. page.Rows.Select(row => row.Record?.Id).OfType<RecordId>().Distinct()])
            : new Dictionary<RecordId, TaskPerson>();
        return new Page<TaskView>(
            [
                .. page.Rows.Select(row =>
                    View(work.Access, row, input.WithText) with
                    {
                        Person = row.Record is { } record ? people.GetValueOrDefault(record.Id) : null,
                    }
                ),
            ],
            page.Next
        );
    }

    internal static TaskView View(Access access, OpenActivity row, bool withText) =>
        new(
            ActivityView.Of(row.Activity),
            row.Record,
            row.RecordName,
            access.NameOf(row.Activity.Assignee),
            withText && row.Activity.TypeKey == EmailDraftActivity.Key ? DraftText.Of(row.Activity) : null
        )
        {
            Kind = row.Activity.TypeKey == TaskActivity.Key ? TaskDetails.Of(row.Activity).Kind : null,
            To = row.Activity.TypeKey == EmailDraftActivity.Key ? EmailDraftDetails.Of(row.Activity).To : [],
        };
}
