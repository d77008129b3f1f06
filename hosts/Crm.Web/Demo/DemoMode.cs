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
        var machine = crm.Services.LastOrDefault(service => service.ServiceType == typeof(TimeProvider))?.ImplementationInstance as TimeProvider;
        crm.Services.AddSingleton(new DemoClock(machine ?? TimeProvider.System));
        crm.Services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<DemoClock>());
        crm.Services.AddScoped<DemoTenant>();
        crm.Services.AddScoped<DemoFiles>();
        crm.Services.AddScoped<DemoDirectory>();
        crm.Services.AddScoped<DemoReplay>();
        crm.Services.AddScoped<DemoData>();
        AddVerbs(crm.Services);
        crm.Services.AddHostedService<DemoStart>();
        crm.RunSequences();
    }

    private static void AddVerbs(IServiceCollection services)
    {
        services.AddScoped<DemoOpenWork>();
        services.AddScoped<DemoLostMail>();
        services.AddScoped<IDemoVerbs, DemoActivities>();
        services.AddScoped<IDemoVerbs, DemoDesks>();
        services.AddScoped<IDemoVerbs, DemoDrafts>();
        services.AddScoped<IDemoVerbs, DemoEnrollments>();
        services.AddScoped<IDemoVerbs, DemoMail>();
        services.AddScoped<IDemoVerbs, DemoRecordChanges>();
        services.AddScoped<IDemoVerbs, DemoSequences>();
        services.AddScoped<IDemoVerbs, DemoTasks>();
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
