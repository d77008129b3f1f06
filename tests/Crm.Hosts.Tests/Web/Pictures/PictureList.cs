using Crm.Components;
using Crm.Web.Account;
using Crm.Web.Pages;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Pictures;

/// <summary>Every page and dialog that people see.</summary>
internal static class PictureList
{
    private const string Rep = "rep";
    private const string Manager = "manager";
    private const string Contact = "/records/contact/lena.kruger@kestrel-robotics.example";
    private const string Lead = "/records/lead/m.brandt@brandt-blech.example";
    private const string Company = "/records/company/Kestrel%20Robotics";
    private const string Deal = "/records/deal/{deal}";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Picture> All { get; } = [.. Doors(), .. Work(), .. Records(), .. Dialogs()];

    /// <summary>What those see who are not signed in, and what concerns signing in.</summary>
    private static IEnumerable<Picture> Doors() =>
        [
            new("sign-in", null, "/sign-in") { Component = nameof(SignInPage) },
            new("sign-in-forgot", null, "/sign-in/forgot") { Component = nameof(ForgotPage) },
            new("sign-in-invitation", null, "/link/{token}") { Component = nameof(LinkPage) },
            new("sign-in-old-link", null, "/link/unknown") { Component = nameof(LinkPage) },
            new("sign-in-organization", null, "/sign-in/tenant") { Component = nameof(TenantPage), Prepare = SignInTwiceAsync },
            new("signed-out", null, "/sign-in/out") { Component = nameof(WordPage) },
            new("my-sign-in", Rep, "/account/sessions") { Component = nameof(SessionsPage) },
            new("not-found", Rep, "/records/contact/nobody@nowhere.example") { Component = nameof(ErrorPage) },
        ];

    private static IEnumerable<Picture> Work() =>
        [
            new("my-day", Rep, "/"),
            new("my-day-manager", Manager, "/"),
            new("my-day-menu", Rep, "/") { Prepare = page => page.Locator(".who-menu summary").ClickAsync() },
            new("queue-approvals", Rep, "/queue") { Prepare = ReadyAsync },
            new("queue-calls", Rep, "/queue?show=calls") { Prepare = ReadyAsync },
            new("queue-tasks", Rep, "/queue?show=tasks") { Prepare = ReadyAsync },
            new("queue-several", Rep, "/queue?show=tasks") { Prepare = ChooseTwoAsync },
            new("enrollment-waiting", Rep, "/enrollments/{waiting}"),
            new("enrollment-blocked", Rep, "/enrollments/{blocked}"),
            new("enrollment-finished", Manager, "/enrollments/{finished}"),
            new("templates", Rep, "/templates"),
            new("template-preview", Rep, "/templates/{template}") { Prepare = PreviewAsync },
            new("settings", Rep, "/settings"),
            new("team", Manager, "/team"),
            new("team-rows", Manager, "/team") { Prepare = OpenFigureAsync },
            new("search", DemoSite.Administrator, "/search?q=planner"),
            new("find", DemoSite.Administrator, "/") { Prepare = FindAsync },
        ];

    private static IEnumerable<Picture> Records() =>
        [
            new("leads", Manager, "/records/lead"),
            new("contacts", Rep, "/records/contact"),
            new("contacts-view", Rep, "/records/contact") { Prepare = OpenViewAsync },
            new("contacts-chosen", Manager, "/records/contact?untouched=21") { Prepare = ChooseRecordsAsync },
            new("companies", DemoSite.Administrator, "/records/company") { Prepare = MoreFiltersAsync },
            new("deals", Manager, "/records/deal"),
            new("enroll-several", Manager, "/records/contact/enroll?record={contact}&record={other}"),
            new("enrolled-several", Manager, "/records/contact/enroll?record={contact}&record={other}") { Prepare = EnrollSeveralAsync },
            new("lead", Rep, Lead) { Prepare = WholeAsync },
            new("contact", Rep, "/records/contact/rosa.marino@harbour-hale.example") { Prepare = WholeAsync },
            new("contact-field", Manager, Contact) { Prepare = EditFieldAsync },
            new("company", Manager, Company) { Prepare = WholeAsync },
            new("company-unfolded", Manager, Company + "?type=crm.meeting&type=crm.email") { Prepare = UnfoldAsync },
            new("deal", Rep, Deal) { Prepare = ReadyAsync },
            new("new-contact", Rep, "/records/contact/new") { Prepare = TypeDuplicateAsync },
            new("new-deal", Rep, "/records/deal/new"),
            new("board", Manager, "/deals/board") { Prepare = ReadyAsync },
        ];

