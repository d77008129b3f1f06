namespace Crm.Events;

/// <summary>Receives events after they are committed. If it throws, the event is delivered again later. It may receive an event twice and must handle that.</summary>
public interface IEventSubscriber
{
    /// <summary>The subscriber's key, <c>{plugin id}.{name}</c>; deliveries are recorded under it.</summary>
    string Key { get; }

    /// <summary>The event types to receive; a trailing <c>*</c> matches any ending.</summary>
    IReadOnlyList<string> EventTypes { get; }

    /// <summary>Handles one event. If it throws, the event is delivered again later.</summary>
    Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken);
}
