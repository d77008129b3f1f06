using Crm.Activities;
using Crm.Events;
using Crm.Import;
using Crm.Messages;
using Crm.Sequences;

namespace Crm.Plugins;

/// <summary>The contracts that a plugin's class may stand behind, and where each says its key.</summary>
internal static class PluginContracts
{
    /// <summary>What a stop rule is called.</summary>
    public const string StopRule = "stop rule";

    /// <summary>What an eligibility rule is called.</summary>
    public const string EligibilityRule = "eligibility rule";

    /// <summary>What a step handler is called.</summary>
    public const string StepHandler = "step handler";

    /// <summary>What an event subscriber is called.</summary>
    public const string EventSubscriber = "event subscriber";

    private static readonly Dictionary<Type, Contract> Known = new[]
    {
        Keyed<IActivityType>("activity type", part => part.Descriptor.Key),
        Keyed<ISequenceStepHandler>(StepHandler, part => part.Descriptor.Key),
        Keyed<ISlowSequenceStepHandler>(StepHandler, part => part.Descriptor.Key),
        Keyed<IMessageTransport>("transport of channel", part => part.Channel, isPrefixed: false),
        Keyed<IMailboxReader>("mailbox reader of channel", part => part.Channel, isPrefixed: false),
        Keyed<IImportFormat>("import format", part => part.Key),
        Keyed<IStopRule>(StopRule, part => part.Key),
        Keyed<IEligibilityRule>(EligibilityRule, part => part.Key),
        Keyed<ISchedule>("schedule", part => part.Key),
        Keyed<IEventSubscriber>(EventSubscriber, part => part.Key),
    }.ToDictionary(contract => contract.Type);

    public static IReadOnlyCollection<Type> All => Known.Keys;

    /// <summary>Whether an interface is one that the engine looks for; marker interfaces of a plugin's own are not registered.</summary>
    public static bool IsContract(Type type) => Known.ContainsKey(type);

    /// <summary>The contracts that a class stands behind.</summary>
    public static IReadOnlyList<Type> Of(Type type) => [.. type.GetInterfaces().Where(IsContract)];

    /// <summary>What must be unique among all plugins, with the contract's word in front; a channel is no key and needs no prefix.</summary>
    public static IEnumerable<(string Kind, string Key, bool IsPrefixed)> Keys(object instance) =>
        Known
            .Values.Where(contract => contract.Type.IsInstanceOfType(instance))
            .Select(contract => (contract.Kind, contract.KeyOf(instance), contract.IsPrefixed));

    private static Contract Keyed<T>(string kind, Func<T, string> keyOf, bool isPrefixed = true) => new(typeof(T), kind, part => keyOf((T)part), isPrefixed);

    private sealed record Contract(Type Type, string Kind, Func<object, string> KeyOf, bool IsPrefixed);
}
