using System.Text.RegularExpressions;
using Crm.Records;
using Crm.Tenancy;
using Crm.Web.Pages;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>Whoever runs no script can read everything: links and forms take one there.</summary>
[Category("Long")]
internal sealed class NoScriptStories
{
    private Person rep = null!;
    private RecordRef contact;
    private IBrowserContext context = null!;
    private IPage page = null!;

    [OneTimeSetUp]
    public async Task ArrangeAsync()
    {
        rep = await StorySite.Site.HireAsync("Noel Noscript");
        contact = await Given.ContactAsync("Plain", "Reader", rep);
        await Given.ContactAsync("Other", "Reader", rep);
        await Given.NoteAsync(rep, contact, "First line of the note.\nSecond line of the note.");
        await Given.CallAsync(rep, contact, "Call the plain reader", minutesAgo: 5);
        await Given.DraftsAsync(rep, "plain-letters", [contact]);
        await Given.DealAsync(
            new DealInput
            {
                Name = "Plain deal",
                Amount = 700,
                Owner = rep.Member.Id,
            }
        );
    }

    [SetUp]
    public async Task OpenAsync()
    {
        context = await StorySite.Site.OpenAsync(rep, hasScript: false);
        page = await context.NewPageAsync();
    }

    [TearDown]
    public Task CloseAsync() => context.DisposeAsync().AsTask();

    [Test]
    public async Task A_list_is_searched_and_sorted_and_leads_to_its_records()
    {
        await page.GotoAsync(Links.To(RecordType.Contact));
        await page.GetByLabel("Name or email").FillAsync("reader");
        await page.GetByLabel("Order").SelectOptionAsync("Newest first");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(page.Locator("a.record .name")).ToHaveTextAsync(["Other Reader", "Plain Reader"]);
        await page.GetByRole(AriaRole.Link, new() { Name = "Plain Reader" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Plain Reader");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Facts" })).ToContainTextAsync(Given.AddressOf("Plain", "Reader"));
    }

    [Test]
    public async Task A_timeline_is_filtered_searched_and_unfolded_by_links()
    {
        await page.GotoAsync(Links.To(contact));
        await page.GetByRole(AriaRole.Link, new() { Name = "Note", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".entry")).ToHaveCountAsync(1);
        await page.Locator(".entry a.unfold").ClickAsync();
        await Assertions.Expect(page.Locator(".entry .body")).ToContainTextAsync("Second line of the note.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Everything" }).ClickAsync();
        await page.Locator(".filter-more summary").ClickAsync();
        await page.GetByLabel("Search", new() { Exact = true }).FillAsync("plain reader");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await Assertions.Expect(page.Locator(".entry[data-kind=task]")).ToContainTextAsync("Call the plain reader");
        await Assertions.Expect(page.Locator(".entry[data-kind=note]")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_search_finds()
    {
        await page.GotoAsync("/");
        await page.Locator("#find").FillAsync("plain");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Plain Reader" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Plain Reader");
    }

    [Test]
    public async Task My_day_leads_to_the_queue_which_shows_what_waits_with_its_text()
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Approve one after another" }).ClickAsync();
        await Assertions.Expect(page.Locator(".queue-work")).ToContainTextAsync("A word, Plain");
        await Assertions.Expect(page.Locator(".queue-work textarea[name=text]")).ToHaveValueAsync("Hello Plain, may I show you what is new?");
        await Assertions.Expect(page.Locator(".queue-timeline")).ToContainTextAsync("First line of the note.");
        await page.GetByRole(AriaRole.Link, new() { Name = "Calls" }).ClickAsync();

        await Assertions.Expect(page.Locator(".queue-work")).ToContainTextAsync("Call the plain reader");
    }

    [Test]
    public async Task The_board_and_the_teams_figures_are_read_and_lead_on()
    {
        await page.GotoAsync("/deals/board");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Prospecting" })).ToContainTextAsync("Plain deal");
        await page.GetByRole(AriaRole.Link, new() { Name = "Team", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Row, new() { Name = "Noel Noscript" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.Locator(".day-list")).ToContainTextAsync("First line of the note.");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("open of Noel Noscript") }).ClickAsync();
        await Assertions.Expect(page.Locator(".day-list")).ToContainTextAsync("Call the plain reader");

        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Plain Reader" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Plain Reader");
    }

    [Test]
    public async Task A_record_is_created_and_a_template_written()
    {
        await page.GotoAsync($"{Links.To(RecordType.Company)}/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Scriptless Ltd");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Scriptless Ltd");
        await page.GotoAsync("/templates");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Plain words");
        await page.GetByLabel("Subject", new() { Exact = true }).FillAsync("To {{ contact.first_name }}");
        await page.Locator("#text").FillAsync("Hello");
        await page.GetByLabel("Preview for").FillAsync(Given.AddressOf("Plain", "Reader"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Preview" })).ToContainTextAsync("To Plain");
    }
}
