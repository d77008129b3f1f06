using System.Globalization;
using Crm.Activities;
using Crm.Records;
using Crm.Tenancy;
using Crm.Web.Pages;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>A rep sees what is the rep's and what nobody owns, and nothing of what is a colleague's, wherever the rep looks; an administrator sees both in the same places.</summary>
[Category("Long")]
internal sealed class SightStories
{
    private const string Own = "Ownsby";
    private const string Hidden = "Hideaway";

    private Person rep = null!;
    private Person colleague = null!;
    private Person administrator = null!;
    private RecordRef shared;
    private RecordRef hiddenContact;
    private RecordRef hiddenDeal;

    [OneTimeSetUp]
    public async Task ArrangeAsync()
    {
        rep = await StorySite.Site.HireAsync("Rosa Restricted");
        colleague = await StorySite.Site.HireAsync("Colin Colleague");
        administrator = await StorySite.Site.HireAsync("Aino Allseeing", MemberRole.Administrator);
        shared = await Given.CompanyAsync(new CompanyInput { Name = "Common Ground" });
        foreach (var (person, name) in new[] { (rep, Own), (colleague, Hidden) })
        {
            var contact = await Given.ContactAsync(
                new ContactInput
                {
                    FirstName = "Casper",
                    LastName = name,
                    Email = $"casper@{name}.example",
                    Company = shared.Id,
                    Owner = person.Member.Id,
                }
            );
            var deal = await Given.DealAsync(
                new DealInput
                {
                    Name = $"{name} deal",
                    Company = shared.Id,
                    Contact = contact.Id,
                    Amount = 1_000,
                    Owner = person.Member.Id,
                }
            );
            await Given.LeadAsync(new LeadInput { LastName = $"{name} lead", Owner = person.Member.Id });
            await Given.CompanyAsync(new CompanyInput { Name = $"{name} company", Owner = person.Member.Id });
            await Given.NoteAsync(person, contact, $"{name} said so.");
            if (person == colleague)
                (hiddenContact, hiddenDeal) = (contact, deal);
        }
    }

    [TestCase("lead")]
    [TestCase("contact")]
    [TestCase("company")]
    [TestCase("deal")]
    public Task In_a_list(string type) => AssertAsync($"/records/{type}?search=", page => page.Locator(".records"));

    [Test]
    public Task In_the_timeline_of_what_both_work_on() => AssertAsync(Links.To(shared), page => page.Locator(".crm-timeline"));

    [Test]
    public Task Beside_it() => AssertAsync(Links.To(shared), page => page.Locator(".related"));

    [Test]
    public Task On_the_board() => AssertAsync("/deals/board", page => page.Locator(".crm-board"));

    [Test]
    public async Task In_the_search()
    {
        foreach (var (person, name, isFound) in new[] { (rep, Own, true), (rep, Hidden, false), (administrator, Hidden, true) })
        {
            await using var context = await StorySite.Site.OpenAsync(person);
            var page = await context.NewPageAsync();
            await page.GotoAsync("/");
            await page.Keyboard.PressAsync("/");
            await page.Keyboard.TypeAsync(name);
            var found = page.Locator("#found");
            await Assertions.Expect(found).ToContainTextAsync(isFound ? $"Casper {name}" : $"Nothing found for “{name}”.");
        }
    }

    [Test]
    public async Task On_the_page_of_the_team()
    {
        await AssertAsync("/team", page => page.Locator("table.figures"), "Rosa Restricted", "Colin Colleague");
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/team?member={colleague.Member.Id}&week=4");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Team", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("Colin Colleague");
    }

    [TestCase("/records/contact", Own, Hidden)]
    [TestCase("/records/deal", Own, Hidden)]
    [TestCase("/team", "Rosa Restricted", "Colin Colleague")]
    public async Task In_an_export(string list, string own, string hidden)
    {
        Assert.That(await ExportAsync(rep, list), Does.Contain(own).And.Not.Contain(hidden));
        Assert.That(await ExportAsync(administrator, list), Does.Contain(own).And.Contain(hidden));
    }

    [Test]
    public async Task By_an_address_that_somebody_passed_on()
    {
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await context.NewPageAsync();
        foreach (var address in new[] { Links.To(hiddenContact), Links.To(hiddenDeal), $"/records/contact/casper@{Hidden}.example" })
        {
            var response = await page.GotoAsync(address);
            Assert.That(response!.Status, Is.EqualTo(404), address);
            await Assertions.Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync($"Casper {Hidden}");
        }
    }

    /// <summary>The rep sees the own there and not the colleague's; the administrator sees both.</summary>
    private async Task AssertAsync(string address, Func<IPage, ILocator> part, string own = Own, string hidden = Hidden)
    {
        foreach (var person in new[] { rep, administrator })
        {
            await using var context = await StorySite.Site.OpenAsync(person);
            var page = await context.NewPageAsync();
            var wanted = address.EndsWith("search=", StringComparison.Ordinal) ? new[] { own, hidden } : [""];
            var said = "";
            foreach (var search in wanted)
            {
                await page.GotoAsync(address + search);
                await Assertions.Expect(part(page).Or(page.Locator(".empty")).First).ToBeVisibleAsync();
                said += string.Join('\n', await part(page).AllInnerTextsAsync());
            }
            Assert.That(said, Does.Contain(own), $"{person.Member.Name} sees the own");
            Assert.That(said, person == rep ? Does.Not.Contain(hidden) : Does.Contain(hidden), person.Member.Name);
        }
    }

    private static async Task<string> ExportAsync(Person person, string list)
    {
        await using var context = await StorySite.Site.OpenAsync(person);
        var page = await context.NewPageAsync();
        await page.GotoAsync(list);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export as CSV" }).ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
