using Crm.Events;

namespace Crm.Plugins;

/// <summary>A loaded event subscriber; its instance is taken from the scope in which an event is delivered.</summary>
/// <param name="Key">Its key; what was delivered is remembered under it.</param>
/// <param name="EventTypes">Types to be told of; a trailing <c>*</c> stands for any ending.</param>
/// <param name="Type">The class.</param>
internal sealed record SubscriberType(string Key, IReadOnlyList<string> EventTypes, Type Type)
{
    /// <summary>Whether a subscriber, loaded or missing, wants a type of event.</summary>
    /// <param name="eventTypes">The types that it names.</param>
    /// <param name="eventType">The type of the event.</param>
    public static bool Wants(IReadOnlyList<string> eventTypes, string eventType) =>
        eventTypes.Any(wanted => wanted.EndsWith('*') ? eventType.StartsWith(wanted[..^1], StringComparison.Ordinal) : wanted == eventType);

    /// <summary>The subscriber, for one delivery, out of its scope.</summary>
    public IEventSubscriber From(IServiceProvider services) => (IEventSubscriber)services.GetService(Type)!;
}
