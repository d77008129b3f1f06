using Crm.Components;
using Crm.Hosting;
using Crm.Web.Account;
using Crm.Web.Api;
using Crm.Web.Demo;
using Crm.Web.Guards;
using Crm.Web.Pages;
using Microsoft.AspNetCore.Localization;

namespace Crm.Web;

/// <summary>The web host: sign-in, health, the timeline API and the plain pages.</summary>
internal static class CrmWeb
{
    private static readonly string[] Languages = ["en", "de"];

    /// <summary>In bytes: a text may have a million characters, and what is typed into a field, or kept of it, comes in one message of a circuit.</summary>
    private const long LongestMessage = 8 * 1024 * 1024;

    /// <summary>Builds the host; it connects to nothing and listens nowhere yet.</summary>
    /// <param name="args">The command line; settings as <c>--Crm:Data=…</c>, and <c>--demo</c>.</param>
    public static WebApplication Build(string[] args)
    {
        var isDemo = args.Contains(DemoMode.Switch);
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = [.. args.Where(arg => arg != DemoMode.Switch)],
                ApplicationName = typeof(CrmWeb).Assembly.GetName().Name,
                // Beside the program, whatever folder it is called in.
                WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
            }
        );
        // On a built tree the files of the pages are where they were written, in Production too.
        builder.WebHost.UseStaticWebAssets();
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
        builder.Services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options => options.MaximumReceiveMessageSize = LongestMessage);
        builder.Services.AddCrmComponents<WebCaller>();
        builder.Services.AddScoped<FilterNames>();
        builder.Services.Configure<RequestLocalizationOptions>(options =>
        {
            options.AddSupportedCultures(Languages).AddSupportedUICultures(Languages).SetDefaultCulture(Languages[0]);
            options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
        });
        // Form tokens are masked anew for each answer, so that its length tells nothing of them (BREACH).
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/html"];
        });
        builder.Services.AddSingleton(SystemMail.Read(builder.Configuration));
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
        // Before errors are caught, so that their pages speak the reader's language too.
        app.UseRequestLocalization();
        app.UseExceptionHandler();
        app.UseMiddleware<HttpsOnly>();
        if (address.IsSecure)
            app.UseHsts();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<MemberLanguage>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseMiddleware<OwnForms>();
        app.UseMiddleware<LivePageLimit>();
        app.UseAntiforgery();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready").AllowAnonymous();
        app.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, "Crm.Web.staticwebassets.endpoints.json")).AllowAnonymous();
        app.MapAccounts(address);
        app.MapGet("/api/records/{type}/{reference}/timeline", TimelineEndpoint.GetAsync);
        app.MapGet("/records/{type}/export", ExportEndpoint.GetAsync).RequireRateLimiting(RateLimits.Export);
        app.MapGet("/team/export", TeamExport.GetAsync).RequireRateLimiting(RateLimits.Export);
        app.MapGet("/search/found", FoundEndpoint.GetAsync);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
