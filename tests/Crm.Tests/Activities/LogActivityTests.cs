using System.Text.Json;
using Crm.Kernel;
using Crm.Records;
using Crm.Testing.Builders;

namespace Crm.Activities;

[TestFixtureSource(typeof(Databases), nameof(Databases.All))]
internal sealed class LogActivityTests(string database)
{
    private readonly Databases databases = new(database);

    [TearDown]
    public async Task Close() => await databases.DisposeAsync();

    [Test]
    public async Task A_call_is_stored_and_shows_with_outcome_duration_and_badge()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var input = new LogCallInput([contact.Ref])
        {
            Subject = "Talked about prices",
            Body = "They want\na <b>discount</b>.",
            Outcome = "interested",
            Duration = TimeSpan.FromMinutes(5),
            RecordingUrl = "https://calls.example/1",
            OccurredAt = Sample.Now.AddDays(-3),
        };

        var call = await desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, input, default);

        Assert.That(ActivityView.Of((await desk.FindAsync(call.Id))!).ToString(), Is.EqualTo(call.ToString()));
        var row = (await desk.TimelineAsync(contact)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(row.Id, Is.EqualTo(call.Id.Value));
            Assert.That(row.Subject, Is.EqualTo("Talked about prices"));
            Assert.That(row.Snippet, Is.EqualTo("They want a discount ."));
            Assert.That(row.Outcome, Is.EqualTo("interested"));
            Assert.That(row.Badges, Is.EqualTo(["Interested"]));
            Assert.That(row.DurationSeconds, Is.EqualTo(300));
            Assert.That(row.OccurredAt, Is.EqualTo(Sample.Now.AddDays(-3)));
            Assert.That(row.RecordedAt, Is.EqualTo(Sample.Now));
            Assert.That(row.AuthorName, Is.EqualTo("Rita Rep"));
            Assert.That(row.TypeLabel, Is.EqualTo("Call"));
            Assert.That(row.Via, Is.Null);
        });
    }

    [Test]
    public async Task Every_log_leaves_an_audit_row_with_what_was_written()
    {
        var desk = await databases.DeskAsync();
        var call = await desk.CallAsync(await desk.ContactAsync(), "Asked for an offer");
        var row = (await desk.AuditAsync()).Single();
        Assert.That((row.Action, row.Subject, row.Actor), Is.EqualTo(("call.log", $"activity:{call.Id}", desk.Rep.Actor)));
        Assert.That(row.Before, Is.Null);
        Assert.That(row.After, Does.Contain("Asked for an offer"));
    }

    [Test]
    public async Task The_same_key_logs_once()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var caller = desk.Rep with { IdempotencyKey = "once" };
        var first = await desk.UseCase<LogCall>().ExecuteAsync(caller, new LogCallInput([contact.Ref]), default);
        var second = await desk.UseCase<LogCall>().ExecuteAsync(caller, new LogCallInput([contact.Ref]), default);
        Assert.That(second.Id, Is.EqualTo(first.Id));
        Assert.That(await desk.TimelineAsync(contact), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Each_typed_front_door_logs_its_type()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        await desk.UseCase<LogMeeting>()
            .ExecuteAsync(desk.Rep, new LogMeetingInput([contact.Ref]) { Location = "Berlin", Attendees = [Attendee.Of("Ada"), Attendee.Of("Bo")] }, default);
        await desk.UseCase<LogEmail>().ExecuteAsync(desk.Rep, new LogEmailInput([contact.Ref], "Hello") { To = ["ada@customer.example"] }, default);
        await desk.UseCase<LogNote>().ExecuteAsync(desk.Rep, new LogNoteInput([contact.Ref], "Likes tea"), default);
        await desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([contact.Ref], "Send the offer"), default);
        var rows = await desk.TimelineAsync(contact);
        Assert.That(rows.Select(row => row.TypeKey), Is.EquivalentTo(["crm.meeting", "crm.email", "crm.note", "crm.task"]));
        Assert.That(rows.Single(row => row.TypeKey == "crm.email").Snippet, Is.EqualTo("To ada@customer.example"));
        Assert.That(rows.Single(row => row.TypeKey == "crm.note").Subject, Is.EqualTo("Note"));
        Assert.That(rows.Single(row => row.TypeKey == "crm.task").State, Is.EqualTo(ActivityState.Open));
    }

    [Test]
    public async Task An_attendee_is_a_contact_a_member_or_anybody_and_says_whether_they_come()
    {
        var desk = await databases.DeskAsync();
        var (contact, other) = (await desk.ContactAsync(), await desk.ContactAsync());
        var json = $$"""
            {"records": ["{{contact.Ref}}"], "attendees": ["Charles Babbage", "ada@customer.example", "Bo <bo@customer.example>", "{{other.Ref}}",
             {"member": "{{desk.Colleague.Member}}", "state": "declined"}, {"name": "Zoë", "state": "invited"}]}
            """;
        var input = JsonSerializer.Deserialize<LogMeetingInput>(json, Plugins.ContractJson.Options)!;

        var meeting = await desk.UseCase<LogMeeting>().ExecuteAsync(desk.Rep, input, default);

        Attendee[] expected =
        [
            new() { Name = "Charles Babbage" },
            new() { Address = "ada@customer.example" },
            new() { Name = "Bo", Address = "bo@customer.example" },
            new() { Name = other.Name, Record = other.Ref },
            new()
            {
                Name = "Carl Colleague",
                Member = desk.Colleague.Member,
                State = AttendeeState.Declined,
            },
            new() { Name = "Zoë", State = AttendeeState.Invited },
        ];
        Assert.That(meeting.Attendees, Is.EqualTo(expected));
        Assert.That((await desk.FindAsync(meeting.Id))!.Attendees, Is.EqualTo(expected));
    }

    [Test]
    public async Task An_attendee_names_nobody_whom_the_caller_may_not_see()
    {
        var desk = await databases.DeskAsync();
        var (mine, hidden) = (await desk.ContactAsync(), await desk.ContactAsync(desk.Colleague));
        Attendee[] attendees = [new() { Record = hidden.Ref }];
        var input = new LogMeetingInput([mine.Ref]);

        Assert.That(
            await desk.RefusedAsync(() => desk.UseCase<LogMeeting>().ExecuteAsync(desk.Rep, input with { Attendees = attendees }, default)),
            Is.TypeOf<CrmError.NotFound>()
        );
        var member = await desk.RefusedAsync(() =>
            desk.UseCase<LogMeeting>()
                .ExecuteAsync(desk.Rep, input with { Attendees = [new() { Member = new MemberId(Sample.Id()) }, new() { Name = " " }] }, default)
        );
        Assert.That(member.Message, Does.Contain("attendees[0].member"));
        // Who stands there already may stay, whoever edits the others.
        var meeting = await desk.UseCase<LogMeeting>().ExecuteAsync(desk.Administrator, input with { Attendees = attendees }, default);
        var edited = await desk.UseCase<EditActivity>()
            .ExecuteAsync(
                desk.Rep,
                new EditActivityInput(meeting.Id, meeting.Revision) { Attendees = [meeting.Attendees[0] with { State = AttendeeState.Absent }] },
                default
            );
        Assert.That(edited.Attendees.Single(), Is.EqualTo(meeting.Attendees[0] with { State = AttendeeState.Absent }));
    }

    [Test]
    public async Task A_plugins_type_is_logged_with_its_details_badges_and_summary()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var details = JsonSerializer.SerializeToElement(new { number = "+442079460958", text = "Hi!" });
        var message = await desk.UseCase<LogActivity>()
            .ExecuteAsync(desk.Rep, new LogActivityInput("acme.social.whatsapp", [contact.Ref], new ActivityContent { Details = details }), default);
        Assert.That(JsonElement.DeepEquals(message.Details, details));
        var entry = (await desk.TimelineAsync(contact)).Single();
        Assert.That((entry.Subject, entry.Badges[0]), Is.EqualTo(("Hi!", "Sent")));
    }

    [Test]
    public async Task One_activity_may_be_about_several_records()
    {
        var desk = await databases.DeskAsync();
        var (ada, bo) = (await desk.ContactAsync(), await desk.ContactAsync());
        var call = await desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, new LogCallInput([ada.Ref, bo.Ref, ada.Ref]), default);
        Assert.That((await desk.EntriesAsync(call.Id)).Select(entry => entry.Record), Is.EquivalentTo([ada.Id, bo.Id]));
        Assert.That((await desk.UseCase<GetActivity>().ExecuteAsync(desk.Rep, new GetActivityInput(call.Id), default)).Records, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task The_tenants_own_outcomes_stand_over_those_of_the_type()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        await desk.StoreAsync(
            Option(desk, "demo_booked", "Demo booked"),
            Option(desk, "busy", "Line busy"),
            Option(desk, "no_answer", "No answer", isRetired: true)
        );
        await desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, new LogCallInput([contact.Ref]) { Outcome = "demo_booked" }, default);
        await desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, new LogCallInput([contact.Ref]) { Outcome = "busy" }, default);
        Assert.That((await desk.TimelineAsync(contact)).SelectMany(row => row.Badges), Is.EquivalentTo(["Demo booked", "Line busy"]));

        var retired = await desk.RefusedAsync(() =>
            desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, new LogCallInput([contact.Ref]) { Outcome = "no_answer" }, default)
        );
        Assert.That(retired.Message, Does.Contain("no outcome 'no_answer' any more").And.Contain("demo_booked"));
        var outcomes = await desk.UseCase<ListOutcomes>().ExecuteAsync(desk.Rep, new NoInput(), default);
        Assert.That(outcomes.Of("crm.call").Count(choice => !choice.IsRetired), Is.EqualTo(8));
    }

    private static IEnumerable<TestCaseData> WrongContents()
    {
        yield return Wrong(
            "a negative duration",
            "crm.call",
            new() { Duration = TimeSpan.FromSeconds(-1) },
            "duration: It must be 0 to 30 days, was -1 seconds."
        );
        yield return Wrong("a duration over 30 days", "crm.call", new() { Duration = TimeSpan.FromDays(31) }, "duration: It must be 0 to 30 days");
        yield return Wrong("a duration beyond all measure", "crm.call", new() { Duration = TimeSpan.MaxValue }, "duration: It must be 0 to 30 days");
        yield return Wrong(
            "an unknown outcome",
            "crm.call",
            new() { Outcome = "vanished" },
            "outcome: crm.call has no outcome 'vanished'; allowed are connected, "
        );
        yield return Wrong("an unknown type", "crm.seance", new(), "type: There is no activity type 'crm.seance'; loaded are acme.social.whatsapp, crm.call, ");
        yield return Wrong(
            "a column that the type does not use",
            "crm.note",
            new() { Location = "Berlin" },
            "location: crm.note has no location; it uses none of the columns."
        );
        yield return Wrong("a missing required column", "test.visit", new() { Outcome = "met" }, "location: test.visit must have a location.");
        yield return Wrong(
            "an assignee of something done",
            "crm.call",
            new() { Assignee = new MemberId(Guid.AllBitsSet) },
            "assignee: There is no active member"
        );
        yield return Wrong(
            "details that the type refuses",
            "acme.social.whatsapp",
            new() { Details = Of("""{"number":"0800","text":"x"}""") },
            "details: Number must be in E.164"
        );
        yield return Wrong("details of a type that has none", "crm.call", new() { Details = Of("""{"a":1}""") }, "details: ");
        yield return Wrong("metadata that is no object", "crm.call", new() { Metadata = Of("[1]") }, "metadata: It must be a JSON object, was Array.");
        yield return Wrong(
            "metadata over 64 kB",
            "crm.call",
            new() { Metadata = JsonSerializer.SerializeToElement(new { a = new string('x', 65536) }) },
            "metadata: It may have 64 kB at most"
        );
        yield return Wrong(
            "a recording that is no web address",
            "crm.call",
            new() { RecordingUrl = "javascript:alert(1)" },
            "recording: It must be an absolute http or https"
        );
        yield return Wrong(
            "a time more than a day ahead",
            "crm.call",
            new() { OccurredAt = Sample.Now.AddHours(25) },
            "occurredAt: It must be between 1900-01-01 and 2026-03-03 09:00 UTC"
        );
        yield return Wrong("a time before 1900", "crm.call", new() { OccurredAt = DateTimeOffset.MinValue }, "occurredAt: It must be between");
        yield return Wrong(
            "too many attendees",
            "crm.meeting",
            new() { Attendees = [.. Enumerable.Repeat(Attendee.Of("x"), 201)] },
            "attendees: There may be 200 at most, found 201."
        );
        yield return Wrong(
            "a subject that is too long",
            "crm.call",
            new() { Subject = new string('x', 1001) },
            "subject: It may have 1000 characters at most, had 1001."
        );
        yield return Wrong("a null character", "crm.call", new() { Body = "a\0b" }, "body: It must not hold");
        yield return Wrong("half a surrogate pair", "crm.call", new() { Body = "a\ud83d" }, "body: It must not hold");
    }

    [TestCaseSource(nameof(WrongContents))]
    public async Task Refuses(string type, ActivityContent content, string message)
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var error = await desk.RefusedAsync(() =>
            desk.UseCase<LogActivity>().ExecuteAsync(desk.Rep, new LogActivityInput(type, [contact.Ref], content), default)
        );
        Assert.That(error, Is.TypeOf<CrmError.Invalid>());
        Assert.That(error.Message, Does.Contain(message));
        Assert.That(await desk.TimelineAsync(contact), Is.Empty);
    }

    [Test]
    public async Task Names_every_wrong_member_at_once()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var content = new ActivityContent
        {
            Duration = TimeSpan.FromDays(40),
            Outcome = "x",
            Location = "y",
        };
        var error = await desk.RefusedAsync(() =>
            desk.UseCase<LogActivity>().ExecuteAsync(desk.Rep, new LogActivityInput("call", [contact.Ref], content), default)
        );
        Assert.That(((CrmError.Invalid)error).Problems.Select(problem => problem.Field), Is.EquivalentTo(["location", "duration", "outcome"]));
    }

    [Test]
    public async Task A_plugin_that_throws_is_a_typed_error_that_does_not_repeat_what_it_said()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var error = await desk.RefusedAsync(() =>
            desk.UseCase<LogActivity>().ExecuteAsync(desk.Rep, new LogActivityInput("test.broken", [contact.Ref], new()), default)
        );
        Assert.That(((CrmError.Refused)error).Code, Is.EqualTo("plugin-failed"));
        Assert.That(error.Message, Does.Contain("test.broken").And.Not.Contain("secret"));
    }

    [Test]
    public async Task A_record_that_is_unknown_deleted_of_another_type_or_tenant_or_not_seen_is_not_found()
    {
        var desk = await databases.DeskAsync();
        var elsewhere = await databases.DeskAsync();
        var deleted = Sample.Contact(desk.Tenant.Id) with { DeletedAt = Sample.Now };
        await desk.StoreAsync(deleted);
        RecordRef[] wanted =
        [
            new(RecordType.Contact, new RecordId(Sample.Id())),
            deleted.Ref,
            (await desk.ContactAsync()).Ref with
            {
                Type = RecordType.Deal,
            },
            (await elsewhere.ContactAsync()).Ref,
            (await desk.ContactAsync(desk.Colleague)).Ref,
        ];
        foreach (var record in wanted)
        {
            var error = await desk.RefusedAsync(() => desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, new LogCallInput([record]), default));
            Assert.That(error, Is.TypeOf<CrmError.NotFound>());
            Assert.That(error.Message, Does.Contain(record.Id.ToString()));
        }
    }

    [Test]
    public async Task What_has_happened_must_be_about_a_record()
    {
        var desk = await databases.DeskAsync();
        var error = await desk.RefusedAsync(() => desk.UseCase<LogCall>().ExecuteAsync(desk.Rep, new LogCallInput([]), default));
        Assert.That(error.Message, Does.StartWith("records: "));
        Assert.DoesNotThrowAsync(() => desk.UseCase<CreateTask>().ExecuteAsync(desk.Rep, new CreateTaskInput([], "Tidy up"), default));
    }

    [Test]
    public async Task Without_the_right_nothing_is_written_but_the_refusal()
    {
        var desk = await databases.DeskAsync();
        var contact = await desk.ContactAsync();
        var error = await desk.RefusedAsync(() => desk.UseCase<LogCall>().ExecuteAsync(desk.Reader, new LogCallInput([contact.Ref]), default));
        Assert.That(((CrmError.Forbidden)error).Right, Is.EqualTo(nameof(Right.EditRecords)));
        Assert.That(await desk.TimelineAsync(contact), Is.Empty);
        Assert.That((await desk.AuditAsync()).Single().IsRefusal);
    }

    private static OutcomeOption Option(Desk desk, string key, string label, bool isRetired = false) =>
        new()
        {
            Tenant = desk.Tenant.Id,
            TypeKey = "crm.call",
            Key = key,
            Label = label,
            IsRetired = isRetired,
            Revision = 1,
        };

    private static JsonElement Of(string json) => JsonElement.Parse(json);

    private static TestCaseData Wrong(string name, string type, ActivityContent content, string message) =>
        new TestCaseData(type, content, message).SetName($"Refuses_{name.Replace(' ', '_')}");
}
