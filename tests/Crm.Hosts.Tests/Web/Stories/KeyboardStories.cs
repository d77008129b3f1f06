using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Web.Pages;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>Everything can be done without a mouse: the Tab key comes by each control in the order of reading, and one sees where one is.</summary>
[Category("Long")]
internal sealed class KeyboardStories
{
    /// <summary>Marks what Tab should stop at, in the order of reading: of radio buttons of a name only the chosen one, else the first.</summary>
    private const string MarkStops = """
        root => {
          const all = [...(root ?? document).querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]")];
          const isChosen = radio => {
            const group = all.filter(one => one.type === "radio" && one.name === radio.name && one.form === radio.form);
            return radio === (group.find(one => one.checked) ?? group[0]);
          };
          const stops = all.filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }) && (one.type !== "radio" || isChosen(one)));
          stops.forEach((one, at) => (one.dataset.stop = at));
          return stops.length;
        }
        """;

    /// <summary>Where the focus is, and whether one sees it there; a radio button's label shows it for it.</summary>
    private const string LookAtFocus = """
        () => {
          const one = document.activeElement;
          const shows = part => {
            const style = part && getComputedStyle(part);
            return !!style && ((style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none");
          };
          return { stop: one?.dataset?.stop ?? "", isSeen: shows(one) || shows(one?.nextElementSibling) || shows(one?.parentElement), html: one?.outerHTML?.slice(0, 160) ?? "", isInDialog: !!one?.closest?.("dialog") };
        }
        """;

    private static readonly string[] Pages =
    [
        "/",
        "/queue",
        "/queue?show=calls",
        "/deals/board",
        "/records/contact?search=a",
        "/records/deal?search=a",
        "/records/contact/new",
        "/records/contact/lena.kruger@kestrel-robotics.example",
        "/records/company/Kestrel%20Robotics",
        "/templates",
        "/settings",
        "/team",
        "/search?q=lena",
        "/account/sessions",
    ];

    [Test]
    public async Task Tab_stops_at_each_control_of_a_page_in_order_and_one_sees_where([ValueSource(nameof(Pages))] string path)
    {
        await using var context = await StorySite.Site.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var count = await page.EvaluateAsync<int>(MarkStops);

        await AssertStopsAsync(page, count);
    }

    [Test]
    public async Task So_it_does_on_the_pages_of_an_enrollment_of_enrolling_and_of_a_template()
    {
        var rep = await StorySite.Site.HireAsync("Tobias Tabber");
        var contact = await Given.ContactAsync("Enrolled", "Tabstop", rep);
        await Given.DraftsAsync(rep, "tab-letters", [contact]);
        var enrollments = await StorySite.Site.Use<ListEnrollments>().ExecuteAsync(rep.Caller, new ListEnrollmentsInput { Record = contact.Id }, default);
        var template = await StorySite.Site.Use<SaveTemplate>().ExecuteAsync(rep.Caller, new SaveTemplateInput("Tabs", "Tabs", "Tabs"), default);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await context.NewPageAsync();

        foreach (
            var path in new[]
            {
                $"/enrollments/{enrollments.Rows.Single().Enrollment.Id}",
                $"{Links.To(RecordType.Contact)}/enroll?record={contact.Id}",
                $"/templates/{template.Id}",
            }
        )
        {
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            await AssertStopsAsync(page, await page.EvaluateAsync<int>(MarkStops));
        }
    }

    [TestCase("/sign-in")]
    [TestCase("/sign-in/forgot")]
    [TestCase("/nothing/here")]
    public async Task So_it_does_for_those_who_are_not_signed_in(string path)
    {
        await using var context = await StorySite.Site.OpenAsync(state: null);
        var page = await context.NewPageAsync();
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        await AssertStopsAsync(page, await page.EvaluateAsync<int>(MarkStops));
    }

