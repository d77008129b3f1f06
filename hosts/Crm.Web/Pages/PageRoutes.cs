using Crm.Kernel;
using Crm.Web.Account;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Web.Pages;

/// <summary>Where the pages are. Rendered on the server, without script.</summary>
internal static class PageRoutes
{
    /// <summary>Adds what the pages read.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
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
            async (WebSession session, HttpRequest request, StartReading reading, UseCaseCatalog useCases, CancellationToken cancellationToken) =>
            {
                await using var reads = await useCases.BeginReadAsync(session.Caller, cancellationToken);
                return Page<StartPage>(new { Model = await reading.ReadAsync(reads, request.Query, cancellationToken) });
            }
        );
        routes.MapGet(
            "/records/{type}/{reference}",
            async (
                WebSession session,
                string type,
                string reference,
                HttpRequest request,
                TimelineReading reading,
                UseCaseCatalog useCases,
                CancellationToken cancellationToken
            ) =>
            {
                await using var reads = await useCases.BeginReadAsync(session.Caller, cancellationToken);
                return Page<TimelinePage>(new { Model = await reading.ReadAsync(reads, $"{type}:{reference}", request.Query, cancellationToken) });
            }
        );
    }

    private static RazorComponentResult<T> Page<T>(object parameters)
        where T : Microsoft.AspNetCore.Components.IComponent => new(parameters) { PreventStreamingRendering = true };
}
