namespace Crm.Events;

/// <summary>Is told of events after their commit, once per event and subscriber unless it throws; then again, later. May run twice and must bear it.</summary>
public interface IEventSubscriber
{
    /// <summary>The subscriber's key, <c>{plugin id}.{name}</c>; what was delivered is remembered under it.</summary>
    string Key { get; }

    /// <summary>Types to be told of; a trailing <c>*</c> stands for any ending.</summary>
    IReadOnlyList<string> EventTypes { get; }

    /// <summary>Handles one event. An exception means: deliver it again later.</summary>
    Task HandleAsync(CrmEvent occurred, CancellationToken cancellationToken);
}
