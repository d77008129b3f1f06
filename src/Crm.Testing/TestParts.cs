using Crm.Events;
using Crm.Hosting;
using Crm.Plugins;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Testing;

/// <summary>Adds what a test brings to the catalog of plugins.</summary>
internal static class TestParts
{
    private static readonly LoadedPlugin Plugin = new("test", "Test", "1", PluginState.Loaded);

    /// <summary>Puts the parts beside those of the loaded plugins, and in the place of one with the same key.</summary>
    public static void AddParts(this CrmBuilder builder, IReadOnlyList<object> parts)
    {
        foreach (var subscriber in parts.OfType<IEventSubscriber>())
            builder.Services.AddSingleton(subscriber.GetType(), subscriber);
        foreach (var type in parts.OfType<Type>().Where(type => type.IsAssignableTo(typeof(IEventSubscriber))))
            builder.Services.AddScoped(type);
        var loaded = builder.Services.Last(service => service.ServiceType == typeof(PluginCatalog));
        builder.Services.Remove(loaded);
        builder.Services.AddSingleton(provider => Extended((PluginCatalog)loaded.ImplementationFactory!(provider), parts, provider));
    }

    private static PluginCatalog Extended(PluginCatalog loaded, IReadOnlyList<object> parts, IServiceProvider provider)
    {
        using var scope = provider.CreateScope();
        var own = parts.Select(part => part is Type type ? ActivatorUtilities.CreateInstance(scope.ServiceProvider, type) : part).ToList();
        var taken = own.SelectMany(PluginContracts.Keys).Select(key => (key.Kind, key.Key)).ToHashSet();
        IEnumerable<object> others =
        [
            .. loaded.ActivityTypes.Values,
            .. loaded.StepHandlers.Values.Select(handler => (object?)handler.Fast ?? handler.Slow!),
            .. loaded.Transports.Values,
            .. loaded.MailboxReaders.Values,
            .. loaded.ImportFormats.Values,
            .. loaded.Schedules.Values,
            .. loaded.StopRules,
            .. loaded.EligibilityRules,
            .. loaded.EventSubscribers.Select(subscriber => subscriber.From(scope.ServiceProvider)),
        ];
        var kept = others.Distinct().Where(part => !PluginContracts.Keys(part).Any(key => taken.Contains((key.Kind, key.Key))));
        return new PluginCatalog([.. loaded.Plugins, Plugin], [.. kept, .. own], loaded.Failures, loaded);
    }
}
