using Crm.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Crm.EntityFrameworkCore;

/// <summary>Registers the stores with Entity Framework Core.</summary>
public static class CrmStoreRegistration
{
    /// <summary>Adds <see cref="ICrmStore"/> on the database that <see cref="DatabaseOptions"/> name. Nothing connects before the first unit of work.</summary>
    public static IServiceCollection AddCrmEntityFrameworkCore(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => new EntityFrameworkStore(
            provider.GetRequiredService<IOptions<DatabaseOptions>>().Value,
            provider.GetServices<MigrationSource>()
        ));
        services.TryAddSingleton<ICrmStore>(provider => provider.GetRequiredService<EntityFrameworkStore>());
        services.TryAddScoped<CrmEnlistment>();
        services.TryAddScoped<IScopedCrmStore, ScopedStore>();
        return services;
    }
}
