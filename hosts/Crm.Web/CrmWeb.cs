using Crm.Hosting;
using Crm.Web.Account;
using Crm.Web.Api;
using Crm.Web.Demo;
using Crm.Web.Guards;
using Crm.Web.Pages;

namespace Crm.Web;

/// <summary>The web host: sign-in, health, the timeline API and the plain pages.</summary>
internal static class CrmWeb
{
    /// <summary>Builds the host; it connects to nothing and listens nowhere yet.</summary>
    /// <param name="args">The command line; settings as <c>--Crm:Data=…</c>, and <c>--demo</c>.</param>
    public static WebApplication Build(string[] args)
    {
        var isDemo = args.Contains(DemoMode.Switch);
        var builder = WebApplication.CreateBuilder([.. args.Where(arg => arg != DemoMode.Switch)]);
        if (isDemo)
            DemoMode.Configure(builder.Configuration);
        var address = WebAddress.Read(builder.Configuration, isDemo);
        builder.AddCrmHost(crm =>
        {
            crm.UseMassTransit();
            if (isDemo)
                DemoMode.Compose(crm);
        });
        AddWeb(builder, address);
        var app = builder.Build();
        MapWeb(app, address);
        if (isDemo)
            DemoMode.Announce(app, Console.Out);
        return app;
    }

    private static void AddWeb(WebApplicationBuilder builder, WebAddress address)
    {
        // A line per request says nothing that an operator looks for.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(Listening.Apply);
        builder.Services.AddSingleton(address);
        builder.Services.AddSingleton<Listening>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Listening>());
        builder.Services.AddHostFiltering(address.Apply);
        builder.Services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        builder.Services.AddHealthChecks().AddCheck<SchemaCheck>("database");
        // Before the writer of problem+json: the first that can write does.
        builder.Services.AddSingleton<IProblemDetailsWriter, ErrorPages>();
        builder.Services.AddCrmProblemDetails(CrmHost.MessageOf);
        builder.Services.AddSingleton(SystemMail.Read(builder.Configuration));
        builder.Services.AddPages();
        builder.Services.AddAccounts(address);
        builder.Services.AddSingleton<FirstLink>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<FirstLink>());
        builder.Services.AddLimits(WebSettings.Read<LimitOptions>(builder.Configuration, "Crm:Limits"));
        builder.Services.AddKeys(builder.Configuration);
    }

    private static void MapWeb(WebApplication app, WebAddress address)
    {
        if (ProxyTrust.Read(app.Configuration) is { } proxies)
            app.UseForwardedHeaders(proxies);
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseMiddleware<HttpsOnly>();
        if (address.IsSecure)
            app.UseHsts();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<OwnForms>();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapGet("/api/records/{type}/{reference}/timeline", TimelineEndpoint.GetAsync);
        app.MapAccounts(address);
        app.MapPages();
    }
}
