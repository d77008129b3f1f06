using Crm.EntityFrameworkCore;
using Crm.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Crm.Hosting;

/// <summary>Picks Entity Framework Core for the stores.</summary>
public static class EntityFrameworkCrmBuilderExtensions
{
    /// <summary>The stores with Entity Framework Core, on the database that <c>Crm:Database</c> names. Nothing connects before the first unit of work.</summary>
    public static CrmBuilder UseEntityFrameworkCore(this CrmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(provider => new EntityFrameworkStore(
            provider.GetRequiredService<IOptions<DatabaseOptions>>().Value,
            provider.GetServices<MigrationSource>()
        ));
        builder.Services.TryAddSingleton<ICrmStore>(provider => provider.GetRequiredService<EntityFrameworkStore>());
        builder.Services.TryAddScoped<CrmEnlistment>();
        builder.Services.TryAddScoped<IScopedCrmStore, ScopedStore>();
        return builder;
    }
}
