using Crm.Accounts;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>Somebody is signed out while a dialog is open, or a form is filled in.</summary>
[Category("Long")]
internal sealed class SessionStories
{
    [Test]
    public async Task What_was_typed_is_kept_when_an_administrator_ends_the_session_and_is_there_when_the_person_is_back()
    {
        var rep = await StorySite.Site.HireAsync("Sandra Signedout");
        var contact = await Given.ContactAsync("Kasimir", "Kept", rep);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, contact);
        var text = screen.Page.Locator("#log-crm-note-body");

        await screen.Page.Keyboard.PressAsync("n");
        await text.FillAsync("A long thought that took an hour.");
        await StorySite.Site.Use<EndSessions>().ExecuteAsync(WebServer.Caller, new EndSessionsInput(rep.Member.Id), default);
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(screen.Dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("You are signed out. What you typed is kept");
        await Assertions.Expect(text).ToHaveValueAsync("A long thought that took an hour.");
        await screen.Dialog.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();

        await DemoSite.ArriveAsync(screen.Page, "/sign-in[?]returnUrl=");
        await SignInAsync(screen.Page, rep);
        await DemoSite.ArriveAsync(screen.Page, $"/records/contact/{contact.Id}$");
        await screen.ReadyAsync();
        await screen.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(text).ToHaveValueAsync("A long thought that took an hour.");
        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(screen.Entry("A long thought that took an hour.")).ToHaveCountAsync(1);
        await Assertions.Expect(screen.Dialog).ToBeHiddenAsync();
        await screen.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(text).ToHaveValueAsync("");
    }

    [Test]
    public async Task A_form_that_was_sent_too_late_is_filled_in_again_after_the_sign_in_and_is_sent_then()
    {
        var rep = await StorySite.Site.HireAsync("Lara Late");
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await TypeContactAsync(context, "Toolate");

        await LoseAsync(page, rep, "Create");
        await SignInAsync(page, rep);

        await DemoSite.ArriveAsync(page, "/records/contact/new$");
        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Status)).ToContainTextAsync("What you typed is here again");
        await Assertions.Expect(page.GetByLabel("Last name")).ToHaveValueAsync("Toolate");
        await Assertions.Expect(page.GetByLabel("Owner")).ToHaveValueAsync(rep.Member.Id.ToString());
        Assert.That((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await DemoSite.ArriveAsync(page, "/records/contact/[0-9a-f-]{36}$");
        await page.GotoAsync("/records/contact/new");
        await Assertions.Expect(page.GetByLabel("Last name")).ToHaveValueAsync("");
    }

    [Test]
    public async Task Nobody_else_who_signs_in_finds_what_was_sent_too_late()
    {
        var (rep, other) = (await StorySite.Site.HireAsync("Laura Late"), await StorySite.Site.HireAsync("Oscar Other"));
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await TypeContactAsync(context, "Private");

        await LoseAsync(page, rep, "Create");
        await SignInAsync(page, other);

        await DemoSite.ArriveAsync(page, "/records/contact/new$");
        await page.WaitForFunctionAsync("sessionStorage.getItem('crm:sent') === null");
        await Assertions.Expect(page.GetByLabel("Last name")).ToHaveValueAsync("");
    }

    [Test]
    public async Task Signing_out_elsewhere_forgets_what_was_sent_too_late()
    {
        var rep = await StorySite.Site.HireAsync("Lorna Late");
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await TypeContactAsync(context, "Forgotten");
        await LoseAsync(page, rep, "Create");
        Assert.That(await SentAsync(page), Does.Contain("Forgotten"));

        await (await context.NewPageAsync()).GotoAsync("/sign-in/out");

        await page.WaitForFunctionAsync("sessionStorage.getItem('crm:sent') === null");
    }

    [Test]
    public async Task A_password_is_never_kept()
    {
        var rep = await StorySite.Site.HireAsync("Paula Password");
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/sessions");
        await page.GetByLabel("Current password").FillAsync(WebServer.Password);
        await page.GetByLabel("New password").FillAsync("quite another password");
        await page.GetByLabel("The same once more").FillAsync("quite another password");

        await LoseAsync(page, rep, "Change the password");

        Assert.That(await SentAsync(page), Is.Null);
        var kept = await page.EvaluateAsync<string>("JSON.stringify([{ ...sessionStorage }, { ...localStorage }])");
        Assert.That(kept, Does.Not.Contain("quite another").And.Not.Contain(WebServer.Password));
    }

    private static async Task<IPage> TypeContactAsync(IBrowserContext context, string name)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/records/contact/new");
        await page.GetByLabel("Last name").FillAsync(name);
        return page;
    }

    /// <summary>Sends the form after the session has ended.</summary>
    private static async Task LoseAsync(IPage page, Person person, string button)
    {
        await StorySite.Site.Use<EndSessions>().ExecuteAsync(WebServer.Caller, new EndSessionsInput(person.Member.Id), default);
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await DemoSite.ArriveAsync(page, "/sign-in[?]returnUrl=");
    }

    private static async Task SignInAsync(IPage page, Person person)
    {
        await page.GetByLabel("Email address").FillAsync(person.Member.Email!);
        await page.GetByLabel("Password").FillAsync(WebServer.Password);
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task<string?> SentAsync(IPage page) => page.EvaluateAsync<string?>("sessionStorage.getItem('crm:sent')");
}
