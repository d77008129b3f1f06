namespace Crm.Events;

/// <summary>Which parked events are listed. Null members do not narrow.</summary>
public sealed record ListParkedEventsInput
{
    /// <summary>Only those of this subscriber, by its key.</summary>
    public string? Subscriber { get; init; }

    /// <summary>Which page; null: the first.</summary>
    public PageRequest? Page { get; init; }
}

/// <summary>Lists events that were given up for a subscriber, oldest first.</summary>
/// <remarks>Errors: Invalid: the cursor is of another list.</remarks>
public sealed class ListParkedEvents : UseCase<ListParkedEventsInput, Page<ParkedEventView>>
{
    internal ListParkedEvents(UseCaseExecutor executor)
        : base(executor, "events.parked", Right.Administer, WorkKind.Read) { }

    private protected override async Task<Page<ParkedEventView>> DecideAsync(Work work, ListParkedEventsInput input)
    {
        var filter = new ParkedFilter { Subscriber = input.Subscriber };
        var page = await work.Stores.Events.ListParkedAsync(filter, input.Page ?? new PageRequest(), work.Cancellation);
        var rows = await work.Stores.Events.GetAsync([.. page.Rows.Select(entry => entry.Event).Distinct()], work.Cancellation);
        var events = rows.ToDictionary(row => row.Id, EventRelay.Of);
        var known = page.Rows.Where(entry => events.ContainsKey(entry.Event));
        return new Page<ParkedEventView>([.. known.Select(entry => ParkedEventView.Of(entry, events[entry.Event]))], page.Next);
    }
}
