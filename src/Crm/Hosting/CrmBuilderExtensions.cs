using Crm.Events;
using Crm.Installation;
using Crm.Messages.Sending;
using Crm.Sequences.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Crm.Hosting;

/// <summary>What a host adds to the engine: plugins, the check at its start, the background work.</summary>
public static class CrmBuilderExtensions
{
    /// <summary>Loads the plugins that the host references and those that <c>Crm:Plugins</c> names.</summary>
    public static CrmBuilder AddPlugins(this CrmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.Configuration.GetSection("Plugins");
        // Read now: which classes the container gets depends on it.
        PluginLoader.Load(builder.Services, section.Get<PluginOptions>() ?? new PluginOptions(), PluginLoader.CompiledIn(), section);
        return builder;
    }

    /// <summary>Lets the host start only where plugins and schema are whole; migrates first where <see cref="Stores.DatabaseOptions.Migrate"/> says so.</summary>
    public static CrmBuilder CheckAtStart(this CrmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // First of all hosted services, so that none runs on a schema that it does not know.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StartCheck>());
        return builder;
    }

    /// <summary>Runs sequences in the background of this host: decides due steps, sends messages, publishes events, deletes what has been kept long enough. Any number of hosts may do so on one database.</summary>
    public static CrmBuilder RunSequences(this CrmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddLoop<RunnerService>();
        builder.AddLoop<ObstacleService>();
        builder.AddLoop<SenderService>();
        builder.AddLoop<RelayService>();
        builder.AddLoop<DeliveryService>();
        builder.AddLoop<RetentionService>();
        return builder;
    }

    /// <summary>A loop that does not run on a database that was restored and not recovered.</summary>
    private static void AddLoop<TLoop>(this CrmBuilder builder)
        where TLoop : WorkLoop
    {
        builder.Services.TryAddSingleton<TLoop>();
        builder.Services.AddHostedService<HeldService<TLoop>>();
    }
}
