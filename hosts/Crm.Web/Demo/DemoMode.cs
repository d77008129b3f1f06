using Crm.Hosting;

namespace Crm.Web.Demo;

/// <summary><c>--demo</c>: the whole product in one process, with data that somebody made up. On loopback only, since one click signs in.</summary>
internal static class DemoMode
{
    /// <summary>The switch.</summary>
    public const string Switch = "--demo";

    private const string Folder = "crm-data/demo";

    /// <summary>Keeps the demo's data apart from other data, unless a setting says where.</summary>
    public static void Configure(IConfigurationManager configuration) => configuration["Crm:Data"] ??= Folder;

    /// <summary>Fills the database before anything listens, and works on sequences in this process.</summary>
    public static void Compose(CrmBuilder crm)
    {
        crm.Services.AddScoped<DemoTenant>();
        crm.Services.AddScoped<DemoFiles>();
        crm.Services.AddScoped<DemoData>();
        crm.Services.AddHostedService<DemoStart>();
        crm.RunSequences();
    }

    /// <summary>Tells where the demo can be seen, once it can be.</summary>
    public static void Announce(WebApplication app, TextWriter output) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var mail = app.Configuration["Crm:Plugins:Settings:crm_mail:Folder"];
            foreach (var url in app.Urls)
                output.WriteLine($"\nThe demo is at {url} – start with {url}/records/company/Kestrel%20Robotics");
            output.WriteLine($"Its mail is written to {mail}. Press Ctrl+C to stop; the data is kept for the next start.\n");
        });
}
