namespace Crm.Events;

/// <summary>Publishes to other processes what happened, as a hint: open pages refresh. The database is the truth; a bus that is down delays news, never work.</summary>
public interface IEventBus
{
    /// <summary>Publishes events, oldest first. May be called again with events that were published already.</summary>
    /// <exception cref="Exception">They are published again later.</exception>
    Task PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken);
}
