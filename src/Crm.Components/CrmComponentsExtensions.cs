using Microsoft.Extensions.DependencyInjection;

namespace Crm.Components;

/// <summary>Adds the components to a Blazor app.</summary>
public static class CrmComponentsExtensions
{
    /// <summary>Adds what the components need: the host's callers, texts, and the engine's use cases, which <c>AddCrm</c> adds.</summary>
    /// <typeparam name="TCaller">Says who is signed in; scoped.</typeparam>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Sets how the components fit in; null for the defaults.</param>
    public static IServiceCollection AddCrmComponents<TCaller>(this IServiceCollection services, Action<ComponentOptions>? configure = null)
        where TCaller : class, ICallerProvider
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLocalization();
        services.AddOptions<ComponentOptions>();
        if (configure is not null)
            services.Configure(configure);
        services.AddScoped<ICallerProvider, TCaller>();
        services.AddSingleton<LiveChanges>();
        services.AddTransient<LiveRefresh>();
        services.AddScoped<Engine>();
        services.AddScoped<Formats>();
        services.AddScoped<Sentences>();
        services.AddScoped<Failures>();
        services.AddScoped<Script>();
        services.AddScoped<ActivityWriting>();
        services.AddScoped<Suggestions>();
        services.AddScoped<TaskUndo>();
        services.AddScoped<TaskBatch>();
        return services;
    }
}
