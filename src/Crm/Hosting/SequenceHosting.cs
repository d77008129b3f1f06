using Crm.Events;
using Crm.Hosting;
using Crm.Messages;
using Crm.Messages.Sending;
using Crm.Plugins;
using Crm.Sequences;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the sender of messages, the relay of events, and the loops that a worker runs.</summary>
public static class SequenceHosting
{
    /// <summary>Runs sequences in the background of this host: decides due steps, sends messages, tells events. Any number of hosts may do so on one database.</summary>
    public static CrmBuilder RunSequences(this CrmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddRunnerLoop();
        builder.Services.AddHostedService(provider => new SenderService(
            provider.GetRequiredService<MessageSender>(),
            provider.GetRequiredService<IOptions<SenderOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SenderService>>()
        ));
        builder.Services.AddHostedService(provider => new RelayService(
            provider.GetRequiredService<EventRelay>(),
            provider.GetRequiredService<IOptions<RelayOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RelayService>>()
        ));
        return builder;
    }

    /// <summary>Sender and relay, to be called by hand; the loops that call them are <see cref="RunSequences"/>.</summary>
    internal static void AddSender(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<SenderOptions>().Bind(section.GetSection("Sender")).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RelayOptions>().Bind(section.GetSection("Relay")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddScoped<DueWork>();
        services.TryAddSingleton<EventFeed>();
        services.TryAddSingleton<IEventBus>(provider => provider.GetRequiredService<EventFeed>());
        services.TryAddSingleton(provider => new MessageSender(
            provider.GetRequiredService<ISystemStore>(),
            provider.GetRequiredService<StepEngine>(),
            provider.GetRequiredService<IOptions<SenderOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MessageSender>>()
        ));
        services.TryAddSingleton(provider => new EventRelay(
            provider.GetRequiredService<ISystemStore>(),
            new EventDelivery(
                provider.GetRequiredService<PluginCatalog>(),
                provider.GetRequiredService<IServiceScopeFactory>(),
                provider.GetRequiredService<ILogger<EventRelay>>()
            ),
            provider.GetRequiredService<IEventBus>(),
            provider.GetRequiredService<IOptions<RelayOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventRelay>>()
        ));
    }
}
