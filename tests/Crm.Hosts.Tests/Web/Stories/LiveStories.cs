using Crm.Activities;
using Crm.Records;
using Crm.Sequences;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>Somebody else works at the same time: what is open shows it by itself.</summary>
[Category("Long")]
internal sealed class LiveStories
{
    [Test]
    public async Task An_entry_that_somebody_edits_and_deletes_does_so_on_the_page_although_it_stands_open()
    {
        var rep = await StorySite.Site.HireAsync("Edda Editor");
        var contact = await Given.ContactAsync("Lisa", "Live", rep);
        var note = await StorySite.Site.Use<LogNote>().ExecuteAsync(rep.Caller, new LogNoteInput([contact], "First thought."), default);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, contact);
        var entry = screen.Page.Locator($"#e-{note.Id}");
        await entry.Locator(".unfold").ClickAsync();
        await Assertions.Expect(entry.Locator(".details")).ToContainTextAsync("First thought.");

        var edited = await StorySite
            .Site.Use<EditActivity>()
            .ExecuteAsync(rep.Caller, new EditActivityInput(note.Id, note.Revision) { Body = "Second thought." }, default);
        await Assertions.Expect(entry.Locator(".details")).ToContainTextAsync("Second thought.");
        await entry.Locator(".unfold").ClickAsync();
        await Assertions.Expect(entry).ToContainTextAsync("Second thought.");
        await Assertions.Expect(entry).Not.ToContainTextAsync("First thought.");

        await StorySite.Site.Use<DeleteActivity>().ExecuteAsync(rep.Caller, new DeleteActivityInput(note.Id, edited.Revision), default);

        await Assertions.Expect(entry).Not.ToContainTextAsync("Second thought.");
    }

    [Test]
    public async Task An_entry_that_the_address_unfolds_and_somebody_folds_stays_folded()
    {
        var rep = await StorySite.Site.HireAsync("Fiona Folder");
        var contact = await Given.ContactAsync("Frieda", "Folded", rep);
        var note = await StorySite.Site.Use<LogNote>().ExecuteAsync(rep.Caller, new LogNoteInput([contact], "Folded away."), default);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Crm.Web.Pages.Links.To(contact)}?open={note.Id}");
        var screen = new RecordScreen(page);
        await screen.ReadyAsync();
        var entry = page.Locator($"#e-{note.Id}");
        await Assertions.Expect(entry.Locator(".details")).ToBeVisibleAsync();
        await entry.Locator(".unfold").ClickAsync();
        await Assertions.Expect(entry.Locator(".details")).ToHaveCountAsync(0);

        await Given.NoteAsync(rep, contact, "Something newer.");

        await Assertions.Expect(screen.Entry("Something newer.")).ToHaveCountAsync(1);
        await Assertions.Expect(entry.Locator(".details")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_new_deal_comes_to_the_board_and_a_deleted_one_leaves_it()
    {
        var rep = await StorySite.Site.HireAsync("Bo Board");
        await using var context = await StorySite.Site.OpenAsync(rep);
        var board = await BoardScreen.OpenAsync(context, rep);

        var deal = await Given.DealAsync(new DealInput { Name = "Buoys for the bay", Owner = rep.Member.Id });
        await board.ExpectAsync("Buoys for the bay", "Prospecting");
        await StorySite.Site.Use<DeleteRecord>().ExecuteAsync(rep.Caller, new DeleteRecordInput(deal), default);

        await Assertions.Expect(board.Card("Buoys for the bay")).ToHaveCountAsync(0);
    }
}
