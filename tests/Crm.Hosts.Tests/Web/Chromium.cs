using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web;

/// <summary>Debian's Chromium without the windows around its pages (chromium-headless-shell), with Playwright to drive it.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>How long a page may take to show what is expected: four fixtures share two cores.</summary>
    private const float Patience = 20_000;

    private readonly IPlaywright playwright;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, Browser) = (playwright, browser);

    /// <summary>The browser.</summary>
    public IBrowser Browser { get; }

    /// <summary>Starts one; leaves the test out where there is none.</summary>
    public static async Task<Chromium> StartAsync()
    {
        var program = Servers.Require(Servers.Chromium);
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = program,
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
        return new Chromium(playwright, browser);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}
