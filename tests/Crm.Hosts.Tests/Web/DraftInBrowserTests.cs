using Crm.Accounts;
using Crm.Kernel;
using Crm.Messages;
using Crm.Records;
using Crm.Tenancy;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web;

/// <summary>What is typed into a dialog: kept for whoever typed it and for nobody else, and begun with a template.</summary>
[Category("Long")]
internal sealed class DraftInBrowserTests
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
    public async Task At_sign_out_it_leaves_the_browser_and_every_tab()
    {
        await using var context = await site.OpenAsync(state: null);
        var (page, other) = (await SignInAsync(context, "manager"), await context.NewPageAsync());
        await TypeAsync(page, "For my eyes only");
        await other.GotoAsync("/");

        await other.Locator(".who-menu summary").ClickAsync();
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await DemoSite.ArriveAsync(other, "/sign-in/out$");

        await DemoSite.ArriveAsync(page, "/sign-in[?]returnUrl=");
        Assert.That(await DraftsAsync(other), Is.Empty);
        await Assertions.Expect(page.GetByText("For my eyes only")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task When_the_server_ends_a_session_whoever_typed_it_finds_it_again_and_another_person_does_not()
    {
        await using var context = await site.OpenAsync(state: null);
        var page = await SignInAsync(context, "manager");
        await TypeAsync(page, "Half a thought of Mara");

        await EndAsync("Mara Lindqvist");
        page = await SignInAsync(context, "manager");
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#log-crm-note-body")).ToHaveValueAsync("Half a thought of Mara");

        await EndAsync("Mara Lindqvist");
        page = await SignInAsync(context, "administrator");
        Assert.That(await DraftsAsync(page), Is.Empty);
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator("#log-crm-note-body")).ToHaveValueAsync("");
    }

    [Test]
    public async Task A_mail_begins_with_a_template_and_is_not_sent_while_a_value_is_missing()
    {
        var nora = await MemberAsync("Nora Admin");
        var template = new SaveTemplateInput(
            "After a talk",
            "Our talk, {{ contact.first_name }}",
            "Hello {{ contact.first_name }},\n\nhow is {{ company.name }}?\n\n{{ sender.name }}"
        );
        await RunAsync<SaveTemplate>(save => save.ExecuteAsync(WebServer.Caller with { Actor = Actor.Member(nora) }, template, default));
        var alone = new ContactInput
        {
            FirstName = "Anton",
            LastName = "Alone",
            Email = "anton@alone.example",
        };
        await RunAsync<CreateContact>(create => create.ExecuteAsync(WebServer.Caller, alone, default));
        await using var context = await site.OpenAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/records/contact/anton@alone.example");
        await ReadyAsync(page);
        var (subject, body) = (page.Locator("#log-crm-email-subject"), page.Locator("#log-crm-email-body"));

        await page.Keyboard.PressAsync("e");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Send now" }).CheckAsync();
        await body.FillAsync("My own words");
        await body.BlurAsync();
        await page.GetByLabel("Template (optional)").SelectOptionAsync("After a talk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fill in" }).ClickAsync();
        await Assertions.Expect(subject).ToHaveValueAsync("Our talk, Anton");
        await Assertions.Expect(body).ToHaveValueAsync("Hello Anton,\n\nhow is [company.name]?\n\nNora Admin");
        await Assertions.Expect(page.GetByText("There is no value for company.name")).ToBeVisibleAsync();
        await DemoSite.ShootAsync(page, "dialog-email-template");
        Assert.That((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(body).ToHaveValueAsync("My own words");
        await page.GetByLabel("Template (optional)").SelectOptionAsync("After a talk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Fill in" }).ClickAsync();
        await Assertions.Expect(subject).ToHaveValueAsync("Our talk, Anton");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.GetByText("Replace [company.name] before it is sent.")).ToBeVisibleAsync();

        await body.FillAsync("Hello Anton,\n\nhow is your own company?\n\nNora");
        await page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var mail = await MailAsync("anton@alone.example");
        Assert.That((mail.Subject, mail.Text), Is.EqualTo(("Our talk, Anton", "Hello Anton,\n\nhow is your own company?\n\nNora")));
    }

    [TestCase(390, false)]
    [TestCase(1280, true)]
    public async Task A_member_who_reads_German_does_so_in_what_is_live_too(int width, bool isDark)
    {
        var jonas = WebServer.Caller with { Actor = Actor.Member(await MemberAsync("Jonas Weber")) };
        await RunAsync<SaveMemberSettings>(save => save.ExecuteAsync(jonas, new MemberSettingsView { Language = "de" }, default));
        await using var context = await site.OpenAsync(width, isDark, state: "rep");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/records/contact/henrik.nilsen@brightwater.example");
        await ReadyAsync(page);

        await page.Keyboard.PressAsync("c");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Anruf eintragen", Exact = true })).ToBeVisibleAsync();
        await DemoSite.ShootAsync(page, $"german-call-{width}");
    }

    private static async Task<IPage> SignInAsync(IBrowserContext context, string role)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(Contact)}");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {role}" }).ClickAsync();
        await DemoSite.ArriveAsync(page, $"{Contact}$");
        await ReadyAsync(page);
        return page;
    }

    private static async Task TypeAsync(IPage page, string text)
    {
        await page.Keyboard.PressAsync("n");
        await page.Locator("#log-crm-note-body").FillAsync(text);
        for (var look = 0; (await DraftsAsync(page)).Count == 0; look++)
        {
            Assert.That(look, Is.LessThan(50), "the browser keeps it");
            await page.WaitForTimeoutAsync(100);
        }
    }

    private static async Task<IReadOnlyList<string>> DraftsAsync(IPage page) =>
        await page.EvaluateAsync<string[]>("Object.keys(localStorage).filter(key => key.startsWith('crm:draft:'))");

    private static Task ReadyAsync(IPage page) =>
        Assertions.Expect(page.Locator(".crm-timeline[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });

    private async Task EndAsync(string member)
    {
        var id = await MemberAsync(member);
        await RunAsync<EndSessions>(end => end.ExecuteAsync(WebServer.Caller, new EndSessionsInput(id), default));
    }

    private async Task<MemberId> MemberAsync(string name)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var list = await scope.ServiceProvider.GetRequiredService<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default);
        return list.Members.Single(member => member.Name == name).Id;
    }

    private async Task<MessageView> MailAsync(string to)
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        var page = await scope.ServiceProvider.GetRequiredService<ListMessages>().ExecuteAsync(WebServer.Caller, new ListMessagesInput(), default);
        return page.Rows.Single(message => message.To == to);
    }

    private async Task RunAsync<TUseCase>(Func<TUseCase, Task> run)
        where TUseCase : UseCase
    {
        await using var scope = site.App.Services.CreateAsyncScope();
        await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }
}
