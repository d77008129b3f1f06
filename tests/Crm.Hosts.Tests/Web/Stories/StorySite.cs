using System.Globalization;
using Crm.Tests.Hosts.Story;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>The demo that the stories share, with mail to the real SMTP server and a plugin from outside. Each story brings its own people and records, so that none disturbs another.</summary>
[SetUpFixture]
internal sealed class StorySite
{
    private static DemoSite? started;
    private static string? plugins;

    /// <summary>The site.</summary>
    public static DemoSite Site => started ?? throw new InvalidOperationException("The site has not been started.");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Servers.Require(Servers.SmtpLog);
        var (host, port) = Servers.Smtp!.Value;
        plugins = Directory.CreateTempSubdirectory("crm-story-plugins-").FullName;
        AddPlugin("Crm.Plugins.Visits");
        started = await DemoSite.StartAsync(
            $"--Crm:Plugins:Settings:crm_mail:Host={host}",
            $"--Crm:Plugins:Settings:crm_mail:Port={port.ToString(CultureInfo.InvariantCulture)}",
            "--Crm:Plugins:Settings:crm_mail:Security=none",
            $"--Crm:Plugins:Folders:0={plugins}",
            "--Crm:Plugins:Enabled:0=Crm.Plugins.Visits",
            // Everybody of the stories comes from one address.
            "--Crm:Limits:SignInsPerMinute=1000"
        );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
        if (plugins is not null)
            Directory.Delete(plugins, recursive: true);
    }

    /// <summary>A plugin as it was built, in a folder of its own below an allowed one.</summary>
    private static void AddPlugin(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(plugins!, name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.At("plugins", name, "bin", Repository.Configuration, "net10.0")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }
}
