using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Microsoft.Playwright;

namespace Crm.Tests.Hosts.Web.Stories;

/// <summary>What a person types is there again after a reload, and never replaces unasked what somebody else wrote meanwhile.</summary>
[Category("Long")]
internal sealed class TypedStories
{
    private static DemoSite Site => StorySite.Site;

    [Test]
    public async Task A_note_of_a_task_stays_when_a_colleague_changes_the_task_and_when_the_page_is_loaded_again()
    {
        var rep = await Site.HireAsync("Tessa Typing");
        var contact = await Given.ContactAsync("Timo", "Tasked", rep);
        var task = await TaskAsync(rep, contact, "Send the samples");
        await using var context = await Site.OpenAsync(rep);
        var queue = await QueueScreen.OpenAsync(context, "tasks");
        var note = queue.Work.GetByLabel("Note (optional)");

        await note.FillAsync("They want blue ones.");
        var changed = await Site.Use<EditActivity>()
            .ExecuteAsync(WebServer.Caller, new EditActivityInput(task.Id, task.Revision) { Body = "Ask for the color." }, default);
        await Assertions.Expect(queue.Work).ToContainTextAsync("Ask for the color.");
        await Assertions.Expect(queue.Work).ToContainTextAsync("Somebody else has changed this task");
        await Assertions.Expect(note).ToHaveValueAsync("They want blue ones.");

        await queue.Page.ReloadAsync();
        await Assertions.Expect(note).ToHaveValueAsync("They want blue ones.");

        await Site.Use<CompleteTask>().ExecuteAsync(WebServer.Caller, new CompleteTaskInput(task.Id, changed.Revision), default);
        await Assertions.Expect(queue.Page.GetByText("“Send the samples” was done by somebody else.")).ToBeVisibleAsync();
        await Assertions.Expect(note).ToHaveValueAsync("They want blue ones.");
        await queue.Page.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true }).ClickAsync();
        await queue.ExpectDoneAsync();
    }

    [Test]
    public async Task A_draft_that_two_people_edit_is_saved_only_as_one_of_them_decides()
    {
        var rep = await Site.HireAsync("Dora Drafter");
        var contact = await Given.ContactAsync("Dina", "Drafted", rep);
        await Given.DraftsAsync(rep, "two-pens", [contact]);
        var draft = (await Site.Use<ListTasks>().ExecuteAsync(WebServer.Caller, new ListTasksInput { Assignee = rep.Member.Id }, default))
            .Rows.Single()
            .Activity;
        await using var context = await Site.OpenAsync(rep);
        var queue = await QueueScreen.OpenAsync(context, "approvals");
        var text = queue.Work.GetByLabel("Text", new() { Exact = true });

        await text.FillAsync("Mine.");
        await queue.Page.ReloadAsync();
        await Assertions.Expect(text).ToHaveValueAsync("Mine.");
        var hash = new DraftText(draft.Subject, draft.Body!, null).Hash;
        await Site.Use<EditDraft>().ExecuteAsync(WebServer.Caller, new EditDraftInput(draft.Id, hash) { Text = "Theirs." }, default);
        await Assertions.Expect(queue.Work).ToContainTextAsync("Somebody else changed this while you were typing.");
        await Assertions.Expect(text).ToHaveValueAsync("Mine.");

        await queue.Work.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(queue.Work).ToContainTextAsync("Somebody else changed this while you were typing.");
        Assert.That((await FindAsync(draft.Id)).Body, Is.EqualTo("Theirs."));
        await queue.Work.GetByRole(AriaRole.Button, new() { Name = "Keep my text" }).ClickAsync();
        await queue.Work.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Assertions.Expect(queue.Page.GetByText("Saved.")).ToBeVisibleAsync();
        Assert.That((await FindAsync(draft.Id)).Body, Is.EqualTo("Mine."));
        await Assertions.Expect(queue.Work.GetByText("Somebody else")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_draft_is_put_off_and_rejected_with_a_reason()
    {
        var rep = await Site.HireAsync("Sofie Snooze");
        var (first, second) = (await Given.ContactAsync("Sven", "Snoozed", rep), await Given.ContactAsync("Siri", "Snoozed", rep));
        await Given.DraftsAsync(rep, "put-off", [first, second]);
        await using var context = await Site.OpenAsync(rep);
        var queue = await QueueScreen.OpenAsync(context, "approvals");
        var id = (await DraftsAsync()).Single(draft => draft.Subject == "A word, Sven").Id;

        await queue.Page.Locator(".queue-item", new() { HasText = "A word, Sven" }).ClickAsync();
        await queue.ExpectAtAsync("A word, Sven");
        await queue.Work.GetByRole(AriaRole.Button, new() { Name = "In 3 days" }).ClickAsync();
        await Assertions.Expect(queue.Page.GetByText("Snoozed.")).ToBeVisibleAsync();
        Assert.That((await FindAsync(id)).DueAt, Is.GreaterThan(TimeProvider.System.GetUtcNow().AddDays(2)));

        await queue.Page.Locator(".queue-item", new() { HasText = "A word, Siri" }).ClickAsync();
        await queue.ExpectAtAsync("A word, Siri");
        await queue.Work.GetByLabel("Why it is rejected (optional)").FillAsync("She has bought.");
        await queue.Work.GetByRole(AriaRole.Button, new() { Name = "Reject and end the sequence" }).ClickAsync();
        await Assertions.Expect(queue.Page.GetByText("Rejected; the sequence has ended for this record.")).ToBeVisibleAsync();

        var enrollment = (
            await Site.Use<ListEnrollments>().ExecuteAsync(WebServer.Caller, new ListEnrollmentsInput { Record = second.Id }, default)
        ).Rows.Single();
        Assert.That(enrollment.Enrollment.Reason, Does.Contain("She has bought."));

        async Task<IEnumerable<ActivityView>> DraftsAsync() =>
            (await Site.Use<ListTasks>().ExecuteAsync(WebServer.Caller, new ListTasksInput { Assignee = rep.Member.Id }, default)).Rows.Select(row =>
                row.Activity
            );
    }

    [Test]
    public async Task An_old_draft_of_an_edit_stands_beside_what_was_written_since()
    {
        var rep = await Site.HireAsync("Rita Revision");
        var contact = await Given.ContactAsync("Rolf", "Revised", rep);
        var note = await Site.Use<LogNote>().ExecuteAsync(rep.Caller, new LogNoteInput([contact], "At first."), default);
        await using var context = await Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, contact);
        var body = screen.Dialog.Locator("textarea[name=body]");

        await EditAsync(screen, note);
        await body.FillAsync("Mine.");
        await screen.Page.Keyboard.PressAsync("Escape");
        await Site.Use<EditActivity>().ExecuteAsync(rep.Caller, new EditActivityInput(note.Id, note.Revision) { Body = "Theirs." }, default);
        await screen.Page.ReloadAsync();
        await screen.ReadyAsync();
        await EditAsync(screen, note);

        await Assertions.Expect(body).ToHaveValueAsync("Mine.");
        await Assertions.Expect(screen.Dialog.GetByRole(AriaRole.Status)).ToContainTextAsync("Somebody else changed this");
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(screen.Button("Keep my text")).ToBeVisibleAsync();
        Assert.That((await FindAsync(note.Id)).Body, Is.EqualTo("Theirs."));
        await screen.Button("Take theirs").ClickAsync();
        await Assertions.Expect(body).ToHaveValueAsync("Theirs.");
        await body.FillAsync("Ours.");
        await screen.Page.Keyboard.PressAsync("Control+Enter");

        await Assertions.Expect(screen.Entry("Ours.")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Dialogs_of_a_record_have_what_was_typed_into_them()
    {
        var rep = await Site.HireAsync("Dario Dialogs");
        var lead = await Given.LeadAsync(
            new LeadInput
            {
                LastName = "Lennart",
                Company = "Kelp & Sons",
                Owner = rep.Member.Id,
            }
        );
        var deal = await Given.DealAsync(new DealInput { Name = "Kelp for a year", Owner = rep.Member.Id });
        await using var context = await Site.OpenAsync(rep);

        var screen = await RecordScreen.OpenAsync(context, lead);
        await AgainAsync(
            screen,
            "Convert lead",
            async () =>
            {
                await screen.Dialog.GetByLabel("Create the company").UncheckAsync();
                await screen.Dialog.GetByLabel("Create a deal").CheckAsync();
                await screen.Dialog.GetByLabel("Amount").FillAsync("12000");
            },
            async () =>
            {
                await Assertions.Expect(screen.Dialog.GetByLabel("Create the company")).Not.ToBeCheckedAsync();
                await Assertions.Expect(screen.Dialog.GetByLabel("Amount")).ToHaveValueAsync("12000");
            }
        );
        await AgainAsync(
            screen,
            "Edit addresses and numbers",
            async () =>
            {
                await screen.Dialog.GetByLabel("Address or number", new() { Exact = true }).FillAsync("lennart@kelp.example");
                await screen.Dialog.GetByRole(AriaRole.Button, new() { Name = "Add" }).ClickAsync();
                await screen.Dialog.GetByLabel("Address or number", new() { Exact = true }).Nth(1).FillAsync("lennart@home.example");
            },
            async () =>
            {
                var values = screen.Dialog.GetByLabel("Address or number", new() { Exact = true });
                await Assertions.Expect(values).ToHaveCountAsync(2);
                await Assertions.Expect(values.Nth(1)).ToHaveValueAsync("lennart@home.example");
            }
        );

        screen = await RecordScreen.OpenAsync(context, deal);
        await AgainAsync(
            screen,
            "Move to a stage",
            async () =>
            {
                await screen.Dialog.GetByRole(AriaRole.Radio, new() { Name = "Lost" }).CheckAsync();
                await screen.Dialog.GetByLabel("Why was it lost?").FillAsync("Too salty");
            },
            () => Assertions.Expect(screen.Dialog.GetByLabel("Why was it lost?")).ToHaveValueAsync("Too salty")
        );
        await screen.Button("Move to a stage").ClickAsync();
        await Assertions.Expect(screen.Dialog.GetByLabel("Why was it lost?")).ToHaveCountAsync(0, new() { Timeout = 20_000 });
    }

    [Test]
    public async Task A_field_is_edited_again_after_a_reload_links_what_is_typed_and_gives_the_focus_back()
    {
        var rep = await Site.HireAsync("Fritz Field");
        var (acorn, birch) = (
            await Given.CompanyAsync(new CompanyInput { Name = "Acorn Boats" }),
            await Given.CompanyAsync(new CompanyInput { Name = "Birch Boats" })
        );
        var contact = await Given.ContactAsync("Fara", "Facts", rep);
        await using var context = await Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, contact);
        var input = screen.Page.Locator("#fact-input");

        await screen.Button("Edit First name").ClickAsync();
        await Assertions.Expect(input).ToBeFocusedAsync();
        await input.FillAsync("Farah");
        await screen.Page.ReloadAsync();
        await screen.ReadyAsync();
        await screen.Button("Edit First name").ClickAsync();
        await Assertions.Expect(input).ToHaveValueAsync("Farah");
        await input.PressAsync("Enter");
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Farah Facts");
        await Assertions.Expect(screen.Button("Edit First name")).ToBeFocusedAsync();

        await screen.Button("Show empty fields").ClickAsync();
        await screen.Button("Edit Company").ClickAsync();
        await input.FillAsync("Acorn Boats");
        await Assertions.Expect(screen.Page.Locator("#fact-suggestions option")).ToHaveCountAsync(1);
        await input.FillAsync("Birch Boats");
        await input.PressAsync("Enter");
        await Assertions.Expect(screen.Page.GetByRole(AriaRole.Link, new() { Name = "Birch Boats" })).ToBeVisibleAsync();
        var saved = await Site.Use<GetRecord>().ExecuteAsync(WebServer.Caller, new GetRecordInput(contact), default);
        Assert.That(saved.Link("company"), Is.EqualTo(birch.Id).And.Not.EqualTo(acorn.Id));

        await screen.Button("Edit Company").ClickAsync();
        await input.FillAsync("Nobody's Boats");
        await input.PressAsync("Enter");
        await Assertions.Expect(screen.Page.Locator(".fact-edit .wrong")).ToHaveTextAsync("Choose one from the list.");
        await screen.Button("Cancel").ClickAsync();
        await Assertions.Expect(screen.Button("Edit Company")).ToBeFocusedAsync();
    }

    [Test]
    public async Task What_somebody_else_wrote_into_a_field_meanwhile_is_shown_before_it_is_replaced()
    {
        var rep = await Site.HireAsync("Cora Conflict");
        var contact = await Given.ContactAsync("Carl", "Conflicted", rep);
        await using var context = await Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, contact);
        var input = screen.Page.Locator("#fact-input");
        await screen.Button("Show empty fields").ClickAsync();

        await screen.Button("Edit Job title").ClickAsync();
        await input.FillAsync("Captain");
        await WriteAsync(contact, "country", "NO");
        await WriteAsync(contact, "title", "Boatswain");
        await input.PressAsync("Enter");
        await Assertions.Expect(screen.Page.Locator(".fact-edit .wrong")).ToContainTextAsync("Somebody else changed this");
        await Assertions.Expect(input).ToHaveValueAsync("Captain");
        Assert.That((await ReadAsync(contact)).Text("title"), Is.EqualTo("Boatswain"));
        await input.PressAsync("Enter");

        await Assertions.Expect(screen.Page.Locator(".facts")).ToContainTextAsync("Captain");
        Assert.That((await ReadAsync(contact)).Text("title"), Is.EqualTo("Captain"));
    }

    [Test]
    public async Task A_comma_ends_an_address_pasted_addresses_are_several_and_other_records_come_back()
    {
        var rep = await Site.HireAsync("Kim Commas");
        var contact = await Given.ContactAsync("Kara", "Chips", rep);
        await Given.CompanyAsync(new CompanyInput { Name = "Chestnut Canoes" });
        await using var context = await Site.OpenAsync(rep);
        var screen = await RecordScreen.OpenAsync(context, contact);
        var chips = screen.Dialog.Locator(".chips-field .chip");

        await screen.Page.Keyboard.PressAsync("e");
        await screen.Dialog.GetByLabel("Cc").PressSequentiallyAsync("one@acme.example,two@acme.example");
        await screen.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(chips).ToContainTextAsync([Given.AddressOf("Kara", "Chips"), "one@acme.example", "two@acme.example"]);
        await screen.Dialog.GetByLabel("Cc").FillAsync("a@x.example, b@y.example");
        await Assertions
            .Expect(chips)
            .ToContainTextAsync([Given.AddressOf("Kara", "Chips"), "one@acme.example", "two@acme.example", "a@x.example", "b@y.example"]);
        await Assertions.Expect(screen.Dialog.GetByLabel("Cc")).ToHaveValueAsync("");
        await screen.Dialog.GetByLabel("Also about (optional)").FillAsync("Chestnut Canoes");
        await Assertions.Expect(screen.Dialog.Locator("datalist[id$=-also-list] option")).ToHaveCountAsync(1);
        await screen.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(chips.Last).ToContainTextAsync("Chestnut Canoes");
        await screen.Page.ReloadAsync();
        await screen.ReadyAsync();
        await screen.Page.Keyboard.PressAsync("e");

        await Assertions.Expect(chips).ToHaveCountAsync(6);
        await Assertions.Expect(chips.Last).ToContainTextAsync("Chestnut Canoes");

        await screen.Dialog.GetByRole(AriaRole.Radio, new() { Name = "Send now" }).CheckAsync();
        await screen.Dialog.GetByRole(AriaRole.Radio, new() { Name = "Log what was sent elsewhere" }).CheckAsync();
        await screen.Dialog.GetByLabel("To", new() { Exact = true }).FillAsync("second@acme.example");
        await screen.Dialog.GetByLabel("Subject").FillAsync("Hello both");
        await screen.Page.Locator("#log-crm-email-body").FillAsync("Hello.");
        await screen.Dialog.GetByRole(AriaRole.Radio, new() { Name = "Send now" }).CheckAsync();
        await screen.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(screen.Page.Locator("#log-crm-email-to-wrong")).ToContainTextAsync("has one recipient");
        Assert.That((await Site.Use<ListMessages>().ExecuteAsync(rep.Caller, new ListMessagesInput(), default)).Rows, Is.Empty);
    }

    [Test]
    public async Task A_new_record_has_what_was_typed_until_it_is_created_or_discarded()
    {
        var rep = await Site.HireAsync("Nadja Newcomer");
        await using var context = await Site.OpenAsync(rep);
        var page = await context.NewPageAsync();
        var (name, notice) = (page.GetByLabel("Last name"), page.Locator("[data-kept]"));

        await page.GotoAsync("/records/contact/new");
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await name.FillAsync("Nilsson");
        await page.GotoAsync("/");
        await page.GotoAsync("/records/contact/new");
        await Assertions.Expect(name).ToHaveValueAsync("Nilsson");
        await Assertions.Expect(notice).ToBeVisibleAsync();
        await notice.GetByRole(AriaRole.Button, new() { Name = "Discard it" }).ClickAsync();
        await Assertions.Expect(name).ToHaveValueAsync("");
        await name.FillAsync("Nyberg");
        await page.GetByLabel("Email").FillAsync("no address");
        await page.GetByLabel("Email").EvaluateAsync("field => field.form.noValidate = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#email-wrong")).ToBeVisibleAsync();
        await page.GotoAsync("/records/contact/new");
        await Assertions.Expect(name).ToHaveValueAsync("Nyberg");
        await page.GetByLabel("Email").FillAsync("nyberg@new.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        await DemoSite.ArriveAsync(page, "/records/contact/[0-9a-f-]{36}");
        await page.GotoAsync("/records/contact/new");

        await Assertions.Expect(name).ToHaveValueAsync("");
        await Assertions.Expect(notice).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_template_is_not_saved_over_another_edit_and_Enter_in_the_preview_only_previews()
    {
        var rep = await Site.HireAsync("Tom Templates");
        await Given.ContactAsync("Pia", "Previewed", rep);
        var written = await Site.Use<SaveTemplate>()
            .ExecuteAsync(rep.Caller, new SaveTemplateInput("Tides", "Hello", "Dear {{ contact.first_name }}"), default);
        await using var context = await Site.OpenAsync(rep);
        var page = await context.NewPageAsync();
        var text = page.GetByLabel("Text", new() { Exact = true });

        await page.GotoAsync($"/templates/{written.Id}");
        await text.FillAsync("Mine, {{ contact.first_name }}");
        await page.GetByLabel("Preview for").FillAsync(Given.AddressOf("Pia", "Previewed"));
        await page.GetByLabel("Preview for").PressAsync("Enter");
        await Assertions.Expect(page.Locator(".preview")).ToContainTextAsync("Mine, Pia");
        Assert.That((await TemplateAsync()).Text, Is.EqualTo("Dear {{ contact.first_name }}"));

        await Site.Use<SaveTemplate>()
            .ExecuteAsync(rep.Caller, new SaveTemplateInput("Tides", "Hello", "Theirs") { Id = written.Id, ExpectedRevision = written.Revision }, default);
        for (var time = 0; time < 2; time++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Somebody else changed this meanwhile.");
            Assert.That((await TemplateAsync()).Text, Is.EqualTo("Theirs"));
        }
        await page.GotoAsync($"/templates/{written.Id}");
        await Assertions.Expect(text).ToHaveValueAsync("Mine, {{ contact.first_name }}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep my text" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Keep my text" })).ToBeHiddenAsync();

        Assert.That((await TemplateAsync()).Text, Is.EqualTo("Mine, {{ contact.first_name }}"));

        async Task<MailTemplateView> TemplateAsync() =>
            (await Site.Use<ListTemplates>().ExecuteAsync(rep.Caller, new(), default)).Single(one => one.Id == written.Id);
    }

    /// <summary>Types into a dialog, loads the page again, and looks into the dialog; then cancels it, and nothing is left.</summary>
    private static async Task AgainAsync(RecordScreen screen, string button, Func<Task> type, Func<Task> look)
    {
        await screen.Button(button).ClickAsync();
        await type();
        await screen.Page.ReloadAsync();
        await screen.ReadyAsync();
        await screen.Button(button).ClickAsync();
        await look();
        await screen.Dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(screen.Dialog).ToHaveCountAsync(0);
        Assert.That(await screen.Page.EvaluateAsync<int>("Object.keys(localStorage).filter(key => key.startsWith('crm:draft:')).length"), Is.Zero);
    }

    private static async Task EditAsync(RecordScreen screen, ActivityView activity)
    {
        var entry = screen.Page.Locator($"#e-{activity.Id}");
        await entry.Locator(".unfold").ClickAsync();
        await entry.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await Assertions.Expect(screen.Dialog).ToBeVisibleAsync();
    }

    private static Task<ActivityView> TaskAsync(Person assignee, RecordRef record, string subject)
    {
        var input = new CreateTaskInput([record], subject) { DueAt = TimeProvider.System.GetUtcNow().AddHours(-1), Assignee = assignee.Member.Id };
        return Site.Use<CreateTask>().ExecuteAsync(WebServer.Caller, input, default);
    }

    private static async Task<ActivityView> FindAsync(ActivityId id) =>
        (await Site.Use<GetActivity>().ExecuteAsync(WebServer.Caller, new GetActivityInput(id), default)).Activity;

    private static Task<RecordView> ReadAsync(RecordRef record) => Site.Use<GetRecord>().ExecuteAsync(WebServer.Caller, new GetRecordInput(record), default);

    private static async Task WriteAsync(RecordRef record, string field, string value)
    {
        var input = new RecordInput { Fields = new Dictionary<string, FieldValue?> { [field] = new FieldValue.Text(value) } };
        await Site.Use<UpdateRecord>().ExecuteAsync(WebServer.Caller, new UpdateRecordInput(record, (await ReadAsync(record)).Revision, input), default);
    }
}