    [TestCase("contact", ".log-bar .button")]
    [TestCase("contact", ".record-actions .button:has-text('Enroll')")]
    [TestCase("contact", ".facts-more button:has-text('addresses')")]
    [TestCase("lead", ".record-actions button:has-text('Convert lead')")]
    [TestCase("deal", ".record-actions button:has-text('Move to a stage')")]
    public async Task A_dialog_keeps_the_focus_and_gives_it_back(string type, string openers)
    {
        var rep = await StorySite.Site.HireAsync($"Tabea {type} {openers.Length}");
        var record = type switch
        {
            "contact" => await Given.ContactAsync("Tab", $"Stop{openers.Length}", rep),
            "lead" => await Given.LeadAsync(
                new LeadInput
                {
                    LastName = "Tabstop",
                    Company = "Tab Ltd",
                    Owner = rep.Member.Id,
                }
            ),
            _ => await Given.DealAsync(new DealInput { Name = "Tab deal", Owner = rep.Member.Id }),
        };
        await using var context = await StorySite.Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, record);
        var all = screen.Page.Locator(openers);
        Assert.That(await all.CountAsync(), Is.Positive);

        foreach (var opener in await all.AllAsync())
        {
            await opener.FocusAsync();
            await screen.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(screen.Dialog).ToBeVisibleAsync();
            await Assertions.Expect(screen.Dialog.Locator(":focus")).ToHaveCountAsync(1);
            var count = await screen.Dialog.EvaluateAsync<int>(MarkStops);
            // From the first one on, wherever the dialog began.
            await screen.Dialog.Locator("[data-stop='0']").FocusAsync();
            await AssertStopsAsync(screen.Page, count, isInDialog: true);
            await screen.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(screen.Dialog).ToHaveCountAsync(0);
            await Assertions.Expect(opener).ToBeFocusedAsync();
        }
    }

    [Test]
    public async Task Records_of_a_list_are_chosen_given_away_and_taken_back_by_keys()
    {
        var rep = await StorySite.Site.HireAsync("Gustav Giver");
        var other = await StorySite.Site.HireAsync("Zita Zealous");
        foreach (var name in new[] { "One", "Two", "Three" })
            await Given.ContactAsync(name, "Giveaway", rep);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Links.To(RecordType.Contact)}?search=giveaway");

        foreach (var name in new[] { "One", "Two" })
        {
            await page.GetByLabel($"Choose {name} Giveaway").FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }
        await page.GetByLabel("New owner").FocusAsync();
        await page.Keyboard.TypeAsync(other.Member.Name);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("a.record")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("a.record")).ToHaveCountAsync(3);
    }

    private static async Task AssertStopsAsync(IPage page, int count, bool isInDialog = false)
    {
        Assert.That(count, Is.GreaterThan(1));
        var (stops, unseen) = (new List<int>(), new List<string>());
        // A date is several stops in one control.
        for (var presses = 0; presses < 8 * count + 10 && (stops.Count == 0 || stops[^1] != count - 1); presses++)
        {
            if (!isInDialog || presses > 0)
                await page.Keyboard.PressAsync("Tab");
            var focus = await page.EvaluateAsync<Focus>(LookAtFocus);
            if (isInDialog)
                Assert.That(focus.IsInDialog, focus.Html);
            if (!int.TryParse(focus.Stop, out var stop) || (stops.Count > 0 && stops[^1] == stop))
                continue;
            stops.Add(stop);
            if (!focus.IsSeen)
                unseen.Add(focus.Html);
        }
        Assert.That(stops, Is.EqualTo(Enumerable.Range(0, count)));
        Assert.That(unseen, Is.Empty, "one sees the focus");
    }

    /// <summary>Where the focus is.</summary>
    private sealed class Focus
    {
        public string Stop { get; set; } = "";
        public bool IsSeen { get; set; }
        public string Html { get; set; } = "";
        public bool IsInDialog { get; set; }
    }
}