    private static IEnumerable<Picture> Dialogs() =>
        [
            Dialog("log-call", Contact, nameof(ActivityDialog), page => ClickAsync(page, "Call")),
            Dialog("log-meeting", Contact, nameof(ActivityDialog), MeetingAsync),
            Dialog("log-email", Contact, nameof(ActivityDialog), page => ClickAsync(page, "Email")),
            Dialog("send-email", Contact, nameof(ActivityDialog), SendAsync),
            Dialog("log-note", Contact, nameof(ActivityDialog), page => ClickAsync(page, "Note")),
            Dialog("create-task", Contact, nameof(ActivityDialog), page => ClickAsync(page, "Task")),
            Dialog("edit-call", Contact, nameof(ActivityDialog), EditCallAsync),
            Dialog("addresses", Contact, nameof(ContactPointsDialog), page => ClickAsync(page, "Edit addresses and numbers")),
            Dialog("enroll", Contact, nameof(EnrollDialog), page => ClickAsync(page, "Enroll in a sequence")),
            Dialog("convert-lead", Lead, nameof(ConvertLeadDialog), ConvertAsync),
            Dialog("move-deal", Deal, nameof(MoveDealDialog), LoseAsync),
            Dialog("lost-deal", "/deals/board", nameof(CrmDealBoard), LoseOnBoardAsync),
            Dialog("cancel-tasks", "/queue?show=tasks", nameof(TaskBulk), CancelTasksAsync),
        ];

    private static Picture Dialog(string name, string path, string component, Func<IPage, Task> open) =>
        new(name, Manager, path)
        {
            Component = component,
            IsDialog = true,
            Prepare = async page =>
            {
                await ReadyAsync(page);
                await open(page);
                await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync(new() { Timeout = 20_000 });
            },
        };

    /// <summary>The page is alive: its circuit stands.</summary>
    private static Task ReadyAsync(IPage page) => Assertions.Expect(page.Locator("[data-interactive]").First).ToBeVisibleAsync(new() { Timeout = 30_000 });

    /// <summary>What belongs to the record stands beside it, too.</summary>
    private static async Task WholeAsync(IPage page)
    {
        await ReadyAsync(page);
        await Assertions.Expect(page.Locator(".related")).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }

