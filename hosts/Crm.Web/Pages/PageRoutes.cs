using Crm.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Web.Pages;

/// <summary>Where the pages are. Rendered on the server, without script; a rendered page needs no circuit and no form token, since it only reads.</summary>
internal static class PageRoutes
{
    /// <summary>Adds what the pages read.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // Nothing here is encrypted or signed yet; without this each start would make a key in the user's home.
        foreach (var keys in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(keys);
        services.AddScoped<PageDataReading>();
        services.AddScoped<StartReading>();
        services.AddScoped<TimelineReading>();
    }

    /// <summary>Maps the pages.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapPageFiles();
        routes.MapGet(
            "/",
            async (HttpRequest request, StartReading reading, UseCaseCatalog useCases, CancellationToken cancellationToken) =>
            {
                await using var reads = await useCases.BeginReadAsync(CrmWeb.Caller, cancellationToken);
                return Page<StartPage>(new { Model = await reading.ReadAsync(reads, request.Query, cancellationToken) });
            }
        );
        routes.MapGet(
            "/records/{type}/{reference}",
            async (string type, string reference, HttpRequest request, TimelineReading reading, UseCaseCatalog useCases, CancellationToken cancellationToken) =>
            {
                await using var reads = await useCases.BeginReadAsync(CrmWeb.Caller, cancellationToken);
                return Page<TimelinePage>(new { Model = await reading.ReadAsync(reads, $"{type}:{reference}", request.Query, cancellationToken) });
            }
        );
    }

    private static RazorComponentResult<T> Page<T>(object parameters)
        where T : Microsoft.AspNetCore.Components.IComponent => new(parameters) { PreventStreamingRendering = true };
}
