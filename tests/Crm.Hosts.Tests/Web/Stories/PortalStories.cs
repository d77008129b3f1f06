using System.Text.RegularExpressions;
using Crm.Tests.Hosts.Story;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>The program of docs/examples/components: a timeline in a page of somebody else's Blazor app.</summary>
[Category("Long")]
internal sealed partial class PortalStories
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("crm-portal-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task A_timeline_in_another_apps_page_shows_and_logs_a_call()
    {
        await using var chromium = await Chromium.StartAsync();
        var sample = Repository.At("docs", "examples", "components");
        File.Copy(Path.Combine(sample, "appsettings.json"), Path.Combine(folder, "appsettings.json"));
        var program = Path.Combine(sample, "bin", Repository.Configuration, "net10.0", "Portal.dll");
        await using var portal = HostProcess.Start("dotnet", [program, "--urls", "http://127.0.0.1:0"], folder, new Dictionary<string, string>());
        var link = await LinkAsync(portal);
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var refused = await stranger.GetAsync(new Uri(new Uri(link), "/customers/ada@example.com"));
        Assert.That(
            ((int)refused.StatusCode, refused.Headers.Location?.AbsolutePath),
            Is.EqualTo((302, "/Account/Login")),
            "nobody sees it without signing in"
        );
        var page = await chromium.Browser.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Text} {message.Location}");
        };
        await page.GotoAsync(link);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("ada@example.com");
        await Assertions.Expect(page.Locator(".crm-timeline[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        // The style sheet was found.
        await Assertions.Expect(page.Locator(".log-bar")).ToHaveCSSAsync("display", "flex");

        await page.Keyboard.PressAsync("c");
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Note (optional)").FillAsync("Likes the portal.");
        await dialog.GetByRole(AriaRole.Radio, new() { Name = "Connected" }).CheckAsync();
        await page.Keyboard.PressAsync("Control+Enter");

        var entry = page.Locator(".entry", new() { HasText = "Likes the portal." });
        await Assertions.Expect(entry.Locator(".badge")).ToHaveTextAsync(["Connected", "Outbound"]);
        // The call is the member's own, not the portal's.
        await Assertions.Expect(entry.Locator(".meta")).ToContainTextAsync("Rita Rep");
        await DemoSite.ShootAsync(page, "portal");
        Assert.That(complaints, Is.Empty);
    }

    private static async Task<string> LinkAsync(HostProcess portal)
    {
        var said = await Eventually.AsyncOf(
            () => Task.FromResult(Link().Match(portal.Output)),
            match => match.Success || !portal.IsRunning,
            "the portal is open",
            () => portal.Error
        );
        Assert.That(said.Success, portal.Error);
        return said.Value;
    }

    [GeneratedRegex("http://[0-9.]+:[0-9]+/sign-in/[^\\s]+")]
    private static partial Regex Link();
}
