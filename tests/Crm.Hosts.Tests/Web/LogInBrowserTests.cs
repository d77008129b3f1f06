using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web;

/// <summary>A person logs what happened, in a real browser.</summary>
internal sealed class LogInBrowserTests
{
    private const string Contact = "/records/contact/lena.kruger@kestrel-robotics.example";
    private DemoSite site = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => site = await DemoSite.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
    }

    [Test]
    public async Task A_call_is_logged_with_the_keyboard_alone_and_shows_in_another_window_at_once()
    {
        await using var context = await site.OpenAsync();
        var (page, other) = (await OpenAsync(context), await OpenAsync(context));

        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Locator("#log-crm-call-body").FocusAsync();
        await page.Keyboard.TypeAsync("Asked for the offer by Friday.");
        await page.Locator("#log-crm-call-duration").FocusAsync();
        await page.Keyboard.TypeAsync("25m");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Connected" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await DemoSite.ShootAsync(page, "dialog-call");
        await page.Keyboard.PressAsync("Control+Enter");

        foreach (var window in new[] { page, other })
        {
            var entry = window.Locator(".entry", new() { HasText = "Asked for the offer by Friday." });
            await Assertions.Expect(entry).ToHaveCountAsync(1);
            await Assertions.Expect(entry.Locator(".badge")).ToHaveTextAsync(["Connected", "25 min", "Outbound"]);
        }
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Test]
    [Category("Long")]
    public async Task A_meeting_has_its_attendees_place_and_time()
    {
        await using var context = await site.OpenAsync();
        var page = await OpenAsync(context);

        await page.Keyboard.PressAsync("m");
        await page.GetByLabel("Subject (optional)").FillAsync("Walk through the plant");
        await page.GetByLabel("Location").FillAsync("Hall 3");
        await page.GetByLabel("Attendees").PressSequentiallyAsync("ext@partner.example");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Attendees").PressSequentiallyAsync("Nora Admin");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#log-crm-meeting-duration").FillAsync("1h 30m");
        await DemoSite.ShootAsync(page, "dialog-meeting");
        await page.GetByRole(AriaRole.Button, new() { Name = "Log", Exact = true }).ClickAsync();
        var entry = page.Locator(".entry", new() { HasText = "Walk through the plant" });
        await entry.GetByRole(AriaRole.Button, new() { Name = "Walk through the plant" }).ClickAsync();

        await Assertions.Expect(entry).ToContainTextAsync("Hall 3");
        await Assertions.Expect(entry.Locator(".attendees li")).ToContainTextAsync(["ext@partner.example", "Nora Admin"]);
        await Assertions.Expect(entry.Locator(".badge").First).ToHaveTextAsync("1 h 30 min");
        await DemoSite.ShootAsync(page, "meeting-unfolded");
    }

    [Test]
    [Category("Long")]
    public async Task An_email_that_was_sent_elsewhere_keeps_its_copies()
    {
        await using var context = await site.OpenAsync();
        var page = await OpenAsync(context);

        await page.Keyboard.PressAsync("e");
        await page.GetByLabel("Cc").PressSequentiallyAsync("purchasing@kestrel-robotics.example");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Subject").FillAsync("Minutes of today");
        await page.Locator("#log-crm-email-body").FillAsync("As agreed.");
        await DemoSite.ShootAsync(page, "dialog-email");
        await page.Keyboard.PressAsync("Control+Enter");
        var entry = page.Locator(".entry", new() { HasText = "Minutes of today" });
        await entry.GetByRole(AriaRole.Button, new() { Name = "Minutes of today" }).ClickAsync();

        await Assertions.Expect(entry.Locator(".details")).ToContainTextAsync("purchasing@kestrel-robotics.example");
        await Assertions.Expect(entry.Locator(".badge")).ToContainTextAsync(["Outbound"]);
    }

    [Test]
    [Category("Long")]
    public async Task What_was_typed_survives_a_reload_and_a_refusal_and_is_gone_once_it_is_cancelled()
    {
        await using var context = await site.OpenAsync();
        var page = await OpenAsync(context);
        var text = page.Locator("#log-crm-note-body");

        await page.Keyboard.PressAsync("n");
        await text.FillAsync("Half a thought");
        await KeptAsync(page, "Half a thought");
        await page.ReloadAsync();
        await ReadyAsync(page);
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(text).ToHaveValueAsync("Half a thought");
        await page.GetByLabel("When").FillAsync("1800-01-01T10:00");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".field[data-wrong] #log-crm-note-when")).ToHaveCountAsync(1);
        await Assertions.Expect(text).ToHaveValueAsync("Half a thought");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("n");

        await Assertions.Expect(text).ToHaveValueAsync("");
    }

    [Test]
    public async Task Escape_closes_a_dialog_and_the_focus_returns()
    {
        await using var context = await site.OpenAsync();
        var page = await OpenAsync(context);
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Task", Exact = true });

        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(button).ToBeFocusedAsync();
    }

    [Test]
    [Category("Long")]
    public async Task A_field_is_changed_where_it_stands_and_changed_back()
    {
        await using var context = await site.OpenAsync();
        var page = await OpenAsync(context);
        var facts = page.GetByRole(AriaRole.Region, new() { Name = "Facts" });
        var before = await facts.Locator("div", new() { HasText = "Job title" }).Locator(".fact-value").InnerTextAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Edit Job title" }).ClickAsync();
        await facts.GetByRole(AriaRole.Textbox, new() { Name = "Job title" }).FillAsync("Head of operations");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(facts).ToContainTextAsync("Head of operations");
        await facts.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(facts).Not.ToContainTextAsync("Head of operations");
        await Assertions.Expect(facts).ToContainTextAsync(before.Trim());
    }

    /// <summary>The browser keeps what is typed a moment after it is typed.</summary>
    private static async Task KeptAsync(IPage page, string text)
    {
        for (var look = 0; look < 50; look++)
        {
            if (await page.EvaluateAsync<bool>("text => Object.values(localStorage).some(value => value.includes(text))", text))
                return;
            await page.WaitForTimeoutAsync(100);
        }
        Assert.Fail($"The browser does not keep '{text}'.");
    }

    private static async Task<IPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Contact);
        await ReadyAsync(page);
        return page;
    }

    /// <summary>The page is alive: its circuit stands.</summary>
    private static Task ReadyAsync(IPage page) =>
        Assertions.Expect(page.Locator(".crm-timeline[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
}
