using Crm.Activities;
using Crm.Records;
using Crm.Timeline;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>A person works through what waits.</summary>
internal sealed class QueueStories
{
    private static readonly string[] Names = ["Alma", "Bruno", "Clara", "Dario", "Elena", "Fabio", "Greta", "Henri", "Irena", "Jakob"];

    [Test]
    [Category("Long")]
    public async Task Five_drafts_are_approved_one_after_another_and_arrive()
    {
        var rep = await StorySite.Site.HireAsync("Amelie Approver");
        var contacts = new List<RecordRef>();
        foreach (var name in Names[..5])
            contacts.Add(await Given.ContactAsync(name, "Approved", rep));
        await Given.DraftsAsync(rep, "five-letters", contacts);
        await using var context = await StorySite.Site.OpenAsync(rep);
        var queue = await QueueScreen.OpenAsync(context, "approvals");

        for (var left = 5; left > 0; left--)
        {
            await queue.ExpectWaitingAsync(left);
            await Assertions.Expect(queue.Work.GetByLabel("Subject")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^A word, "));
            if (left == 5)
            {
                await queue.Work.GetByLabel("Text").FillAsync("Hello, I call you on Monday.");
                await queue.Work.GetByLabel("Subject").FocusAsync();
                await queue.Work.GetByRole(AriaRole.Button, new() { Name = "Save and approve" }).ClickAsync();
            }
            else
                await queue.Work.GetByRole(AriaRole.Button, new() { Name = "Approve and send" }).ClickAsync();
        }
        await queue.ExpectDoneAsync();

        var mails = new List<SmtpMessage>();
        foreach (var name in Names[..5])
            mails.Add(await Given.MailToAsync(Given.AddressOf(name, "Approved")));
        Assert.That(mails.Select(mail => mail.Subject), Is.EquivalentTo(Names[..5].Select(name => $"A word, {name}")));
        Assert.That(mails.Count(mail => mail.Text!.Contains("I call you on Monday", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(mails.Count(mail => mail.Text!.Contains("may I show you what is new?", StringComparison.Ordinal)), Is.EqualTo(4));
    }

    [Test]
    [Category("Long")]
    public async Task Ten_calls_are_worked_through_by_keys()
    {
        var rep = await StorySite.Site.HireAsync("Carla Caller");
        var contacts = new List<RecordRef>();
        foreach (var name in Names)
        {
            var contact = await Given.ContactAsync(name, "Called", rep);
            await Given.CallAsync(rep, contact, $"Call {name}", minutesAgo: 100 - contacts.Count);
            contacts.Add(contact);
        }
        await using var context = await StorySite.Site.OpenAsync(rep);
        var queue = await QueueScreen.OpenAsync(context, "calls");

        for (var at = 0; at < Names.Length; at++)
        {
            await queue.ExpectAtAsync($"Call {Names[at]}");
            if (at == 3)
            {
                await queue.Work.GetByLabel("Note (optional)").FocusAsync();
                await queue.Page.Keyboard.TypeAsync("Wants 3 offers");
                // Leaves the field, so that a key is a key again.
                await queue.Page.Keyboard.PressAsync("Escape");
            }
            await queue.Page.Keyboard.PressAsync(at % 2 == 0 ? "1" : "3");
        }
        await queue.ExpectDoneAsync();

        for (var at = 0; at < Names.Length; at++)
        {
            var timeline = await StorySite.Site.Use<GetTimeline>().ExecuteAsync(rep.Caller, new GetTimelineInput(contacts[at]) { Types = ["call"] }, default);
            var call = timeline.Rows.Single();
            Assert.That(call.Outcome, Is.EqualTo(at % 2 == 0 ? "connected" : "not_interested"), Names[at]);
            Assert.That(call.Snippet, at == 3 ? Is.EqualTo("Wants 3 offers") : Is.Null, Names[at]);
        }
    }
}
