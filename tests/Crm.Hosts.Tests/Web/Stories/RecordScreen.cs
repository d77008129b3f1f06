using Crm.Records;
using Crm.Web.Pages;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>A record's page in a browser.</summary>
internal sealed class RecordScreen(IPage page)
{
    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>The dialog that is open.</summary>
    public ILocator Dialog => page.GetByRole(AriaRole.Dialog);

    /// <summary>Opens a record and waits until it is alive.</summary>
    public static async Task<RecordScreen> OpenAsync(IBrowserContext context, RecordRef record)
    {
        var screen = new RecordScreen(await context.NewPageAsync());
        await screen.Page.GotoAsync(Links.To(record));
        await screen.ReadyAsync();
        return screen;
    }

    /// <summary>The page is alive: its circuit stands.</summary>
    public Task ReadyAsync() => Assertions.Expect(page.Locator(".crm-timeline[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });

    /// <summary>The entry of the timeline that says something.</summary>
    public ILocator Entry(string text) => page.Locator(".entry", new() { HasText = text });

    /// <summary>A button of the page or of its dialog.</summary>
    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
