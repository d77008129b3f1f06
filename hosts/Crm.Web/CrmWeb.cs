using Crm.Hosting;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Crm.Web.Api;
using Crm.Web.Demo;
using Crm.Web.Guards;
using Crm.Web.Pages;

namespace Crm.Web;

/// <summary>The web host: health, the timeline API and the plain pages. On loopback only until there is sign-in.</summary>
internal static class CrmWeb
{
    /// <summary>Who every request acts as: the host itself on the tenant <c>default</c>, since nobody can sign in yet.</summary>
    public static readonly Caller Caller = new(TenantId.From("default"), Actor.System("web"));

    /// <summary>Builds the host; it connects to nothing and listens nowhere yet.</summary>
    /// <param name="args">The command line; settings as <c>--Crm:Data=…</c>, and <c>--demo</c>.</param>
    public static WebApplication Build(string[] args)
    {
        var isDemo = args.Contains(DemoMode.Switch);
        var builder = WebApplication.CreateBuilder([.. args.Where(arg => arg != DemoMode.Switch)]);
        if (isDemo)
            DemoMode.Configure(builder.Configuration);
        builder.AddCrmHost(crm =>
        {
            crm.UseMassTransit();
            if (isDemo)
                DemoMode.Compose(crm);
        });
        AddWeb(builder);
        var app = builder.Build();
        MapWeb(app);
        if (isDemo)
            DemoMode.Announce(app, Console.Out);
        return app;
    }

    private static void AddWeb(WebApplicationBuilder builder)
    {
        // A line per request says nothing that an operator looks for.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(LoopbackOnly.Apply);
        builder.Services.AddHostFiltering(LoopbackOnly.Apply);
        builder.Services.AddHealthChecks().AddCheck<SchemaCheck>("database");
        // Before the writer of problem+json: the first that can write does.
        builder.Services.AddSingleton<IProblemDetailsWriter, ErrorPages>();
        builder.Services.AddCrmProblemDetails(CrmHost.MessageOf);
        builder.Services.AddPages();
    }

    private static void MapWeb(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        app.MapGet("/api/records/{type}/{reference}/timeline", TimelineEndpoint.GetAsync);
        app.MapPages();
    }
}
