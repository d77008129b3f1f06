using Crm.Records;
using Crm.Web.Pages;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>A person moves deals and converts a lead.</summary>
[Category("Long")]
internal sealed class DealStories
{
    [Test]
    public async Task A_deal_is_dragged_to_another_stage_and_back_by_undo()
    {
        var rep = await StorySite.Site.HireAsync("Dora Dragger");
        await Given.DealAsync(
            new DealInput
            {
                Name = "Forklifts for the quay",
                Amount = 12_500,
                Owner = rep.Member.Id,
            }
        );
        await using var context = await StorySite.Site.OpenAsync(rep);
        var board = await BoardScreen.OpenAsync(context, rep);

        await board.Card("Forklifts for the quay").DragToAsync(board.Stage("Proposal"));
        await board.ExpectAsync("Forklifts for the quay", "Proposal");
        await Assertions.Expect(board.Stage("Proposal")).ToContainTextAsync("12,500 EUR");
        await board.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await board.ExpectAsync("Forklifts for the quay", "Prospecting");
    }

    [Test]
    public async Task A_deal_is_moved_with_keys_from_stage_to_stage_and_asked_why_it_was_lost()
    {
        var rep = await StorySite.Site.HireAsync("Kira Keys");
        var deal = await Given.DealAsync(
            new DealInput
            {
                Name = "Cranes for the yard",
                Amount = 90_000,
                Owner = rep.Member.Id,
            }
        );
        await using var context = await StorySite.Site.OpenAsync(rep);
        var board = await BoardScreen.OpenAsync(context, rep);

        await board.Card("Cranes for the yard").FocusAsync();
        foreach (var stage in new[] { "Engaging", "Proposal", "Won" })
        {
            // The card keeps the focus wherever it goes.
            await Assertions.Expect(board.Card("Cranes for the yard")).ToBeFocusedAsync();
            await board.Page.Keyboard.PressAsync("ArrowRight");
            await board.ExpectAsync("Cranes for the yard", stage);
        }
        await board.Page.Keyboard.PressAsync("ArrowRight");
        var dialog = board.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByLabel("Reason")).ToBeFocusedAsync();
        await board.ExpectAsync("Cranes for the yard", "Won");
        await board.Page.Keyboard.TypeAsync("Bought from the neighbor");
        await board.Page.Keyboard.PressAsync("Control+Enter");

        await board.ExpectAsync("Cranes for the yard", "Lost");
        await Assertions.Expect(board.Card("Cranes for the yard")).ToContainTextAsync("Bought from the neighbor");
        var stored = await StorySite.Site.Use<GetRecord>().ExecuteAsync(rep.Caller, new GetRecordInput(deal), default);
        Assert.That((stored.Text("stage"), stored.Text("loss_reason")), Is.EqualTo(("lost", "Bought from the neighbor")));
    }

    [Test]
    public async Task A_lead_becomes_a_contact_with_its_company_and_a_deal()
    {
        var rep = await StorySite.Site.HireAsync("Conrad Converter");
        var lead = await Given.LeadAsync(
            new LeadInput
            {
                FirstName = "Wanda",
                LastName = "Winter",
                Email = "wanda@winter-tools.example",
                Company = "Winter Tools",
                Owner = rep.Member.Id,
            }
        );
        await Given.NoteAsync(rep, lead, "Met at the fair.");
        await using var context = await StorySite.Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, lead);

        await screen.Button("Convert lead").ClickAsync();
        await screen.Dialog.GetByLabel("Create a deal").CheckAsync();
        await screen.Dialog.GetByLabel("Name of the deal").FillAsync("Drills for Winter");
        await screen.Dialog.GetByLabel("Amount").FillAsync("4200");
        await screen.Dialog.GetByRole(AriaRole.Button, new() { Name = "Convert", Exact = true }).ClickAsync();

        await DemoSite.ArriveAsync(screen.Page, "/records/contact/[^/]+$");
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Wanda Winter");
        await Assertions.Expect(screen.Entry("Met at the fair.")).ToHaveCountAsync(1);
        await screen.Page.GetByRole(AriaRole.Region, new() { Name = "Facts" }).GetByRole(AriaRole.Link, new() { Name = "Winter Tools" }).ClickAsync();
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Winter Tools");
        var board = await BoardScreen.OpenAsync(context, rep);
        await Assertions.Expect(board.Card("Drills for Winter")).ToContainTextAsync("4,200 EUR");
        await screen.Page.GotoAsync(Links.To(lead));
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Region, new() { Name = "Facts" })).ToContainTextAsync("Converted");
    }
}
