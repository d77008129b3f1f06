using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Crm.Bench;

/// <summary>What an open page costs the web host: the demo's pages in Chromium, the managed heap with two of them open against that with more.</summary>
internal sealed class CircuitCase(Report report, bool isQuick)
{
    private readonly int pages = isQuick ? 5 : 12;

    /// <summary>Measures.</summary>
    public async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crm-bench-circuit-").FullName;
        try
        {
            await using var database = await BenchDatabase.CreateEmptyAsync(isPostgres: false);
            var address = $"http://127.0.0.1:{StartCase.FreePort()}";
            await using var web = HostProcess.Start("Crm.Web", folder, database, Path.Combine(folder, "heap"), ["--demo", "--urls", address]);
            await StartCase.UntilReadyAsync(web, address);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(
                new()
                {
                    ExecutablePath =
                        Environment.GetEnvironmentVariable("CRM_TEST_CHROMIUM")
                        ?? throw new InvalidOperationException("CRM_TEST_CHROMIUM is not set; see bench/run.sh."),
                    Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
                }
            );
            await using var context = await browser.NewContextAsync(new() { BaseURL = address });
            var home = await context.NewPageAsync();
            await home.GotoAsync("/sign-in");
            await home.GetByRole(AriaRole.Button, new() { Name = "Sign in as administrator" }).ClickAsync();
            await Assertions.Expect(home).ToHaveURLAsync(new Regex("/$"));
            const string Contact = "/records/contact/lena.kruger@kestrel-robotics.example";
            await MeasureLiveAsync(context, Contact);
            foreach (var (name, path) in new[] { ("a contact", Contact), ("the queue", "/queue"), ("the board", "/deals/board") })
                await MeasureAsync(web, context, name, path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task MeasureAsync(HostProcess web, IBrowserContext context, string name, string path)
    {
        await OpenAsync(context, path);
        await OpenAsync(context, path);
        var before = await web.MeasureHeapAsync();
        for (var page = 0; page < pages; page++)
            await OpenAsync(context, path);
        var each = (await web.MeasureHeapAsync() - before) / pages;
        report.Bar($"Managed heap of an open circuit: {name}", string.Create(CultureInfo.InvariantCulture, $"{each:0.00} MB"), "≤ 1 MB", each <= 1);
    }

    /// <summary>From when a note stands in the window in which it was written until it stands in another one.</summary>
    private async Task MeasureLiveAsync(IBrowserContext context, string contact)
    {
        var (writer, reader) = (await OpenAsync(context, contact), await OpenAsync(context, contact));
        var times = new List<double>();
        for (var number = 0; number < pages * 2; number++)
        {
            var text = $"Note {number} of the bench.";
            await writer.Keyboard.PressAsync("n");
            await writer.Locator("#log-crm-note-body").FillAsync(text);
            await writer.Keyboard.PressAsync("Control+Enter");
            await writer.GetByText(text).First.WaitForAsync();
            var written = Stopwatch.GetTimestamp();
            await reader.GetByText(text).First.WaitForAsync();
            times.Add(Stopwatch.GetElapsedTime(written).TotalSeconds);
            await Assertions.Expect(writer.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }
        var slow = times.Order().ElementAt((int)Math.Ceiling(times.Count * 0.95) - 1);
        report.Bar("A change is seen in another open page, p95", string.Create(CultureInfo.InvariantCulture, $"{slow:0.00} s"), "≤ 1 s", slow <= 1);
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(path);
        await Assertions.Expect(page.Locator("[data-interactive]").First).ToBeAttachedAsync();
        return page;
    }
}
