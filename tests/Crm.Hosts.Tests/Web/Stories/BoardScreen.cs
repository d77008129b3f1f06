using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>The board of deals in a browser.</summary>
internal sealed class BoardScreen(IPage page)
{
    /// <summary>The page.</summary>
    public IPage Page => page;

    /// <summary>Opens the deals of somebody and waits until they can be moved.</summary>
    public static async Task<BoardScreen> OpenAsync(IBrowserContext context, Person owner)
    {
        var screen = new BoardScreen(await context.NewPageAsync());
        await screen.Page.GotoAsync($"/deals/board?owner={owner.Member.Id}");
        await Assertions.Expect(screen.Page.Locator(".crm-board[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        return screen;
    }

    /// <summary>A column.</summary>
    public ILocator Stage(string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    /// <summary>A deal's card, wherever it is.</summary>
    public ILocator Card(string deal) => page.Locator(".deal-card", new() { HasText = deal });

    /// <summary>The deal is in a stage, and in no other.</summary>
    public async Task ExpectAsync(string deal, string stage)
    {
        await Assertions.Expect(Stage(stage).Locator(".deal-card", new() { HasText = deal })).ToHaveCountAsync(1);
        await Assertions.Expect(Card(deal)).ToHaveCountAsync(1);
    }
}
