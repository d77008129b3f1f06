using Crm.Accounts;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>Somebody is signed out while a dialog is open.</summary>
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
        await screen.Page.GetByLabel("Email address").FillAsync(rep.Member.Email!);
        await screen.Page.GetByLabel("Password").FillAsync(WebServer.Password);
        await screen.Page.Keyboard.PressAsync("Enter");
        await DemoSite.ArriveAsync(screen.Page, $"/records/contact/{contact.Id}$");
        await screen.ReadyAsync();
        await screen.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(text).ToHaveValueAsync("A long thought that took an hour.");
        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(screen.Entry("A long thought that took an hour.")).ToHaveCountAsync(1);
        await screen.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(text).ToHaveValueAsync("");
    }
}
