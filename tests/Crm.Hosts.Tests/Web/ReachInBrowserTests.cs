using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;
using Crm.Web.Pages;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web;

/// <summary>Who works by keys alone, or hears the pages instead of seeing them, gets as far as everybody else.</summary>
[Category("Long")]
internal sealed class ReachInBrowserTests
{
    /// <summary>What is wrong or hinted at, seen and named by no control.</summary>
    private const string Unnamed = """
        () => [...document.querySelectorAll(".field > .hint, .field > .wrong, .field > .problem, .segments > .wrong, fieldset > .wrong, .fact-edit > .wrong")]
          .filter(text => text.checkVisibility())
          .filter(text => !text.id || !document.querySelector(`[aria-describedby~="${text.id}"]${text.matches(".hint") ? "" : '[aria-invalid="true"]'}`))
          .map(text => text.outerHTML)
        """;

    private DemoSite site = null!;
    private MemberView nora = null!;
    private MemberView jonas = null!;
    private RecordRef contact;
    private RecordRef lead;
    private RecordRef deal;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        site = await DemoSite.StartAsync();
        var members = (await site.Use<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default)).Members;
        (nora, jonas) = (members.Single(member => member.Name == "Nora Admin"), members.Single(member => member.Name == "Jonas Weber"));
        var person = new ContactInput
        {
            FirstName = "Rita",
            LastName = "Reach",
            Email = "rita@reach.example",
            Owner = jonas.Id,
        };
        contact = (await site.Use<CreateContact>().ExecuteAsync(WebServer.Caller, person, default)).Record;
        lead = (await site.Use<CreateLead>().ExecuteAsync(WebServer.Caller, new LeadInput { LastName = "Reachable" }, default)).Record;
        deal = (await site.Use<CreateDeal>().ExecuteAsync(WebServer.Caller, new DealInput { Name = "Reach deal" }, default)).Record;
        await site.Use<SaveView>()
            .ExecuteAsync(
                WebServer.Caller with
                {
                    Actor = Actor.Member(nora.Id),
                },
                new SavedViewView("Taken", new ListRecordsInput(RecordType.Contact) { Search = "taken" }),
                default
            );
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
    }

    [TestCase("/records/company/new", "domain", "no domain", "Create")]
    [TestCase("/records/contact/new", "email", "no address", "Create")]
    [TestCase("/records/deal/new", "amount", "much", "Create")]
    [TestCase("/settings", "zone", "Nowhere/None", "Save")]
    [TestCase("/templates", "subject", "", "Save")]
    [TestCase("/templates", "record", "nobody@nowhere.example", "Preview")]
    [TestCase("/records/contact?search=reach", "name", "Taken", "Save")]
    [TestCase("/records/contact/enroll?record={contact}", "", "", "Enroll")]
    public async Task What_is_wrong_with_a_form_is_named_by_its_control(string path, string field, string typed, string button)
    {
        await using var context = await site.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(path.Replace("{contact}", contact.Id.ToString(), StringComparison.Ordinal));
        Assert.That(await page.EvaluateAsync<string[]>(Unnamed), Is.Empty, "hints");
        // What the browser itself would refuse is for the server to refuse here.
        await page.EvaluateAsync(
            "() => { for (const form of document.forms) form.noValidate = true; for (const one of document.querySelectorAll('main details')) one.open = true; }"
        );
        if (field.Length > 0)
            await page.Locator($"form[method=post] [name='{field}']").First.FillAsync(typed);

        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

        await Assertions.Expect(page.Locator("main [aria-invalid=true]").First).ToBeVisibleAsync();
        await AssertNamedAsync(page);
    }

    [TestCase("Call", "[name=duration]", "long")]
    [TestCase("Meeting", "[name=occurredAt]", "2999-01-01T10:00")]
    [TestCase("Email", "#log-crm-email-to", "no address")]
    [TestCase("Note", "[name=occurredAt]", "2999-01-01T10:00")]
    [TestCase("Task", "[name=dueAt]", "2999-01-01T10:00")]
    [TestCase("Edit addresses and numbers", ".contact-point:first-of-type input[type=text] >> nth=0", "no address")]
    [TestCase("Enroll in a sequence", "", "")]
    public async Task So_is_what_is_wrong_in_a_dialog_of_a_contact(string opener, string control, string typed) =>
        await AssertDialogAsync(contact, opener, control, typed);

    [Test]
    public async Task So_is_it_as_a_lead_is_converted() =>
        await AssertDialogAsync(lead, "Convert lead", "[name=amount]", "much", dialog => dialog.GetByLabel("Create a deal").CheckAsync());

    [Test]
    public async Task So_is_it_as_a_deal_is_lost() =>
        await AssertDialogAsync(deal, "Move to a stage", "[name=reason]", "", dialog => dialog.GetByRole(AriaRole.Radio, new() { Name = "Lost" }).CheckAsync());

    [Test]
    public async Task So_is_it_where_a_field_is_changed_in_its_place()
    {
        await using var context = await site.OpenAsync();
        var page = await OpenAsync(context, contact);
        await page.GetByRole(AriaRole.Button, new() { Name = "Show empty fields" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit Time zone", Exact = true }).ClickAsync();
        await page.Locator("#fact-input").FillAsync("Nowhere/None");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".fact-edit [aria-invalid=true]")).ToHaveCountAsync(1);
        await AssertNamedAsync(page);
    }

    [Test]
    public async Task A_choice_is_made_with_the_arrow_keys_and_done_by_a_button()
    {
        var task = await TaskAsync("Hand this over");
        await using var context = await site.OpenAsync(state: "rep");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/queue?show=tasks");
        await Assertions.Expect(page.Locator(".crm-queue[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await page.Locator(".queue-item", new() { HasText = "Hand this over" }).ClickAsync();
        await Assertions.Expect(page.Locator(".queue-work h2")).ToHaveTextAsync("Hand this over");

        await page.Locator(".task-later select").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        var chosen = await page.Locator(".task-later select").EvaluateAsync<string>("select => select.selectedOptions[0].textContent");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".task-later button:focus")).ToHaveTextAsync("Give");
        Assert.That((await FindAsync(task)).Assignee, Is.EqualTo(jonas.Id), "looking at names gives nothing away");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".crm-queue [role=status] .notice")).ToContainTextAsync($"Given to {chosen}.");
        Assert.That((await FindAsync(task)).Assignee, Is.Not.EqualTo(jonas.Id));
    }

    [Test]
    public async Task Single_keys_are_switched_off_and_on_again_and_keys_with_Ctrl_always_work()
    {
        await TaskAsync("Kept in the list");
        await using var context = await site.OpenAsync(state: "rep");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/settings");
        await page.GetByLabel("Single keys do something").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await DemoSite.ArriveAsync(page, "saved=true");
        await Assertions.Expect(page.GetByLabel("Single keys do something")).Not.ToBeCheckedAsync();

        await page.GotoAsync("/queue?show=tasks");
        await Assertions.Expect(page.Locator(".crm-queue[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByText("Single keys are switched off in My settings.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Keys: j and k")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.Locator("#find")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#find")).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator(".queue-bulk")).ToHaveCountAsync(0);

        await page.GotoAsync("/settings");
        await page.GetByLabel("Single keys do something").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await DemoSite.ArriveAsync(page, "saved=true");
        await page.GotoAsync("/queue?show=tasks");
        await Assertions.Expect(page.Locator(".crm-queue[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByText("They can be switched off in My settings.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("x");
        await Assertions.Expect(page.Locator(".queue-bulk")).ToContainTextAsync("1 chosen");
    }

    [TestCase(1280, false)]
    [TestCase(390, true)]
    public async Task Hits_of_the_search_are_counted_aloud_and_the_box_says_which_one_is_meant(int width, bool isDark)
    {
        await using var context = await site.OpenAsync(width, isDark);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Search everything" });
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "false");

        await box.FillAsync("rita reach");
        await Assertions.Expect(page.Locator("#found-said")).ToHaveTextAsync("1 found. The arrow keys lead to it.");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", "hit-0");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("Rita Reach");
        await Assertions.Expect(box).ToBeFocusedAsync();
        await AssertAccessibleAsync(page);

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#found")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#found-said")).ToBeEmptyAsync();
        await box.FillAsync("nobody of this name");
        await Assertions.Expect(page.Locator("#found-said")).ToHaveTextAsync("Nothing found for “nobody of this name”.");
        await AssertAccessibleAsync(page);
        await box.FillAsync("rita reach");
        await Assertions.Expect(page.Locator("#found-said")).ToHaveTextAsync("1 found. The arrow keys lead to it.");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        await DemoSite.ArriveAsync(page, $"/records/contact/{contact.Id}$");
    }

    private async Task AssertDialogAsync(RecordRef record, string opener, string control, string typed, Func<ILocator, Task>? prepare = null)
    {
        await using var context = await site.OpenAsync();
        var page = await OpenAsync(context, record);
        await page.GetByRole(AriaRole.Button, new() { Name = opener, Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        Assert.That(await page.EvaluateAsync<string[]>(Unnamed), Is.Empty, "hints");
        if (prepare is not null)
            await prepare(dialog);
        await dialog.Locator("form").EvaluateAsync("form => form.noValidate = true");
        if (control.Length > 0)
            await dialog.Locator(control).FillAsync(typed);
        await dialog.Locator("button[type=submit]").ClickAsync();

        await Assertions.Expect(dialog.Locator("[role=alert]").First).ToBeVisibleAsync();
        Assert.That(await dialog.Locator("[aria-invalid=true]").CountAsync(), Is.EqualTo(1), await dialog.InnerTextAsync());
        await AssertNamedAsync(page);
    }

    private static async Task AssertNamedAsync(IPage page)
    {
        Assert.That(await page.EvaluateAsync<string[]>(Unnamed), Is.Empty);
        await AssertAccessibleAsync(page);
    }

    private static async Task AssertAccessibleAsync(IPage page) =>
        Assert.That((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);

    private static async Task<IPage> OpenAsync(IBrowserContext context, RecordRef record)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Links.To(record));
        await Assertions.Expect(page.Locator(".crm-timeline[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        return page;
    }

    private Task<ActivityView> TaskAsync(string subject) =>
        site.Use<CreateTask>()
            .ExecuteAsync(
                WebServer.Caller,
                new CreateTaskInput([contact], subject)
                {
                    Kind = TaskKind.ToDo,
                    DueAt = TimeProvider.System.GetUtcNow().AddDays(-1),
                    Assignee = jonas.Id,
                },
                default
            );

    private async Task<ActivityView> FindAsync(ActivityView task) =>
        (await site.Use<GetActivity>().ExecuteAsync(WebServer.Caller, new GetActivityInput(task.Id), default)).Activity;
}
