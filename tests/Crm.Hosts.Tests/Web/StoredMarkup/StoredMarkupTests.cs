using System.Text.RegularExpressions;
using Crm.Activities;
using Crm.Records;
using Crm.Tests.Hosts.Web.Matrix;
using Crm.Web.Pages;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.StoredMarkup;

/// <summary>What people typed is shown as they typed it, on every page and in every dialog of the real browser: none of it runs, and none becomes an element or a link.</summary>
[Category("Long")]
internal sealed partial class StoredMarkupTests
{
    /// <summary>Pages that show no text of people but the name of who is signed in.</summary>
    private static readonly string[] Plain = ["/account/sessions", "/health/live", "/health/ready", "/_framework/opaque-redirect"];

    private DemoSite site = null!;
    private PayloadWorld world = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        site = await DemoSite.StartAsync("--Crm:Limits:SignInsPerMinute=1000");
        world = await PayloadWorld.CreateAsync(site);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
    }

    [Test]
    public async Task Every_page_shows_it_as_text()
    {
        await using var context = await site.OpenAsync(world.Person);
        var page = await context.NewPageAsync();
        var seen = Payload.Watch(page, site.Address);
        foreach (var (path, count) in Pages())
        {
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.That(await Payload.CountAsync(page), Is.GreaterThanOrEqualTo(count), path);
            await Payload.ExpectTextOnlyAsync(page);
            Assert.That(seen.Where(what => !what.Contains("404", StringComparison.Ordinal)), Is.Empty, path);
        }
        var unseen = PageEndpoints().Where(pattern => !Pages().Any(one => pattern.IsMatch(one.Path.Split('?')[0])));
        Assert.That(unseen.Select(pattern => pattern.ToString()), Is.Empty, "each page is looked at");
    }

    [TestCase("contact")]
    [TestCase("lead")]
    [TestCase("deal")]
    public async Task Every_entry_of_a_timeline_unfolds_as_text(string type)
    {
        var record = new[] { world.Contact, world.Lead, world.Deal }.Single(one => Links.Path(one.Type) == type);
        await using var context = await site.OpenAsync(world.Person);
        var page = await OpenAsync(context, record);
        var seen = Payload.Watch(page, site.Address);
        var folded = page.Locator(".entry button.unfold[aria-expanded=false]");
        Assert.That(await folded.CountAsync(), Is.GreaterThan(3));

        for (var left = await folded.CountAsync(); left > 0; left--)
        {
            await folded.First.ClickAsync();
            await Assertions.Expect(folded).ToHaveCountAsync(left - 1);
        }
        foreach (var more in await page.Locator(".entry details").AllAsync())
            await more.Locator("summary").ClickAsync();

        Assert.That(await Payload.CountAsync(page), Is.GreaterThan(15));
        await Assertions.Expect(page.Locator(".metadata th").First).ToContainTextAsync(Payload.Mark);
        await Assertions
            .Expect(page.GetByRole(AriaRole.Link, new() { Name = "Recording" }).First)
            .ToHaveAttributeAsync("href", new Regex("^https://recordings"));
        await Payload.ExpectTextOnlyAsync(page);
        Assert.That(seen, Is.Empty);
    }

    [Test]
    public async Task Every_dialog_shows_it_as_text()
    {
        await using var context = await site.OpenAsync(world.Person);
        foreach (var record in new[] { world.Contact, world.Lead, world.Deal })
        {
            var page = await OpenAsync(context, record);
            var seen = Payload.Watch(page, site.Address);
            var openers = page.Locator(".log-bar button, .record-actions button:not(:has-text('Delete')), .facts-more button:has-text('addresses')");
            for (var at = 0; at < await openers.CountAsync(); at++)
            {
                await openers.Nth(at).ClickAsync();
                var dialog = page.GetByRole(AriaRole.Dialog);
                await Assertions.Expect(dialog).ToBeVisibleAsync();
                await SuggestAsync(dialog);
                await Payload.ExpectTextOnlyAsync(page);
                await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
                await Assertions.Expect(dialog).ToHaveCountAsync(0);
            }
            Assert.That(seen, Is.Empty);
        }
    }

    [Test]
    public async Task What_is_done_with_several_at_once_shows_it_as_text()
    {
        await using var context = await site.OpenAsync(world.Person);
        var page = await context.NewPageAsync();
        var seen = Payload.Watch(page, site.Address);
        foreach (var kind in new[] { "approvals", "calls", "tasks" })
        {
            await page.GotoAsync($"/queue?show={kind}");
            await Assertions.Expect(page.Locator(".crm-queue[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
            await page.GetByLabel("Choose all").CheckAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = Payload.Mark }).First).ToBeAttachedAsync();
            await Payload.ExpectTextOnlyAsync(page);
        }
        Assert.That(seen, Is.Empty);
    }

    [Test]
    public async Task The_search_box_shows_it_as_text_while_one_types()
    {
        await using var context = await site.OpenAsync(world.Person);
        var page = await context.NewPageAsync();
        var seen = Payload.Watch(page, site.Address);
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("evil@payload");
        await Assertions.Expect(page.Locator("#found a").First).ToContainTextAsync(Payload.Mark);
        await Payload.ExpectTextOnlyAsync(page);
        await page.Locator("#find").FillAsync(Payload.Text);
        await Assertions.Expect(page.Locator("#found")).ToContainTextAsync(Payload.Mark);

        await Payload.ExpectTextOnlyAsync(page);
        Assert.That(seen, Is.Empty);
    }

    [Test]
    public async Task A_form_that_is_refused_shows_what_was_typed_as_text()
    {
        await using var context = await site.OpenAsync(world.Person);
        var page = await context.NewPageAsync();
        var seen = Payload.Watch(page, site.Address);
        await page.GotoAsync("/records/contact/new");
        await page.GetByLabel("Last name").FillAsync(Payload.Text);
        await page.GetByLabel("Company").FillAsync(Payload.Text + "?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no such record");
        await Assertions.Expect(page.GetByLabel("Last name")).ToHaveValueAsync(Payload.Text);
        await Payload.ExpectTextOnlyAsync(page);
        Assert.That(seen, Is.Empty);
    }

    [TestCase(Payload.Address)]
    [TestCase("data:text/html,<script>window.ran=1</script>")]
    [TestCase("vbscript:x")]
    [TestCase(" javascript:window.ran=1")]
    [TestCase("java\tscript:window.ran=1")]
    [TestCase("//evil.example/x")]
    public void A_recording_is_at_an_address_of_the_web_or_refused(string address)
    {
        var call = new LogCallInput([world.Contact]) { Outcome = "connected", RecordingUrl = address };
        var error = Assert.ThrowsAsync<CrmException>(() => site.Use<LogCall>().ExecuteAsync(world.Person.Caller, call, default));
        Assert.That(error.Error, Is.InstanceOf<CrmError.Invalid>());
    }

    [Test]
    public async Task An_export_holds_no_formula()
    {
        var owner = await site.HireAsync(Payload.Formula);
        foreach (var first in new[] { "=", "+", "-", "@", "\t=", "\r=" })
            await site.Use<CreateCompany>()
                .ExecuteAsync(
                    world.Person.Caller,
                    new CompanyInput
                    {
                        Name = $"{first}{Payload.Formula[1..]}",
                        Industry = Payload.Formula,
                        Owner = owner.Member.Id,
                    },
                    default
                );
        var lead = new LeadInput
        {
            LastName = Payload.Formula,
            Source = Payload.Formula,
            Owner = owner.Member.Id,
        };
        await site.Use<CreateLead>().ExecuteAsync(world.Person.Caller, lead, default);
        await using var context = await site.OpenAsync(owner);

        foreach (var path in new[] { "/records/company/export", "/records/lead/export", "/team/export" })
        {
            var response = await context.APIRequest.GetAsync(path);
            var csv = await response.TextAsync();
            Assert.That(csv, Does.Contain("HYPERLINK("), path);
            Assert.That(Cells(csv).Where(cell => Formula().IsMatch(cell)), Is.Empty, path);
        }
    }

    private IEnumerable<(string Path, int Count)> Pages()
    {
        var text = Uri.EscapeDataString(Payload.Text);
        yield return ("/", 2);
        foreach (var kind in new[] { "approvals", "calls", "tasks" })
            yield return ($"/queue?show={kind}", 3);
        foreach (var record in new[] { world.Company, world.Contact, world.Lead, world.Deal })
        {
            yield return ($"{Links.To(record.Type)}?owner={world.Person.Member.Id}", 2);
            yield return ($"{Links.To(record.Type)}?search={text}", 1);
            yield return ($"{Links.To(record.Type)}/new", 1);
            yield return (Links.To(record), 4);
            if (record.Type != RecordType.Company)
                yield return ($"{Links.To(record.Type)}/enroll?record={record.Id}", 3);
            yield return ($"{Links.To(record)}?search={text}", 1);
        }
        yield return ($"/records/contact/{text}", 1);
        yield return ($"/records/contact?view={world.View}", 3);
        yield return ("/deals/board?pipeline=evil", 3);
        yield return ($"/enrollments/{world.Enrollment}", 2);
        yield return ("/templates", 2);
        yield return ($"/templates/{world.Template}", 4);
        yield return ("/settings", 2);
        yield return ("/team", 2);
        yield return ($"/team?member={world.Person.Member.Id}&week=4", 3);
        yield return ("/search?q=evil%40payload", 2);
        yield return ($"/search?q={text}", 2);
        yield return ("/account/sessions", 1);
    }

    /// <summary>The addresses of pages, as patterns.</summary>
    private IEnumerable<Regex> PageEndpoints() =>
        HostEndpoint
            .Of(site.App)
            .Where(endpoint => endpoint is { IsOpen: false, IsCircuit: false } && endpoint.Method == HttpMethod.Get)
            .Select(endpoint => endpoint.Name["GET ".Length..])
            .Where(path => !path.StartsWith("/api", StringComparison.Ordinal) && !path.EndsWith("/export", StringComparison.Ordinal) && path != "/search/found")
            .Except(Plain)
            .Select(path => new Regex($"^{Parameter().Replace(path, "[^/]+")}$", RegexOptions.NonBacktracking));

    private static async Task<IPage> OpenAsync(IBrowserContext context, RecordRef record)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Links.To(record));
        await Assertions.Expect(page.Locator(".crm-timeline[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        return page;
    }

    /// <summary>Types into each field that suggests, until what is suggested is there.</summary>
    private static async Task SuggestAsync(ILocator dialog)
    {
        foreach (var field in await dialog.Locator("input[data-chips]").AllAsync())
        {
            await field.PressSequentiallyAsync("evil");
            await field.FillAsync("");
        }
    }

    private static IEnumerable<string> Cells(string csv) => Cell().Matches(csv).Select(match => match.Groups[1].Value.Trim('"'));

    /// <summary>What a spreadsheet would take for a formula.</summary>
    [GeneratedRegex("^[=+@\t\r-]\\D")]
    private static partial Regex Formula();

    [GeneratedRegex("(?:^|,|\n)(\"(?:[^\"]|\"\")*\"|[^,\n]*)")]
    private static partial Regex Cell();

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();
}
