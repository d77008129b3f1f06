using Crm.EntityFrameworkCore;

namespace Crm.Hosting;

/// <summary>Picks Entity Framework Core for the stores.</summary>
public static class EntityFrameworkCrmBuilderExtensions
{
    /// <summary>The stores with Entity Framework Core, on the database that <c>Crm:Database</c> names.</summary>
    public static CrmBuilder UseEntityFrameworkCore(this CrmBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddCrmEntityFrameworkCore();
        return builder;
    }
}
