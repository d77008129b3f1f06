using Crm.Messages;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>A person writes to somebody.</summary>
[Category("Long")]
internal sealed class MailStories
{
    [Test]
    public async Task A_mail_begins_with_a_template_is_sent_and_arrives()
    {
        var rep = await StorySite.Site.HireAsync("Wilma Writer");
        var contact = await Given.ContactAsync("Tilda", "Template", rep);
        var template = new SaveTemplateInput(
            "Spring news",
            "News for {{ contact.first_name }}",
            "Dear {{ contact.first_name }},\n\nlook at this.\n\n{{ sender.name }}"
        );
        await StorySite.Site.Use<SaveTemplate>().ExecuteAsync(rep.Caller, template, default);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, contact);

        await screen.Page.Keyboard.PressAsync("e");
        await screen.Dialog.GetByRole(AriaRole.Radio, new() { Name = "Send now" }).CheckAsync();
        await screen.Dialog.GetByLabel("Template (optional)").SelectOptionAsync("Spring news");
        await screen.Button("Fill in").ClickAsync();
        await Assertions.Expect(screen.Dialog.GetByLabel("Subject")).ToHaveValueAsync("News for Tilda");
        var text = screen.Page.Locator("#log-crm-email-body");
        await Assertions.Expect(text).ToHaveValueAsync("Dear Tilda,\n\nlook at this.\n\nWilma Writer");
        await text.FillAsync("Dear Tilda,\n\nlook at this, and call me.\n\nWilma Writer");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "The mail is queued" })).ToHaveCountAsync(1);

        var mail = await Given.MailToAsync(Given.AddressOf("Tilda", "Template"));
        Assert.That(mail.Subject, Is.EqualTo("News for Tilda"));
        Assert.That(mail.Text, Does.Contain("look at this, and call me."));
        Assert.That(mail.To, Has.Count.EqualTo(1));
        var entry = screen.Entry("News for Tilda");
        await Assertions.Expect(entry.Locator(".badge")).ToContainTextAsync(["Outbound"]);
        await entry.GetByRole(AriaRole.Button, new() { Name = "News for Tilda" }).ClickAsync();
        await Assertions.Expect(entry.Locator(".details")).ToContainTextAsync("look at this, and call me.");
    }
}
