using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>A person signs in and finds somebody.</summary>
internal sealed class FindStories
{
    [Test]
    public async Task A_rep_signs_in_and_finds_a_contact_as_one_types()
    {
        var rep = await StorySite.Site.HireAsync("Fiona Finder");
        await Given.ContactAsync("Quentin", "Quartermain", rep);
        await using var context = await StorySite.Site.OpenAsync(state: null);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/");
        await DemoSite.ArriveAsync(page, "/sign-in$");
        await page.GetByLabel("Email address").FillAsync(rep.Member.Email!);
        await page.GetByLabel("Password").FillAsync(WebServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "/$");
        await page.WaitForLoadStateAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("quart");
        await Assertions.Expect(page.Locator("#found a")).ToContainTextAsync(["Quentin Quartermain"]);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await DemoSite.ArriveAsync(page, "/records/contact/[^/]+$");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Quentin Quartermain");
    }

    [Test]
    [Category("Long")]
    public async Task A_rep_finds_a_contact_in_the_list()
    {
        var rep = await StorySite.Site.HireAsync("Lester Lister");
        await Given.ContactAsync("Ulrika", "Ulvaeus", rep);
        await Given.ContactAsync("Xaver", "Xylander", rep);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await context.NewPageAsync();

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Contacts", Exact = true }).ClickAsync();
        await page.GetByLabel("Name or email").FillAsync("ulvae");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("a.record")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Ulrika Ulvaeus" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ulrika Ulvaeus");
    }
}
