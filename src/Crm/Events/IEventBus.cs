namespace Crm.Events;

/// <summary>Tells other processes what happened, as a hint: open pages refresh. The database is the truth; a bus that is down delays news, never work.</summary>
public interface IEventBus
{
    /// <summary>Tells events, oldest first. May be called again with events that were told already.</summary>
    /// <exception cref="Exception">They are told again later.</exception>
    Task PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken);
}
