using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>A plugin from outside brings a type of activity that the product knows nothing of.</summary>
[Category("Long")]
internal sealed class PluginStories
{
    [Test]
    public async Task Its_activity_is_logged_by_a_form_made_from_its_schema_and_shown_by_its_own_description()
    {
        var rep = await StorySite.Site.HireAsync("Vera Visitor");
        var contact = await Given.ContactAsync("Silas", "Site", rep);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, contact);

        await screen.Button("Site visit").ClickAsync();
        await Assertions.Expect(screen.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Log site visit");
        await screen.Dialog.GetByLabel("Building").FillAsync("The old foundry");
        await screen.Dialog.GetByLabel("Location").FillAsync("Gate 4");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions
            .Expect(screen.Dialog.GetByRole(AriaRole.Radiogroup, new() { Name = "Outcome" }).GetByRole(AriaRole.Alert))
            .ToContainTextAsync("outcome");
        await screen.Dialog.GetByRole(AriaRole.Radio, new() { Name = "Inspected" }).CheckAsync();
        await screen.Page.Keyboard.PressAsync("Control+Enter");

        var entry = screen.Entry("The old foundry");
        await Assertions.Expect(entry.Locator(".badge")).ToContainTextAsync(["Inspected"]);
        await Assertions.Expect(entry.Locator(".meta")).ToContainTextAsync("Site visit");
        await entry.GetByRole(AriaRole.Button, new() { Name = "The old foundry" }).ClickAsync();
        await Assertions.Expect(entry.Locator(".details")).ToContainTextAsync("Gate 4");
        await entry.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Assertions.Expect(screen.Dialog.GetByLabel("Building")).ToHaveValueAsync("The old foundry");
        await screen.Dialog.GetByLabel("Building").FillAsync("The new foundry");
        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(screen.Entry("The new foundry")).ToHaveCountAsync(1);
    }
}
