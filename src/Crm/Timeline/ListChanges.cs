namespace Crm.Timeline;

/// <summary>From when on changes are listed.</summary>
/// <param name="Since">The moment. What was committed late may have happened a little before: ask from some seconds before the last look, and leave out events that you know.</param>
public sealed record ListChangesInput(DateTimeOffset Since)
{
    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new(PageRequest.MaxSize);
}

/// <summary>That something happened to a record.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Type">What happened, such as <c>activity.logged</c>.</param>
/// <param name="Record">The record.</param>
/// <param name="ShownIn">Other records whose timelines show it, such as a contact's company.</param>
public sealed record RecordChanged(CrmEventId Event, string Type, RecordRef Record, IReadOnlyList<RecordId> ShownIn);

/// <summary>Lists what happened lately to records that the caller may see, oldest first: a hint to open pages that there is something to load. What happened, they read.</summary>
/// <remarks>A page holds fewer than were asked for where the caller may not see some; the list ends with the page that has no next one. Invalid: the cursor is of another list.</remarks>
public sealed class ListChanges : UseCase<ListChangesInput, Page<RecordChanged>>
{
    internal ListChanges(UseCaseExecutor executor)
        : base(executor, "changes.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<Page<RecordChanged>> DecideAsync(Work work, ListChangesInput input)
    {
        var events = await work.Stores.Events.ListSinceAsync(input.Since.ToUniversalTime(), input.Page, work.Cancellation);
        if (events.Rows.Count == 0)
            return new Page<RecordChanged>([], events.Next);
        var ids = events.Rows.Select(happened => happened.Record.Id).ToHashSet();
        var seen = (await work.Stores.Records.GetHeadersAsync(ids, work.Cancellation))
            .Where(record => work.Access.Sees(record.Owner))
            .Select(record => record.Ref.Id)
            .ToHashSet();
        var links = await TimelineLinks.LoadAsync(work.Stores.Records, seen, work.Cancellation);
        var changes = events
            .Rows.Where(happened => seen.Contains(happened.Record.Id))
            .Select(happened => new RecordChanged(happened.Id, happened.Type, happened.Record, links.RolledUpTo(happened.Record.Id)));
        return new Page<RecordChanged>([.. changes], events.Next);
    }
}