    private static Task ClickAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    private static async Task SignInTwiceAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#address").FillAsync(PictureSite.Twice);
        await page.Locator("#password").FillAsync(WebServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "/sign-in/tenant");
    }

    private static async Task ChooseTwoAsync(IPage page)
    {
        await ReadyAsync(page);
        await page.Locator(".queue-row input[type=checkbox]").Nth(0).CheckAsync();
        await page.Locator(".queue-row input[type=checkbox]").Nth(1).CheckAsync();
        await Assertions.Expect(page.Locator(".queue-bulk")).ToContainTextAsync("2 chosen");
    }

    private static async Task CancelTasksAsync(IPage page)
    {
        await ChooseTwoAsync(page);
        await ClickAsync(page, "Call off");
    }

    private static async Task PreviewAsync(IPage page)
    {
        await page.Locator("#record").FillAsync("henrik.nilsen@brightwater.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Assertions.Expect(page.Locator(".preview")).ToBeVisibleAsync();
    }

    private static async Task FindAsync(IPage page)
    {
        await page.Locator("#find").PressSequentiallyAsync("planne");
        await Assertions.Expect(page.Locator("#found")).ToBeVisibleAsync();
    }

    private static async Task UnfoldAsync(IPage page)
    {
        await WholeAsync(page);
        foreach (var subject in new[] { "Prices and roll-out", "Demo with production planning", "AW: Material on Lumen Planner" })
        {
            var entry = page.Locator(".entry", new() { HasText = subject });
            await entry.First.GetByRole(AriaRole.Button, new() { Name = subject }).ClickAsync();
            await Assertions.Expect(entry.First.Locator(".entry-actions")).ToBeVisibleAsync();
        }
    }

    private static async Task EditFieldAsync(IPage page)
    {
        await ReadyAsync(page);
        await ClickAsync(page, "Edit Job title");
        await Assertions.Expect(page.Locator(".fact-edit")).ToBeVisibleAsync();
    }

    private static async Task TypeDuplicateAsync(IPage page)
    {
        await page.Locator("#first_name").FillAsync("Henrik");
        await page.Locator("#last_name").FillAsync("Nilsen");
        await page.Locator("#email").FillAsync("henrik.nilsen@brightwater.example");
        await ClickAsync(page, "Create");
        await Assertions.Expect(page.Locator(".duplicates")).ToBeVisibleAsync();
    }

    private static async Task OpenViewAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Forgotten contacts" }).ClickAsync();
        await page.Locator(".view-menu summary").ClickAsync();
    }

    private static async Task ChooseRecordsAsync(IPage page)
    {
        await page.Locator(".record-row input").Nth(0).CheckAsync();
        await page.Locator(".record-row input").Nth(2).CheckAsync();
    }

    private static async Task MoreFiltersAsync(IPage page)
    {
        // On a phone the whole form is folded.
        if (await page.Locator(".filter-fold summary").IsVisibleAsync())
            await page.Locator(".filter-fold summary").ClickAsync();
        await page.Locator(".filter-more summary").ClickAsync();
    }

    /// <summary>Both are enrolled already, so nothing is changed, and each has its reason.</summary>
    private static async Task OpenFigureAsync(IPage page)
    {
        await page.Locator(".figures a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".day-list li").First).ToBeVisibleAsync();
    }

    private static async Task EnrollSeveralAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Radio, new() { Name = "After the fair" }).CheckAsync();
        await ClickAsync(page, "Enroll");
        await Assertions.Expect(page.Locator(".enrolled")).ToBeVisibleAsync();
    }

    private static async Task MeetingAsync(IPage page)
    {
        await ClickAsync(page, "Meeting");
        var attendees = page.GetByLabel("Attendees");
        await attendees.PressSequentiallyAsync("felix.baumann@kestrel-robotics.example");
        await page.Keyboard.PressAsync("Enter");
        await attendees.PressSequentiallyAsync("Jutta Kolb");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Location").FillAsync("Hall 2");
    }

    private static async Task SendAsync(IPage page)
    {
        await ClickAsync(page, "Email");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Send now" }).CheckAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("one recipient");
    }

    private static async Task EditCallAsync(IPage page)
    {
        var entry = page.Locator(".entry", new() { HasText = "Works council has agreed" }).First;
        await entry.GetByRole(AriaRole.Button, new() { Name = "Works council has agreed" }).ClickAsync();
        await entry.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
    }

    private static async Task ConvertAsync(IPage page)
    {
        await ClickAsync(page, "Convert lead");
        await page.GetByLabel("Create a deal").CheckAsync();
    }

    private static async Task LoseAsync(IPage page)
    {
        await ClickAsync(page, "Move to a stage");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Radio, new() { Name = "Lost" }).CheckAsync();
        await Assertions.Expect(page.GetByLabel("Why was it lost?")).ToBeVisibleAsync();
    }

    /// <summary>From won to lost: the dialog comes before anything is moved.</summary>
    private static async Task LoseOnBoardAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Region, new() { Name = "Won" }).Locator(".deal-card").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
    }
}
