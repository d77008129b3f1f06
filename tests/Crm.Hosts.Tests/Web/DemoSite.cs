using System.Text.RegularExpressions;
using Crm.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web;

/// <summary>The demo in this process, and Debian's Chromium to look at it.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private readonly string folder;
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly Dictionary<string, string> states = [];

    private DemoSite(string folder, WebApplication app, IPlaywright playwright, IBrowser browser) =>
        (this.folder, App, this.playwright, this.browser) = (folder, app, playwright, browser);

    /// <summary>The host.</summary>
    public WebApplication App { get; }

    /// <summary>Its address.</summary>
    public string Address => App.Urls.First();

    /// <summary>Starts both.</summary>
    public static async Task<DemoSite> StartAsync()
    {
        var chromium = Servers.Require(Servers.Chromium);
        var folder = Directory.CreateTempSubdirectory("crm-browser-").FullName;
        var app = CrmWeb.Build(["--demo", $"--Crm:Data={folder}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync();
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = chromium,
                Args =
                [
                    "--no-sandbox",
                    "--disable-dev-shm-usage",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
        return new DemoSite(folder, app, playwright, browser);
    }

    /// <summary>Role of somebody who may do everything.</summary>
    public const string Administrator = "administrator";

    /// <summary>A window of its own, with its own storage and cookies.</summary>
    /// <param name="width">Its width.</param>
    /// <param name="isDark">Whether the person likes it dark.</param>
    /// <param name="hasScript">Whether pages may run script.</param>
    /// <param name="state">Role of who is signed in; null for nobody.</param>
    public async Task<IBrowserContext> OpenAsync(int width = 1280, bool isDark = false, bool hasScript = true, string? state = Administrator) =>
        await browser.NewContextAsync(
            new()
            {
                BaseURL = Address,
                StorageState = state is null ? null : await StateOfAsync(state),
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                JavaScriptEnabled = hasScript,
                ViewportSize = new() { Width = width, Height = 900 },
            }
        );

    /// <summary>Signs in by the demo's one click, once for each role.</summary>
    private async Task<string> StateOfAsync(string role)
    {
        if (states.TryGetValue(role, out var known))
            return known;
        await using var context = await browser.NewContextAsync(new() { BaseURL = Address });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {role}" }).ClickAsync();
        await ArriveAsync(page, "/$");
        return states[role] = await context.StorageStateAsync();
    }

    /// <summary>Asks for the address again and again: 'WaitForURL' misses a navigation that ends between its look at the address and its subscription.</summary>
    public static Task ArriveAsync(IPage page, string address) => Assertions.Expect(page).ToHaveURLAsync(new Regex(address), new() { Timeout = 30_000 });

    /// <summary>Kept beside the results, for people to look at.</summary>
    public static async Task ShootAsync(IPage page, string name)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screenshots", $"{name}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        TestContext.AddTestAttachment(file);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
