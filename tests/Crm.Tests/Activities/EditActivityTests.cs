using System.Text.Json;
using Crm.Records;
using Crm.Testing.Builders;

namespace Crm.Activities;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
internal sealed class EditActivityTests(string database)
{
    private readonly Databases databases = new(database);

    [TearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task An_edit_changes_what_is_given_shows_in_every_timeline_and_is_audited()
    {
        var desk = await databases.DeskAsync();
        var company = Sample.Company(desk.Tenant.Id);
        var contact = Sample.Contact(desk.Tenant.Id) with { Company = company.Id };
        await desk.StoreAsync(company, contact);
        var call = await desk.UseCase<LogCall>()
            .ExecuteAsync(
                desk.Rep,
                new LogCallInput([contact.Ref])
                {
                    Subject = "Talked",
                    Body = "Long",
                    Duration = TimeSpan.FromMinutes(1),
                },
                default
            );

        var edited = await desk.UseCase<EditActivity>()
            .ExecuteAsync(
                desk.Rep,
                new EditActivityInput(call.Id, 1)
                {
                    Subject = "Talked twice",
                    Outcome = "busy",
                    Clear = ActivityFields.Duration,
                },
                default
            );

        Assert.That((edited.Body, edited.DurationSeconds, edited.Revision), Is.EqualTo(("Long", (int?)null, 2)));
        foreach (var record in new CrmRecord[] { company, contact })
        {
            var entry = (await desk.TimelineAsync(record)).Single();
            Assert.That((entry.Subject, entry.Snippet, entry.Outcome, entry.DurationSeconds), Is.EqualTo(("Talked twice", "Long", "busy", (int?)null)));
            Assert.That(entry.Badges, Is.EqualTo(["Busy"]));
        }
        var audit = (await desk.AuditAsync()).Single(row => row.Action == "activity.edit");
        Assert.That(audit.Before, Does.Contain("\"Talked\"").And.Contain("60").And.Not.Contain("Long"));
        Assert.That(audit.After, Does.Contain("Talked twice").And.Contain("busy"));
    }

    [Test]
    public async Task The_time_it_happened_can_be_corrected_and_the_entries_move_while_the_time_it_was_recorded_stays()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var first = await desk.CallAsync(contact, "first", Sample.Now.AddDays(-2));
        await desk.CallAsync(contact, "second", Sample.Now.AddDays(-1));
        desk.Clock.Advance(TimeSpan.FromHours(1));

        var edited = await desk.UseCase<EditActivity>().ExecuteAsync(desk.Rep, new EditActivityInput(first.Id, 1) { OccurredAt = Sample.Now }, default);

        Assert.That((edited.OccurredAt, edited.RecordedAt), Is.EqualTo((Sample.Now, Sample.Now)));
        Assert.That((await desk.TimelineAsync(contact)).Select(row => row.Subject), Is.EqualTo(["first", "second"]));
        Assert.That((await desk.AuditAsync()).Single(row => row.Action == "activity.edit").Before, Does.Contain("occurredAt"));
    }

    [Test]
    public async Task A_subject_that_nobody_gave_follows_the_details_and_one_that_somebody_gave_stays()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var plain = await LogAsync(null);
        var named = await LogAsync("Our first message");

        Assert.That((await EditAsync(plain)).Subject, Is.EqualTo("Goodbye!"));
        Assert.That((await EditAsync(named)).Subject, Is.EqualTo("Our first message"));
        Assert.That((await desk.TimelineAsync(contact)).Select(row => row.Subject), Is.EquivalentTo(["Goodbye!", "Our first message"]));

        Task<ActivityView> LogAsync(string? subject) =>
            desk.UseCase<LogActivity>()
                .ExecuteAsync(
                    desk.Rep,
                    new LogActivityInput("acme.social.whatsapp", [contact.Ref], new ActivityContent { Subject = subject, Details = Saying("Hello!") }),
                    default
                );

