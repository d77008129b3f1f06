using Crm.Records;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web;

/// <summary>A person works with lists, in a real browser.</summary>
internal sealed class ListsInBrowserTests
{
    private DemoSite site = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => site = await DemoSite.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
    }

    [TestCase(1280, false)]
    [TestCase(390, true)]
    [Category("Long")]
    public async Task A_person_saves_a_view_comes_back_to_it_and_enrolls_from_it_with_keys_alone(int width, bool isDark)
    {
        var view = $"Quiet at {width}";
        await using var context = await site.OpenAsync(width, isDark);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/records/contact");
        if (width == 390)
        {
            await Assertions.Expect(page.GetByLabel("Untouched for days")).ToBeHiddenAsync();
            await page.Locator(".filter-fold summary").ClickAsync();
        }
        await page.GetByLabel("Untouched for days").FillAsync("5");
        await page.GetByLabel("Order").SelectOptionAsync("LongestUntouched");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "untouched=5");
        if (width == 390)
            await Assertions.Expect(page.Locator(".filter-fold summary")).ToHaveTextAsync("Filter (2 active)");

        await page.Locator(".view-menu summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#view-name").FillAsync(view);
        await AssertFineAsync(page, $"list-view-menu-{width}");
        await page.Locator("#view-name").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "is saved" })).ToBeVisibleAsync();
        await page.GotoAsync("/records/contact");
        await page.GetByRole(AriaRole.Link, new() { Name = view }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "view=");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Remove Untouched for days 5" })).ToBeVisibleAsync();

        // The first two have had no activity for longest; one who is enrolled already is refused.
        var rows = page.Locator("input[name=record]");
        for (var row = 0; row < 2; row++)
        {
            await rows.Nth(row).FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }
        await Assertions.Expect(page.Locator("[data-chosen]")).ToHaveTextAsync("2");
        await AssertFineAsync(page, $"list-chosen-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enroll in a sequence" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "/records/contact/enroll");
        await page.GetByRole(AriaRole.Radio).First.FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await AssertFineAsync(page, $"list-enroll-{width}");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".enrolled .notice")).ToContainTextAsync("of 2 were enrolled in");
        await AssertFineAsync(page, $"list-enrolled-{width}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the list" }).ClickAsync();
        await DemoSite.ArriveAsync(page, "view=");
        await page.Locator(".view-menu summary").ClickAsync();
        await page.Locator(".view-menu").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = view })).ToBeVisibleAsync();
    }

    [Test]
    [Category("Long")]
    public async Task An_open_list_tells_what_changed_in_it_and_nothing_else()
    {
        await using var administrator = await site.OpenAsync();
        await using var rep = await site.OpenAsync(state: "rep");
        // The demo's sequences go on meanwhile: these lists are nobody else's.
        var (all, other, own) = (
            await OpenAsync(administrator, "?search=newcomer"),
            await OpenAsync(administrator, "?search=old-timer"),
            await OpenAsync(rep, "?search=newcomer")
        );
        var others = await CreateAsync("Aaron Newcomer");
        var news = all.Locator(".list-news");

        await Assertions.Expect(news).ToContainTextAsync("One record of this list has changed.", new() { Timeout = 15_000 });
        await AssertFineAsync(all, "list-news");
        await Assertions.Expect(other.Locator(".list-news")).ToBeEmptyAsync();
        await Assertions.Expect(own.Locator(".list-news")).ToBeEmptyAsync();

        await news.GetByRole(AriaRole.Link, new() { Name = "Reload" }).ClickAsync();
        await Assertions.Expect(all.GetByRole(AriaRole.Link, new() { Name = "Aaron Newcomer" })).ToBeVisibleAsync();
        await Assertions.Expect(news).ToBeEmptyAsync();
        await DeleteAsync(others);
        await Assertions.Expect(news).ToContainTextAsync("One record of this list has changed.", new() { Timeout = 15_000 });
        await Assertions.Expect(own.Locator(".list-news")).ToBeEmptyAsync();
    }

    [Test]
    [Category("Long")]
    public async Task What_one_does_oneself_is_no_news()
    {
        await using var context = await site.OpenAsync();
        await CreateAsync("Deed One");
        await CreateAsync("Deed Two");
        var page = await OpenAsync(context, "?search=deed");

        await page.GetByLabel("Choose all on this page").CheckAsync();
        await page.Locator("#bulk-owner").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Give to" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Undo" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".list-news[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        // Longer than changes take to arrive and to be gathered.
        await page.WaitForTimeoutAsync(5_000);

        await Assertions.Expect(page.Locator(".list-news")).ToBeEmptyAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Undone:")).ToBeVisibleAsync();
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context, string query)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/records/contact" + query);
        await Assertions.Expect(page.Locator(".list-news[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        return page;
    }

    /// <summary>A contact of somebody whom the rep does not see.</summary>
    private async Task<RecordRef> CreateAsync(string name)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var list = await scope.ServiceProvider.GetRequiredService<Crm.Tenancy.ListMembers>().ExecuteAsync(WebServer.Caller, new(), default);
        var owner = list.Members.First(member => member.Role == Crm.Tenancy.MemberRole.Administrator).Id;
        var create = scope.ServiceProvider.GetRequiredService<CreateContact>();
        return (await create.ExecuteAsync(WebServer.Caller, new ContactInput { Name = name, Owner = owner }, default)).Record;
    }

    private async Task DeleteAsync(RecordRef record)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DeleteRecord>().ExecuteAsync(WebServer.Caller, new DeleteRecordInput(record), default);
    }

    private static async Task AssertFineAsync(IPage page, string name)
    {
        await DemoSite.ShootAsync(page, name);
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        var axe = await page.RunAxe();
        Assert.That(overflow, Is.Zero, name);
        Assert.That(axe.Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty, name);
    }
}
