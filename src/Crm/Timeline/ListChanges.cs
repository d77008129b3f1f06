namespace Crm.Timeline;

/// <summary>From when on changes are listed.</summary>
/// <param name="Since">The moment. What was committed late may have happened a little before: ask from some seconds before the last look, and leave out events that you know.</param>
public sealed record ListChangesInput(DateTimeOffset Since);

/// <summary>That something happened to a record.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Type">What happened, such as <c>activity.logged</c>.</param>
/// <param name="Record">The record.</param>
/// <param name="ShownIn">Other records whose timelines show it, such as a contact's company.</param>
public sealed record RecordChanged(CrmEventId Event, string Type, RecordRef Record, IReadOnlyList<RecordId> ShownIn);

/// <summary>Lists what happened lately to records that the caller may see, oldest first, at most 500: a hint to open pages that there is something to load. What happened, they read.</summary>
public sealed class ListChanges : UseCase<ListChangesInput, IReadOnlyList<RecordChanged>>
{
    private const int Most = 500;

    internal ListChanges(UseCaseExecutor executor)
        : base(executor, "changes.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<RecordChanged>> DecideAsync(Work work, ListChangesInput input)
    {
        var events = await work.Stores.Events.ListSinceAsync(input.Since.ToUniversalTime(), Most, work.Cancellation);
        if (events.Count == 0)
            return [];
        var ids = events.Select(happened => happened.Record.Id).ToHashSet();
        var seen = (await work.Stores.Records.GetHeadersAsync(ids, work.Cancellation))
            .Where(record => work.Access.Sees(record.Owner))
            .Select(record => record.Ref.Id)
            .ToHashSet();
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, seen, work.Cancellation);
        return
        [
            .. events
                .Where(happened => seen.Contains(happened.Record.Id))
                .Select(happened => new RecordChanged(happened.Id, happened.Type, happened.Record, links.RolledUpTo(happened.Record.Id))),
        ];
    }
}
