using System.Reflection;
using Crm.Activities;
using Crm.Events;
using Crm.Import;
using Crm.Messages;
using Crm.Plugins;
using Crm.Sequences;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NUnit.Framework;

namespace Crm.Testing;

/// <summary>
/// What every plugin keeps. Derive once per plugin; the suite fails while a class behind a contract has no suite of its own in the assembly of the
/// derived class.
/// </summary>
/// <typeparam name="TAnyType">Any type of the plugin's assembly.</typeparam>
public abstract class PluginConformance<TAnyType>
{
    private static readonly Assembly Plugin = typeof(TAnyType).Assembly;

    private static readonly Dictionary<Type, Type> Suites = new()
    {
        [typeof(IActivityType)] = typeof(ActivityTypeConformance<>),
        [typeof(ISequenceStepHandler)] = typeof(StepHandlerConformance<>),
        [typeof(ISlowSequenceStepHandler)] = typeof(SlowStepHandlerConformance<>),
        [typeof(IStopRule)] = typeof(StopRuleConformance<>),
        [typeof(IEligibilityRule)] = typeof(EligibilityRuleConformance<>),
        [typeof(ISchedule)] = typeof(ScheduleConformance<>),
        [typeof(IMessageTransport)] = typeof(MessageTransportConformance<>),
        [typeof(IMailboxReader)] = typeof(MailboxReaderConformance<>),
        [typeof(IImportFormat)] = typeof(ImportFormatConformance<>),
        [typeof(IEventSubscriber)] = typeof(EventSubscriberConformance<>),
    };

    /// <summary>The contracts that have a suite; a test holds them against those that the engine knows.</summary>
    internal static IEnumerable<Type> SuitedContracts => Suites.Keys;

    /// <summary>The plugin's settings, flat; the base has none.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>();

    /// <summary>Adds what a host would bring beyond clock and logging; the base adds nothing.</summary>
    protected virtual void AddHostServices(IServiceCollection services) { }

    /// <summary>The catalog takes the plugin without a complaint, as a host's does.</summary>
    [Test]
    public void Loads_without_a_problem()
    {
        var id = Plugin.GetCustomAttribute<CrmPluginAttribute>()?.Id;
        Assert.That(id, Is.Not.Null, $"{Plugin.GetName().Name} lacks [assembly: CrmPlugin(\"…\")].");
        var services = new ServiceCollection();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        AddHostServices(services);
        var settings = Settings.Select(setting => KeyValuePair.Create($"Settings:{id}:{setting.Key}", setting.Value));
        PluginLoader.Load(services, new PluginOptions(), [Plugin], new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        using var provider = services.BuildServiceProvider();
        Assert.That(provider.GetRequiredService<PluginCatalog>().Plugins.Single().State, Is.EqualTo(PluginState.Loaded));
    }

    /// <summary>Deriving is the test plan: nothing of the plugin is without its suite.</summary>
    [Test]
    public void Every_class_behind_a_contract_has_its_suite()
    {
        var covered = GetType().Assembly.GetTypes().Where(type => !type.IsAbstract).SelectMany(SubjectsOf).ToHashSet();
        var missing = new List<string>();
        foreach (var type in Plugin.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
        foreach (var suite in PluginContracts.Of(type).Select(contract => Suites[contract]))
            if (!covered.Contains((suite, type)))
                missing.Add($"{type.Name} lacks a class derived from {suite.Name.Split('`')[0]}<{type.Name}>");
        Assert.That(missing, Is.Empty);
    }

    private static IEnumerable<(Type Suite, Type Subject)> SubjectsOf(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            if (ancestor is { IsGenericType: true, GenericTypeArguments: [var subject] })
                yield return (ancestor.GetGenericTypeDefinition(), subject);
    }
}
