using Crm.Accounts;
using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web;

/// <summary>The pages with the demo's data in a real browser: nothing overflows, nothing complains, everybody can read it.</summary>
internal sealed class BrowserTests
{
    private const int MaxWeight = 120 * 1024;
    private static readonly string[] Pages =
    [
        "/",
        "/records/contact",
        "/records/contact/new",
        "/records/deal",
        "/records/lead",
        "/records/company/Kestrel%20Robotics",
        "/records/contact/nobody@nowhere.example",
        "/account/sessions",
        "/deals/board",
        "/queue",
        "/templates",
        "/settings",
        "/team",
        "/search?q=lena",
    ];
    private static readonly string[] Doors = ["/sign-in", "/sign-in/forgot", "/sign-in/out", "/link/unknown", "/link/{token}"];

    private DemoSite site = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => site = await DemoSite.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
    }

    /// <remarks>Narrow in the dark and wide in the light: the pictures are of all four.</remarks>
    [Test]
    public async Task A_page_fits_is_light_asks_nobody_else_and_breaks_no_rule_of_accessibility(
        [ValueSource(nameof(Pages))] string path,
        [Values(390, 1280)] int width
    ) => await AssertFineAsync(path, width, isDark: width < 1000, DemoSite.Administrator);

    [Test]
    public async Task So_does_a_page_for_those_who_are_not_signed_in([ValueSource(nameof(Doors))] string path, [Values(390, 1280)] int width)
    {
        var token = path.Contains("{token}", StringComparison.Ordinal) ? await InviteAsync($"Door {width}") : "";
        await AssertFineAsync(path.Replace("{token}", token, StringComparison.Ordinal), width, isDark: width < 1000, state: null, path);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_person_who_is_invited_sets_a_password_signs_out_and_in_with_keys_alone_with_script_or_without(bool hasScript)
    {
        var token = await InviteAsync($"Petra Person {hasScript}");
        await using var context = await site.OpenAsync(hasScript: hasScript, state: null);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/link/{token}");
        await page.Locator("#password").FocusAsync();
        await page.Keyboard.TypeAsync("four words of a test");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("four words of a test");
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "/$");
        await page.Locator(".who-menu summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        if (hasScript)
        {
            await ShootAsync(page, "menu", 1280, isDark: false);
            Assert.That((await page.RunAxe()).Violations.Select(violation => violation.Id), Is.Empty);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "/sign-in/out$");

        await page.GotoAsync("/records/company/Kestrel%20Robotics");
        await DemoSite.ArriveAsync(page, "/sign-in[?]returnUrl=");
        await page.Locator("#address").FocusAsync();
        await page.Keyboard.TypeAsync($"door{hasScript}@lumen-works.example".ToLowerInvariant());
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("four words of a test");
        await page.Keyboard.PressAsync("Enter");

        await DemoSite.ArriveAsync(page, "/records/company/Kestrel%20Robotics$");
        await Assertions.Expect(page.Locator(".who-name")).ToHaveTextAsync($"Petra Person {hasScript}");
    }

    private async Task<string> InviteAsync(string name)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var input = new AddMemberInput(
            name,
            $"{(name.StartsWith("Door", StringComparison.Ordinal) ? name.Replace(' ', '-') : $"door{name.Split(' ')[^1]}")}@lumen-works.example"
        )
        {
            Role = MemberRole.Administrator,
        };
        var members = (await scope.ServiceProvider.GetRequiredService<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default)).Members;
        var member =
            members.FirstOrDefault(one => string.Equals(one.Email, input.Email, StringComparison.OrdinalIgnoreCase))
            ?? await scope.ServiceProvider.GetRequiredService<AddMember>().ExecuteAsync(WebServer.Caller, input, default);
        return (await scope.ServiceProvider.GetRequiredService<InviteMember>().ExecuteAsync(WebServer.Caller, new InviteMemberInput(member.Id), default)).Token;
    }

    private async Task AssertFineAsync(string path, int width, bool isDark, string? state, string? name = null)
    {
        await using var context = await site.OpenAsync(width, isDark, state: state);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        var foreign = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal))
                foreign.Add(request.Url);
        };

        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        await ShootAsync(page, name ?? path, width, isDark);
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        // As it goes over the wire.
        var html = await page.EvaluateAsync<int>("performance.getEntriesByType('navigation')[0].encodedBodySize");
        var style = await page.EvaluateAsync<int>("performance.getEntriesByType('resource').reduce((sum, each) => sum + each.encodedBodySize, 0)");
        var axe = await page.RunAxe();
        Assert.Multiple(() =>
        {
            Assert.That(overflow, Is.Zero, "nothing is wider than the window");
            Assert.That(html + style, Is.LessThanOrEqualTo(MaxWeight));
            Assert.That(complaints.Where(text => !text.Contains("404", StringComparison.Ordinal)), Is.Empty);
            Assert.That(foreign, Is.Empty);
            Assert.That(axe.Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);
        });
        TestContext.Out.WriteLine($"{path} at {width}: {(html + style) / 1024} KB");
    }

    [Test]
    public async Task A_person_gets_from_the_start_to_a_timeline_with_keys_alone()
    {
        await using var context = await site.OpenAsync(hasScript: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/records/company");

        await page.Locator("#search").FocusAsync();
        await page.Keyboard.TypeAsync("kestrel");
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "search=kestrel&");
        await page.Locator("a.record").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "/records/company/[^?]+$");
        await page.GetByRole(AriaRole.Link, new() { Name = "Meeting", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(page, "type=crm[.]meeting$");

        Assert.That(await page.Locator(".entry .subject").AllTextContentsAsync(), Is.EqualTo(new[] { "Prices and roll-out", "Demo with production planning" }));
    }

    [TestCase(390)]
    [TestCase(1280)]
    public async Task An_entry_that_came_by_two_contacts_leads_to_each_of_them(int width)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var (resolve, log) = (scope.ServiceProvider.GetRequiredService<ResolveRecord>(), scope.ServiceProvider.GetRequiredService<LogMeeting>());
        var contacts = new List<RecordRef>();
        foreach (var name in new[] { "ingrid.dahl", "oskar.berg" })
            contacts.Add(await resolve.ExecuteAsync(WebServer.Caller, new ResolveRecordInput($"contact:{name}@halden-shipping.example"), default));
        await log.ExecuteAsync(WebServer.Caller, new LogMeetingInput(contacts) { Subject = $"Walked the quay at {width}" }, default);
        await using var context = await site.OpenAsync(width, hasScript: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/records/company/Halden%20Shipping");

        await ShootAsync(page, "two-contacts", width, isDark: false);
        var meta = page.Locator(".entry", new() { HasText = $"Walked the quay at {width}" }).Locator(".meta");
        Assert.That(await meta.GetByRole(AriaRole.Link).AllTextContentsAsync(), Is.EquivalentTo(new[] { "Ingrid Dahl", "Oskar Berg" }));
        await meta.GetByRole(AriaRole.Link, new() { Name = "Oskar Berg" }).ClickAsync();
        await DemoSite.ArriveAsync(page, $"/records/contact/{contacts[1].Id}$");
        await Assertions.Expect(page.Locator(".entry", new() { HasText = $"Walked the quay at {width}" })).ToHaveCountAsync(1);
    }

    private static Task ShootAsync(IPage page, string path, int width, bool isDark)
    {
        var name = string.Concat(path.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        return DemoSite.ShootAsync(page, $"{(name.Length == 0 ? "start" : name)}-{width}-{(isDark ? "dark" : "light")}");
    }
}
