using System.Reflection;
using Crm.Hosting;
using Crm.Plugins;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the engine to a host.</summary>
public static class CrmServiceCollectionExtensions
{
    /// <summary>Adds the engine: one class per use case, scoped; options bound from the section and checked together at start.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section <c>Crm</c> of the host's configuration.</param>
    /// <param name="compose">Picks the store, the plugins, the bus; see the <c>UseX</c> and <c>AddX</c> of <see cref="CrmBuilder"/>.</param>
    /// <exception cref="Crm.CrmException">A compiled-in plugin is broken; names every problem.</exception>
    public static IServiceCollection AddCrm(this IServiceCollection services, IConfiguration section, Action<CrmBuilder> compose)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(compose);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<DatabaseOptions>().Bind(section.GetSection("Database")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddScoped<UseCaseExecutor>();
        services.AddRunner(section);
        services.AddSender(section);
        foreach (var useCase in UseCases())
            services.AddUseCase(useCase);
        services.TryAddScoped(provider => new UseCaseCatalog(provider.GetRequiredService<UseCaseExecutor>(), provider.GetServices<UseCase>()));
        compose(new CrmBuilder(services, section));
        return services;
    }

    /// <summary>Loads the plugins that the host references and those that <c>Crm:Plugins</c> names.</summary>
    public static CrmBuilder AddPlugins(this CrmBuilder builder)
    {
        var section = builder.Configuration.GetSection("Plugins");
        PluginLoader.Load(builder.Services, section.Get<PluginOptions>() ?? new PluginOptions(), PluginLoader.CompiledIn(), section);
        return builder;
    }

    /// <summary>Lets the host start only where plugins and schema are whole; migrates first where <see cref="DatabaseOptions.MigratesAtStart"/> says so.</summary>
    public static CrmBuilder CheckAtStart(this CrmBuilder builder)
    {
        // First of all hosted services, so that none runs on a schema that it does not know.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, StartCheck>());
        return builder;
    }

    private static IEnumerable<Type> UseCases() =>
        typeof(UseCase)
            .Assembly.GetTypes()
            .Where(type =>
                type is { IsClass: true, IsAbstract: false }
                && (
                    typeof(UseCase).IsAssignableFrom(type)
                    || (
                        type.IsPublic
                        && type.GetMethod("ExecuteAsync", BindingFlags.Public | BindingFlags.Instance)?.GetParameters() is [{ } first, ..]
                        && first.ParameterType == typeof(Caller)
                    )
                )
            );

    /// <summary>A use case has one internal constructor, so that what it works with is no public API.</summary>
    private static void AddUseCase(this IServiceCollection services, Type useCase)
    {
        if (!typeof(UseCase).IsAssignableFrom(useCase))
        {
            services.TryAddScoped(useCase);
            return;
        }
        var constructor = useCase.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).Single();
        var parts = Array.ConvertAll(constructor.GetParameters(), parameter => parameter.ParameterType);
        services.TryAddScoped(useCase, provider => constructor.Invoke(Array.ConvertAll(parts, provider.GetRequiredService)));
        services.AddScoped(provider => (UseCase)provider.GetRequiredService(useCase));
    }
}