        // As a dialog does: everything that it shows, the subject too.
        Task<ActivityView> EditAsync(ActivityView message) =>
            desk.UseCase<EditActivity>()
                .ExecuteAsync(desk.Rep, new EditActivityInput(message.Id, 1) { Subject = message.Subject, Details = Saying("Goodbye!") }, default);

        static JsonElement Saying(string text) => JsonSerializer.SerializeToElement(new { number = "+442079460958", text });
    }

    [Test]
    public async Task A_stale_revision_changes_nothing()
    {
        var desk = await databases.DeskAsync();
        var call = await desk.CallAsync(await desk.ContactAsync());
        await desk.UseCase<EditActivity>().ExecuteAsync(desk.Rep, new EditActivityInput(call.Id, 1) { Subject = "Second" }, default);
        var error = await desk.RefusedAsync(() =>
            desk.UseCase<EditActivity>().ExecuteAsync(desk.Rep, new EditActivityInput(call.Id, 1) { Subject = "Third" }, default)
        );
        Assert.That(error, Is.EqualTo(new CrmError.Stale("activity", 1, 2)));
        Assert.That((await desk.FindAsync(call.Id))!.Subject, Is.EqualTo("Second"));
    }

    [Test]
    public async Task An_outcome_that_was_retired_meanwhile_may_stay_but_is_not_set_anew()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var busy = await desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, new LogCallInput([contact.Ref]) { Outcome = "busy" }, default);
        var plain = await desk.CallAsync(contact);
        await desk.StoreAsync(
            new OutcomeOption
            {
                Tenant = desk.Tenant.Id,
                TypeKey = "crm.call",
                Key = "busy",
                Label = "Busy",
                IsRetired = true,
                Revision = 1,
            }
        );
        var edited = await desk.UseCase<EditActivity>().ExecuteAsync(desk.Rep, new EditActivityInput(busy.Id, 1) { Subject = "Other words" }, default);
        Assert.That(edited.Outcome, Is.EqualTo("busy"));
        await desk.RefusedAsync(() => desk.UseCase<EditActivity>().ExecuteAsync(desk.Rep, new EditActivityInput(plain.Id, 1) { Outcome = "busy" }, default));
    }

    [Test]
    public async Task An_edit_keeps_to_the_rules_of_logging()
    {
        var desk = await databases.DeskAsync();
        var call = await desk.CallAsync(await desk.ContactAsync());
        EditActivityInput[] wrong =
        [
            new(call.Id, 1) { Duration = TimeSpan.FromSeconds(-1) },
            new(call.Id, 1) { Location = "Berlin" },
            new(call.Id, 1) { OccurredAt = Sample.Now.AddDays(2) },
            new(call.Id, 1) { RecordingUrl = "ftp://calls.example" },
        ];
        foreach (var input in wrong)
            Assert.That(await desk.RefusedAsync(() => desk.UseCase<EditActivity>().ExecuteAsync(desk.Rep, input, default)), Is.TypeOf<CrmError.Invalid>());
    }

    [Test]
    public async Task What_a_foreign_tenant_or_a_colleague_has_is_not_found()
    {
        var desk = await databases.DeskAsync();
        var elsewhere = await databases.DeskAsync();
        var foreign = await elsewhere.CallAsync(await elsewhere.ContactAsync());
        var contact = await desk.ContactAsync(desk.Colleague);
        var hidden = await desk.UseCase<LogCall>().ExecuteAsync(desk.Administrator, new LogCallInput([contact.Ref]), default);
        foreach (var id in new[] { foreign.Id, hidden.Id, new ActivityId(Sample.Id()) })
        {
            Assert.That(
                await desk.RefusedAsync(() => desk.UseCase<EditActivity>().ExecuteAsync(desk.Rep, new EditActivityInput(id, 1), default)),
                Is.TypeOf<CrmError.NotFound>()
            );
            Assert.That(
                await desk.RefusedAsync(() => desk.UseCase<DeleteActivity>().ExecuteAsync(desk.Rep, new DeleteActivityInput(id), default)),
                Is.TypeOf<CrmError.NotFound>()
            );
            Assert.That(
                await desk.RefusedAsync(() => desk.UseCase<GetActivity>().ExecuteAsync(desk.Rep, new GetActivityInput(id), default)),
                Is.TypeOf<CrmError.NotFound>()
            );
        }
    }

    [Test]
    public async Task A_deleted_activity_leaves_a_tombstone_in_its_place()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        await desk.CallAsync(contact, "older", Sample.Now.AddDays(-2));
        var call = await desk.CallAsync(contact, "secret", Sample.Now.AddDays(-1));
        await desk.CallAsync(contact, "newer", Sample.Now);

        await desk.UseCase<DeleteActivity>().ExecuteAsync(desk.Rep, new DeleteActivityInput(call.Id, 1), default);

        var rows = await desk.TimelineAsync(contact);
        Assert.That(rows.Select(row => (row.Subject, row.IsRemoved)), Is.EqualTo([("newer", false), ("", true), ("older", false)]));
        Assert.That((rows[1].Snippet, rows[1].AuthorName, rows[1].OccurredAt), Is.EqualTo(((string?)null, "Rita Rep", Sample.Now.AddDays(-1))));
        Assert.That((await desk.FindAsync(call.Id))!.DeletedAt, Is.EqualTo(Sample.Now));
        Assert.That(
            await desk.RefusedAsync(() => desk.UseCase<DeleteActivity>().ExecuteAsync(desk.Rep, new DeleteActivityInput(call.Id), default)),
            Is.TypeOf<CrmError.NotFound>()
        );
    }

    [Test]
    public async Task A_deleted_activity_is_restored_to_its_place()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var call = await desk.UseCase<LogCall>()
            .ExecuteAsync(
                desk.Rep,
                new LogCallInput([contact.Ref])
                {
                    Subject = "Prices",
                    Body = "A discount.",
                    Outcome = "interested",
                },
                default
            );
        var before = (await desk.TimelineAsync(contact)).Single();
        var deleted = await desk.UseCase<DeleteActivity>().ExecuteAsync(desk.Rep, new DeleteActivityInput(call.Id), default);

        Assert.That(
            await desk.RefusedAsync(() => desk.UseCase<RestoreActivity>().ExecuteAsync(desk.Rep, new RestoreActivityInput(call.Id, 1), default)),
            Is.TypeOf<CrmError.Stale>()
        );
        var restored = await desk.UseCase<RestoreActivity>().ExecuteAsync(desk.Rep, new RestoreActivityInput(call.Id, deleted.Revision), default);

        Assert.That((restored.DeletedAt, restored.State, restored.Revision), Is.EqualTo(((DateTimeOffset?)null, ActivityState.Logged, 3)));
        var after = (await desk.TimelineAsync(contact)).Single();
        Assert.That((after.Subject, after.Snippet, after.Outcome, after.IsRemoved), Is.EqualTo((before.Subject, before.Snippet, before.Outcome, false)));
        Assert.That(after.Badges, Is.EqualTo(before.Badges));
        Assert.That((await desk.EventsAsync())[^1], Is.EqualTo("activity.restored"));
        Assert.That(
            await desk.RefusedAsync(() => desk.UseCase<RestoreActivity>().ExecuteAsync(desk.Rep, new RestoreActivityInput(call.Id), default)),
            Is.TypeOf<CrmError.Refused>()
        );
    }

    [Test]
    public async Task A_task_is_restored_as_open_where_it_was()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var open = await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([contact.Ref], "Send the offer"), default);
        var cancelled = await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([contact.Ref], "Never mind"), default);
        await desk.UseCase<CancelTask>().ExecuteAsync(desk.Rep, new CancelTaskInput(cancelled.Id), default);
        foreach (var id in new[] { open.Id, cancelled.Id })
            await desk.UseCase<DeleteActivity>().ExecuteAsync(desk.Rep, new DeleteActivityInput(id), default);

        Assert.That(
            await desk.RefusedAsync(() => desk.UseCase<RestoreActivity>().ExecuteAsync(desk.Colleague, new RestoreActivityInput(open.Id), default)),
            Is.TypeOf<CrmError.Forbidden>()
        );
        var states = new List<ActivityState>();
        foreach (var id in new[] { open.Id, cancelled.Id })
            states.Add((await desk.UseCase<RestoreActivity>().ExecuteAsync(desk.Rep, new RestoreActivityInput(id), default)).State);

        Assert.That(states, Is.EqualTo(new[] { ActivityState.Open, ActivityState.Cancelled }));
        var listed = await desk.UseCase<ListTasks>().ExecuteAsync(desk.Rep, new ListTasksInput(), default);
        Assert.That(listed.Rows.Select(row => row.Activity.Id), Is.EqualTo(new[] { open.Id }));
    }

    [Test]
    public async Task An_activity_is_linked_to_further_records_and_what_they_roll_up_to()
    {
        var desk = await databases.DeskAsync();
        var company = Sample.Company(desk.Tenant.Id);
        var (first, second) = (Sample.Contact(desk.Tenant.Id) with { Company = company.Id }, Sample.Contact(desk.Tenant.Id) with { Company = company.Id });
        await desk.StoreAsync(company, first, second);
        var call = await desk.CallAsync(first, "Prices");

        var linked = await desk.UseCase<LinkActivity>().ExecuteAsync(desk.Rep, new LinkActivityInput(call.Id, [second.Ref, first.Ref]), default);

        var entries = (await desk.EntriesAsync(call.Id)).ToDictionary(entry => entry.Record);
        Assert.That(linked.Revision, Is.EqualTo(2));
        Assert.That(entries.Keys, Is.EquivalentTo(new[] { first.Id, second.Id, company.Id }));
        Assert.That((entries[second.Id].Via, entries[second.Id].Subject), Is.EqualTo(((RecordId?)null, "Prices")));
        Assert.That((entries[company.Id].Via, entries[company.Id].FurtherVia.Single()), Is.EqualTo(((RecordId?)first.Id, second.Id)));
        Assert.That((await desk.AuditAsync())[0].After, Does.Contain(second.Ref.ToString()));

        await desk.UseCase<LinkActivity>().ExecuteAsync(desk.Rep, new LinkActivityInput(call.Id, [company.Ref]), default);
        var again = await desk.UseCase<LinkActivity>().ExecuteAsync(desk.Rep, new LinkActivityInput(call.Id, [company.Ref]), default);
        Assert.That(again.Revision, Is.EqualTo(3), "it is linked to it already");
        Assert.That((await desk.EntriesAsync(call.Id)).Select(entry => entry.Via), Is.All.Null);
        var hidden = await desk.ContactAsync(desk.Colleague);
        Assert.That(
            await desk.RefusedAsync(() => desk.UseCase<LinkActivity>().ExecuteAsync(desk.Rep, new LinkActivityInput(call.Id, [hidden.Ref]), default)),
            Is.TypeOf<CrmError.NotFound>()
        );
    }

    [Test]
    public async Task An_activity_is_shown_whole_with_names()
    {
        var desk = await databases.DeskAsync();
        var hidden = await desk.ContactAsync(desk.Colleague);
        var seen = await desk.ContactAsync(desk.Rep);
        var call = await desk.UseCase<LogCall>()
            .ExecuteAsync(desk.Administrator, new LogCallInput([hidden.Ref, seen.Ref]) { Body = "All of it.", Outcome = "left_voicemail" }, default);
        var view = await desk.UseCase<GetActivity>().ExecuteAsync(desk.Rep, new GetActivityInput(call.Id), default);
        Assert.That(
            (view.Activity.Body, view.AuthorName, view.TypeLabel, view.OutcomeLabel),
            Is.EqualTo(("All of it.", "Ada Administrator", "Call", "Left voicemail"))
        );
        Assert.That(view.Records, Is.EqualTo([new NamedRecord(seen.Ref, seen.Name)]));
    }
}
