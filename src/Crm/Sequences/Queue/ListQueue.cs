using Crm.Activities;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Sequences;

/// <summary>What of the queue to list. Null members do not narrow.</summary>
public sealed record ListQueueInput
{
    /// <summary>Only what waits for this member.</summary>
    public MemberId? Assignee { get; init; }

    /// <summary>Only due at or before.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();
}

/// <summary>A task or draft that an enrollment waits for.</summary>
/// <param name="Activity">The task or draft.</param>
/// <param name="Record">The record it is about, or null.</param>
/// <param name="RecordName">That record's name.</param>
/// <param name="Text">A draft's text; null for a task. Its hash is what an approval names.</param>
public sealed record QueueRow(Activity Activity, RecordRef? Record, string? RecordName, DraftText? Text);

/// <summary>Lists what enrollments wait for people to do, the earliest due first.</summary>
/// <remarks>Invalid: the page's size is out of range, or its cursor is of another list.</remarks>
public sealed class ListQueue : UseCase<ListQueueInput, Page<QueueRow>>
{
    internal ListQueue(UseCaseExecutor executor)
        : base(executor, "queue.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<Page<QueueRow>> DecideAsync(Work work, ListQueueInput input)
    {
        if (input.Page.Size is < 1 or > 200)
            throw CrmException.Invalid("page.size", $"It must be 1–200, was {input.Page.Size}.");
        var filter = new OpenActivityFilter
        {
            VisibleOwners = work.Access.VisibleOwners,
            Assignee = input.Assignee,
            TypeKeys = [ActivityDecisions.TaskType, ActivityDecisions.DraftType],
            DueBefore = input.DueBefore?.ToUniversalTime(),
        };
        var page = await work.Stores.Activities.ListOpenAsync(filter, input.Page, work.Cancellation);
        return new Page<QueueRow>([.. page.Rows.Where(row => row.Activity.Enrollment is not null).Select(Row)], page.Next);
    }

    private static QueueRow Row(OpenActivity row) =>
        new(row.Activity, row.Record, row.RecordName, row.Activity.TypeKey == ActivityDecisions.DraftType ? DraftText.Of(row.Activity) : null);
}
