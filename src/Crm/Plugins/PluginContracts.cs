using Crm.Activities;
using Crm.Events;
using Crm.Import;
using Crm.Messages;
using Crm.Sequences;

namespace Crm.Plugins;

/// <summary>The contracts that a plugin's class may stand behind, and where each says its key.</summary>
internal static class PluginContracts
{
    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<Type> All => Known;

    private static readonly HashSet<Type> Known =
    [
        typeof(IActivityType),
        typeof(ISequenceStepHandler),
        typeof(ISlowSequenceStepHandler),
        typeof(IMessageTransport),
        typeof(IMailboxReader),
        typeof(IImportFormat),
        typeof(IStopRule),
        typeof(IEligibilityRule),
        typeof(ISchedule),
        typeof(IEventSubscriber),
    ];

    /// <summary>Whether an interface is one that the engine looks for; marker interfaces of a plugin's own are not registered.</summary>
    public static bool IsContract(Type type) => Known.Contains(type);

    /// <summary>The contracts that a class stands behind.</summary>
    public static IReadOnlyList<Type> Of(Type type) => [.. type.GetInterfaces().Where(IsContract)];

    /// <summary>What must be unique among all plugins, with the contract's word in front; a channel is no key and needs no prefix.</summary>
    public static IEnumerable<(string Kind, string Key, bool IsPrefixed)> Keys(object instance)
    {
        if (instance is IActivityType activityType)
            yield return ("activity type", activityType.Descriptor.Key, true);
        if (instance is ISequenceStepHandler fast)
            yield return ("step handler", fast.Descriptor.Key, true);
        if (instance is ISlowSequenceStepHandler slow)
            yield return ("step handler", slow.Descriptor.Key, true);
        if (instance is IMessageTransport transport)
            yield return ("transport of channel", transport.Channel, false);
        if (instance is IMailboxReader reader)
            yield return ("mailbox reader of channel", reader.Channel, false);
        if (instance is IImportFormat format)
            yield return ("import format", format.Key, true);
        if (instance is IStopRule stop)
            yield return ("stop rule", stop.Key, true);
        if (instance is IEligibilityRule eligibility)
            yield return ("eligibility rule", eligibility.Key, true);
        if (instance is ISchedule schedule)
            yield return ("schedule", schedule.Key, true);
        if (instance is IEventSubscriber subscriber)
            yield return ("event subscriber", subscriber.Key, true);
    }
}
