using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>The queue in a browser: what waits for a person, one after another.</summary>
internal sealed class QueueScreen(IPage page)
{
    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>What is worked on.</summary>
    public ILocator Work => page.Locator(".queue-work");

    /// <summary>Opens it.</summary>
    /// <param name="context">The window.</param>
    /// <param name="kind"><c>approvals</c>, <c>calls</c> or <c>tasks</c>.</param>
    public static async Task<QueueScreen> OpenAsync(IBrowserContext context, string kind)
    {
        var screen = new QueueScreen(await context.NewPageAsync());
        await screen.Page.GotoAsync($"/queue?show={kind}");
        await Assertions.Expect(screen.Page.Locator(".crm-queue[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        return screen;
    }

    /// <summary>So many wait.</summary>
    public Task ExpectWaitingAsync(int count) => Assertions.Expect(page.Locator(".queue-item")).ToHaveCountAsync(count);

    /// <summary>This one is worked on.</summary>
    public Task ExpectAtAsync(string subject) => Assertions.Expect(Work.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync(subject);

    /// <summary>Nothing waits any more.</summary>
    public Task ExpectDoneAsync() => Assertions.Expect(page.Locator(".crm-queue .empty")).ToContainTextAsync("Nothing waits for you here.");
}
