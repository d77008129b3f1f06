using Crm.Events;

namespace Crm.Stores;

/// <summary>Reads the events that subscribers have not handled.</summary>
public interface IEventStore
{
    /// <summary>A page of the parked ones, oldest event first.</summary>
    Task<Page<InboxEntry>> ListParkedAsync(ParkedFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Events by id; unknown ones are left out.</summary>
    Task<IReadOnlyList<OutboxEvent>> GetAsync(IReadOnlyCollection<CrmEventId> ids, CancellationToken cancellationToken);

    /// <summary>A page of the events about records that happened at a moment (UTC) or later, oldest first, without what they say.</summary>
    Task<Page<RecordEvent>> ListSinceAsync(DateTimeOffset since, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many events each subscriber has not handled, by its key: parked ones, and those that happened before a moment (UTC) and are still waiting.</summary>
    Task<IReadOnlyList<SubscriberBacklog>> CountBacklogAsync(DateTimeOffset since, CancellationToken cancellationToken);
}
