using Crm.Activities;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using Crm.Timeline;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the store of activities and timelines.</summary>
[Proves(typeof(IActivityStore))]
[Proves(typeof(IActivityLookup))]
public abstract class ActivityStoreSuite : StoreSuite
{
    private static readonly Actor Ada = Actor.Member(new MemberId(Sample.Id()));
    private static readonly Actor Grace = Actor.Member(new MemberId(Sample.Id()));

    [Test]
    public async Task Gets_activities_and_their_entries_in_all_timelines()
    {
        var call = Sample.Call(Sample.TenantId()) with { DeletedAt = Sample.Now };
        var (contact, company) = (new RecordId(Sample.Id()), new RecordId(Sample.Id()));
        TimelineEntry[] entries = [Sample.Entry(call, contact), Sample.Entry(call, company, contact)];
        await StoreAsync([call, .. entries]);
        await using var work = await TenantStore.BeginAsync(call.Tenant, WorkKind.Read, default);
        AssertSame([call], await work.Activities.GetAsync([call.Id, new ActivityId(Sample.Id())], default));
        AssertSameSet(entries, await work.Activities.GetEntriesAsync([call.Id.Value], default));
    }

    [Test]
    public async Task Pages_a_timeline_with_ties_while_others_write()
    {
        var (tenant, record) = (Sample.TenantId(), new RecordId(Sample.Id()));
        // Several at the very same moment, so that only the id tells them apart.
        var entries = Enumerable.Range(0, 60).Select(number => Sample.Entry(Sample.Call(tenant, Sample.Now.AddMinutes(-number / 7)), record)).ToList();
        await StoreAsync(entries);

        var seen = new List<TimelineEntry>();
        string? after = null;
        do
        {
            var page = await ReadAsync(
                tenant,
                work => work.Activities.GetTimelineAsync(new TimelineFilter { Record = record }, new PageRequest(7, after), default)
            );
            seen.AddRange(page.Rows);
            after = page.Next;
            await StoreAsync(
                Sample.Entry(Sample.Call(tenant, Sample.Now.AddMinutes(1)), record),
                Sample.Entry(Sample.Call(tenant, Sample.Now.AddMinutes(-4)), record),
                Sample.Entry(Sample.Call(tenant, Sample.Now.AddHours(-9)), new RecordId(Sample.Id()))
            );
        } while (after is not null);

        Assert.That(seen.Select(entry => entry.Id).Distinct().Count(), Is.EqualTo(seen.Count), "none twice");
        Assert.That(seen.Select(entry => entry.Id), Is.SupersetOf(entries.Select(entry => entry.Id)), "none lost");
        Assert.That(seen.Select(entry => entry.OccurredAt), Is.Ordered.Descending);
    }

    [Test]
    public async Task Narrows_a_timeline()
    {
        var (tenant, record) = (Sample.TenantId(), new RecordId(Sample.Id()));
        var call = Sample.Entry(Sample.Call(tenant, Sample.Now.AddHours(-2)), record);
        var task = Sample.Entry(Sample.Task(tenant), record) with { Author = Ada, Subject = "100% sure" };
        var folded = Sample.Entry(Sample.Call(tenant), record) with { FoldedInto = call.Id };
        await StoreAsync(call, task, folded);

        var all = new TimelineFilter { Record = record };
        await AssertShownAsync(tenant, all, task, call);
        await AssertShownAsync(tenant, all with { TypeKeys = ["crm.call"] }, call);
        await AssertShownAsync(tenant, all with { Author = Ada }, task);
        await AssertShownAsync(tenant, all with { From = Sample.Now }, task);
        await AssertShownAsync(tenant, all with { To = Sample.Now }, call);
        await AssertShownAsync(tenant, all with { Search = "%" }, task);
        await AssertShownAsync(tenant, all with { Search = "DISCOUNT" }, call);
    }

    [Test]
    public async Task A_page_brings_what_its_rows_show_as_their_own()
    {
        var (tenant, record, other) = (Sample.TenantId(), new RecordId(Sample.Id()), new RecordId(Sample.Id()));
        var (call, older) = (Sample.Entry(Sample.Call(tenant), record), Sample.Entry(Sample.Call(tenant, Sample.Now.AddDays(-1)), record));
        var folded = Sample.Entry(Sample.Task(tenant), record) with { FoldedInto = call.Id };
        var removed = Sample.Entry(Sample.Task(tenant), record) with { FoldedInto = older.Id, IsRemoved = true };
        var elsewhere = folded with { Record = other };
        await StoreAsync(call, older, folded, removed, elsewhere);
        var filter = new TimelineFilter
        {
            Record = record,
            TypeKeys = ["crm.call"],
            WithFolded = true,
        };

        var first = await ReadAsync(tenant, work => work.Activities.GetTimelineAsync(filter, new PageRequest(1), default));
        var second = await ReadAsync(tenant, work => work.Activities.GetTimelineAsync(filter, new PageRequest(1, first.Next), default));

        AssertSame([call, folded], first.Rows);
        AssertSame([older, removed], second.Rows);
        Assert.That(second.Next, Is.Null, "what is folded counts as no row");
        await AssertShownAsync(tenant, filter with { WithFolded = false }, call, older);
    }

    [Test]
    public async Task A_page_brings_what_it_shows_of_activities()
    {
        var (tenant, record) = (Sample.TenantId(), new RecordId(Sample.Id()));
        var task = Sample.Task(tenant, Sample.Now.AddHours(1), new MemberId(Sample.Id())) with
        {
            Body = null,
            Details = """{"kind":"call","priority":"high"}""",
        };
        var meeting = Sample.Call(tenant, Sample.Now.AddDays(-1)) with
        {
            Location = "Room 4",
            Attendees = [new Attendee { Name = "Zoë", State = AttendeeState.Absent }, Attendee.Of("ada@x.example")],
            RecordingUrl = "https://x.example/1",
            Enrollment = new EnrollmentId(Sample.Id()),
            Details = """{"from":"a@x.example","to":["b@x.example","c@x.example"],"html":"<p>long</p>"}""",
        };
        var deleted = Sample.Call(tenant, Sample.Now.AddDays(-2)) with { DeletedAt = Sample.Now };
        var (folded, change) = (Sample.Task(tenant), Sample.Entry(Sample.Call(tenant, Sample.Now.AddDays(-3)), record));
        await StoreAsync([
            task,
            meeting,
            deleted,
            folded,
            Sample.Entry(task, record),
            Sample.Entry(meeting, record),
            Sample.Entry(deleted, record),
            Sample.Entry(folded, record) with
            {
                FoldedInto = task.Id.Value,
            },
            change with
            {
                Kind = TimelineKind.FieldChange,
                Changes = [new ShownChange("title", "title", null, "CEO")],
            },
        ]);
        var filter = new TimelineFilter
        {
            Record = record,
            WithFolded = true,
            WithActivities = true,
        };

        var rows = (await ReadAsync(tenant, work => work.Activities.GetTimelineAsync(filter, new PageRequest(), default))).Rows.ToDictionary(row => row.Id);

        var shown = rows[meeting.Id.Value].Activity!;
        Assert.That(
            (shown.Location, shown.RecordingUrl, shown.Enrollment, shown.HasBody, shown.Revision),
            Is.EqualTo((meeting.Location, meeting.RecordingUrl, meeting.Enrollment, true, 1))
        );
        Assert.That(shown.Attendees, Is.EqualTo(meeting.Attendees));
        var details = System.Text.Json.JsonElement.Parse(shown.Details);
        Assert.That(details.GetProperty("from").GetString(), Is.EqualTo("a@x.example"));
        Assert.That(details.GetProperty("to").EnumerateArray().Select(one => one.GetString()), Is.EqualTo(new[] { "b@x.example", "c@x.example" }));
        Assert.That(details.TryGetProperty("html", out _), Is.False);
        var open = rows[task.Id.Value].Activity!;
        Assert.That((open.DueAt, open.Assignee, open.HasBody, open.CompletedAt), Is.EqualTo((task.DueAt, task.Assignee, false, (DateTimeOffset?)null)));
        Assert.That(System.Text.Json.JsonElement.Parse(open.Details).GetProperty("kind").GetString(), Is.EqualTo("call"));
        Assert.That(rows[folded.Id.Value].Activity, Is.Not.Null);
        Assert.That((rows[deleted.Id.Value].Activity, rows[change.Id].Activity), Is.EqualTo(((EntryActivity?)null, (EntryActivity?)null)));
        Assert.That(rows[change.Id].Changes, Is.EqualTo(new[] { new ShownChange("title", "title", null, "CEO") }));
    }

    [Test]
    public async Task Leaves_out_what_came_by_a_record_that_may_not_be_seen()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var company = Sample.Company(tenant);
        var (seen, hidden, common) = (Sample.Contact(tenant, owner: mine), Sample.Contact(tenant, owner: other), Sample.Contact(tenant));
        var entries = new[] { seen, hidden, common }.Select(contact => Sample.Entry(Sample.Call(tenant), company.Id, contact.Id)).ToList();
        await StoreAsync([company, seen, hidden, common, .. entries]);

        await AssertShownAsync(tenant, new TimelineFilter { Record = company.Id, VisibleOwners = [mine] }, entries[2], entries[0]);
        await AssertShownAsync(tenant, new TimelineFilter { Record = company.Id }, entries[2], entries[1], entries[0]);
    }

    [Test]
    public async Task Finds_the_field_change_that_further_edits_join()
    {
        var (tenant, record) = (Sample.TenantId(), new RecordId(Sample.Id()));
        var older = Sample.Entry(Sample.Call(tenant, Sample.Now.AddMinutes(-20)), record) with { Kind = TimelineKind.FieldChange, Author = Ada };
        var newer = older with { Id = Sample.Id(), OccurredAt = Sample.Now };
        await StoreAsync(older, newer, Sample.Entry(Sample.Call(tenant, Sample.Now.AddMinutes(1)), record) with { Author = Ada });
        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        AssertSame(newer, await work.Activities.FindFieldChangeAsync(record, Ada, Sample.Now.AddMinutes(-10), default));
        Assert.That(await work.Activities.FindFieldChangeAsync(record, Grace, Sample.Now.AddMinutes(-10), default), Is.Null);
        Assert.That(await work.Activities.FindFieldChangeAsync(record, Ada, Sample.Now.AddMinutes(10), default), Is.Null);
    }

    [Test]
    public async Task Gives_direct_entries_in_batches_and_removes_those_that_came_by_another()
    {
        var tenant = Sample.TenantId();
        var (company, contact, other) = (new RecordId(Sample.Id()), new RecordId(Sample.Id()), new RecordId(Sample.Id()));
        var direct = Enumerable.Range(0, 5).Select(_ => Sample.Entry(Sample.Call(tenant), company)).ToList();
        var kept = Sample.Entry(Sample.Call(tenant), company, other);
        await StoreAsync([.. direct, kept, .. Enumerable.Range(0, 3).Select(_ => Sample.Entry(Sample.Call(tenant), company, contact))]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Write, default);
        var first = await work.Activities.GetDirectEntriesAsync(company, null, 3, default);
        var second = await work.Activities.GetDirectEntriesAsync(company, first[^1].Id, 3, default);
        AssertSame(direct, first.Concat(second));
        Assert.That(await work.Activities.RemoveEntriesViaAsync(company, contact, default), Is.EqualTo(3));
        var left = await work.Activities.GetTimelineAsync(new TimelineFilter { Record = company }, new PageRequest(), default);
        AssertSameSet([.. direct, kept], left.Rows);
    }

    [Test]
    public async Task Lists_open_activities_the_earliest_due_first()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var contact = Sample.Contact(tenant);
        var tasks = Enumerable.Range(0, 9).Select(number => Sample.Task(tenant, Sample.Now.AddHours(number / 3), mine)).ToList();
        var foreign = Sample.Task(tenant, Sample.Now.AddHours(-1), other);
        var nobodys = Sample.Task(tenant, Sample.Now.AddHours(50));
        var ofSequence = Sample.Task(tenant, Sample.Now.AddHours(60), other) with { Enrollment = new EnrollmentId(Sample.Id()) };
        await StoreAsync([
            contact,
            .. tasks,
            foreign,
            nobodys,
            ofSequence,
            Sample.Entry(tasks[0], contact.Id),
            Sample.Task(tenant, Sample.Now) with
            {
                State = ActivityState.Completed,
            },
            Sample.Task(tenant, Sample.Now) with
            {
                DeletedAt = Sample.Now,
            },
        ]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var all = await AllPagesAsync(2, page => work.Activities.ListOpenAsync(new OpenActivityFilter { VisibleOwners = [mine] }, page, default));
        AssertSame([.. tasks, nobodys], all.Select(open => open.Activity));
        Assert.That((all[0].Record, all[0].RecordName), Is.EqualTo((contact.Ref, contact.Name)));
        await AssertOpenAsync(new OpenActivityFilter { Assignee = other }, foreign, ofSequence);
        await AssertOpenAsync(new OpenActivityFilter { DueBefore = Sample.Now.AddHours(-1) }, foreign);
        await AssertOpenAsync(new OpenActivityFilter { TypeKeys = ["crm.call"] });
        await AssertOpenAsync(new OpenActivityFilter { OfSequencesOnly = true }, ofSequence);

        async Task AssertOpenAsync(OpenActivityFilter filter, params Activity[] expected) =>
            AssertSame(expected, (await work.Activities.ListOpenAsync(filter, new PageRequest(), default)).Rows.Select(open => open.Activity));
    }

    [Test]
    public async Task Tells_what_there_is_for_a_member_today()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var (owned, foreign, common) = (Sample.Contact(tenant, "Owned", mine), Sample.Contact(tenant, "Foreign", other), Sample.Contact(tenant, "Common"));
        var overdue = Sample.Task(tenant, Sample.Now.AddDays(-1), mine);
        var today = Sample.Task(tenant, Sample.Now.AddHours(5), mine);
        var draft = Sample.Task(tenant, Sample.Now.AddHours(-2), mine) with { TypeKey = "crm.email_draft" };
        var (own, shared) = (Sample.Mailbox(tenant) with { Member = mine }, Sample.Mailbox(tenant));
        var sequence = Sample.Sequence(tenant);
        var enrollment = Sample.Enrollment(sequence, record: owned.Id) with { Owner = mine, DueAt = Sample.Now.AddHours(3) };
        Message[] unknown =
        [
            Sample.Message(own, record: common.Id) with
            {
                State = MessageState.Unknown,
            },
            Sample.Message(shared, record: owned.Id) with
            {
                State = MessageState.Unknown,
            },
            Sample.Message(shared, record: common.Id) with
            {
                State = MessageState.Unknown,
            },
            Sample.Message(own, record: owned.Id),
        ];
        var reply = Mail(ActivityDirection.Inbound, -4);
        TimelineEntry[] mails =
        [
            Sample.Entry(reply, owned.Id) with
            {
                Author = Actor.Member(mine),
            },
            // By way of another record of the member it is the same mail.
            Sample.Entry(reply, common.Id) with
            {
                Via = owned.Id,
            },
            Sample.Entry(Mail(ActivityDirection.Outbound, -4), owned.Id),
            Sample.Entry(Mail(ActivityDirection.Inbound, -5 * 24), owned.Id),
            Sample.Entry(Mail(ActivityDirection.Inbound, -4), foreign.Id),
        ];
        var news = Sample.Entry(Sample.Call(tenant, Sample.Now.AddHours(-3)), owned.Id) with { Author = Ada };
        await StoreAsync([
            owned,
            foreign,
            common,
            overdue,
            today,
            draft,
            Sample.Task(tenant, Sample.Now.AddDays(2), mine),
            Sample.Task(tenant, null, mine),
            Sample.Task(tenant, Sample.Now, other),
            Sample.Entry(overdue, foreign.Id),
            Sample.Entry(today, owned.Id),
            own,
            shared,
            .. unknown,
            sequence,
            enrollment,
            Sample.Enrollment(sequence) with
            {
                Owner = other,
                DueAt = Sample.Now,
            },
            Sample.Enrollment(sequence) with
            {
                Owner = mine,
                State = EnrollmentState.Blocked,
                DueAt = null,
                Cause = "mailbox:x",
            },
            news,
            .. mails,
            Sample.Entry(Sample.Call(tenant, Sample.Now.AddDays(-5)), owned.Id),
            Sample.Entry(Sample.Call(tenant, Sample.Now.AddHours(-1)), owned.Id) with
            {
                Author = Actor.Member(mine),
            },
            Sample.Entry(Sample.Call(tenant, Sample.Now.AddHours(-1)), foreign.Id),
        ]);
        var filter = new MemberDayFilter
        {
            Member = mine,
            VisibleOwners = [mine],
            Now = Sample.Now,
            End = Sample.Now.AddHours(14),
            ChangedSince = Sample.Now.AddDays(-1),
        };

        var day = await ReadAsync(tenant, work => work.Activities.GetDayAsync(filter, default));
        var all = await ReadAsync(tenant, work => work.Activities.GetDayAsync(filter with { VisibleOwners = null, Max = 1 }, default));

        Assert.That((day.Overdue, day.DueToday, day.Drafts, day.UnknownMessages, day.BlockedEnrollments, day.SequenceSteps), Is.EqualTo((1, 1, 1, 2, 1, 1)));
        AssertSame([overdue, today], day.Tasks.Select(task => task.Activity));
        Assert.That(day.Tasks.Select(task => task.RecordName), Is.EqualTo(new[] { null, "Owned" }), "what is out of sight has no name");
        AssertSame([draft], day.DraftRows.Select(row => row.Activity));
        Assert.That(day.Messages.Select(message => message.Id), Is.EquivalentTo(new[] { unknown[0].Id, unknown[1].Id }));
        Assert.That(day.Steps.Select(step => (step.Enrollment, step.Sequence, step.Record.Name)), Is.EqualTo(new[] { (enrollment.Id, sequence.Key, "Owned") }));
        Assert.That(day.Changes.Where(change => change.Entry.Id == news.Id).Select(change => change.Record.Name), Is.EqualTo(new[] { "Owned" }));
        Assert.That(day.Replies.Select(mail => (mail.Entry.Id, mail.Record.Name)), Is.EqualTo(new[] { (reply.Id.Value, "Owned") }), "whoever wrote it down");
        Assert.That(day.Changes.Select(change => change.Entry.Id), Has.None.EqualTo(reply.Id.Value), "not twice");
        Assert.That(day.Changes.Select(change => change.Entry.Author), Has.None.EqualTo(Actor.Member(mine)));
        Assert.That((all.Tasks.Single().RecordName, all.Messages.Count), Is.EqualTo(("Foreign", 1)));

        Activity Mail(ActivityDirection direction, int hours) =>
            Sample.Call(tenant, Sample.Now.AddHours(hours)) with
            {
                TypeKey = "crm.email",
                Direction = direction,
            };
    }

    [Test]
    public async Task Counts_and_lists_what_members_did_and_have_to_do()
    {
        var tenant = Sample.TenantId();
        var (first, second, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var contact = Sample.Contact(tenant);
        var calls = Enumerable.Range(0, 6).Select(number => By(first, Sample.Call(tenant, Sample.Now.AddDays(-number * 3)))).ToList();
        var note = By(second, Sample.Call(tenant, Sample.Now.AddDays(-1))) with { TypeKey = "crm.note" };
        await StoreAsync([
            contact,
            .. calls,
            note,
            Sample.Entry(calls[0], contact.Id),
            By(other, Sample.Call(tenant)),
            Sample.Call(tenant),
            By(first, Sample.Call(tenant)) with
            {
                DeletedAt = Sample.Now,
            },
            Sample.Task(tenant, Sample.Now.AddHours(-1), first),
            Sample.Task(tenant, Sample.Now.AddHours(1), first),
            Sample.Task(tenant, null, first),
            Sample.Task(tenant, null, other),
        ]);
        var weeks = new[] { Sample.Now.AddDays(-14), Sample.Now.AddDays(-7), Sample.Now.AddSeconds(1) };
        var filter = new TeamReportFilter
        {
            Members = [first, second],
            Weeks = weeks,
            Now = Sample.Now,
        };

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var report = await work.Activities.GetTeamReportAsync(filter, default);

        Assert.That(
            report.Done,
            Is.EquivalentTo(new[] { new DoneCount(first, 0, "crm.call", 2), new DoneCount(first, 1, "crm.call", 3), new DoneCount(second, 1, "crm.note", 1) })
        );
        Assert.That(report.Work, Is.EquivalentTo(new[] { new WorkCount(first, 3, 1) }));
        Assert.That((await work.Activities.GetTeamReportAsync(filter with { Members = [] }, default)).Done, Is.Empty);
        var done = new DoneActivityFilter
        {
            Members = [first, second],
            From = weeks[0],
            To = weeks[^1],
        };
        var listed = await AllPagesAsync(2, page => work.Activities.ListDoneAsync(done, page, default));
        AssertSame([calls[0], note, calls[1], calls[2], calls[3], calls[4]], listed.Select(row => row.Activity));
        Assert.That(listed[0].RecordName, Is.EqualTo(contact.Name));
        var notes = await work.Activities.ListDoneAsync(done with { TypeKeys = ["crm.note"] }, new PageRequest(), default);
        AssertSame([note], notes.Rows.Select(row => row.Activity));

        static Activity By(MemberId member, Activity activity) => activity with { Author = Actor.Member(member) };
    }

    [Test]
    public async Task Shows_what_nobody_is_to_do_with_the_records_that_the_owners_may_see()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        Contact[] contacts = [Sample.Contact(tenant) with { Owner = other }, Sample.Contact(tenant) with { Owner = mine }, Sample.Contact(tenant)];
        var tasks = Enumerable.Range(0, 8).Select(number => Sample.Task(tenant, number < 5 ? Sample.Now.AddHours(number) : null)).ToList();
        (Activity Task, Contact Contact)[] links =
        [
            (tasks[0], contacts[0]),
            (tasks[1], contacts[1]),
            (tasks[2], contacts[0]),
            (tasks[2], contacts[1]),
            (tasks[3], contacts[2]),
            (tasks[5], contacts[0]),
            (tasks[6], contacts[1]),
        ];
        await StoreAsync([.. contacts, .. tasks, .. links.Select(link => Sample.Entry(link.Task, link.Contact.Id))]);

        await using var work = await TenantStore.BeginAsync(tenant, WorkKind.Read, default);
        var seen = await AllPagesAsync(2, page => work.Activities.ListOpenAsync(new OpenActivityFilter { VisibleOwners = [mine] }, page, default));
        var all = await AllPagesAsync(3, page => work.Activities.ListOpenAsync(new OpenActivityFilter(), page, default));

        AssertSame([tasks[1], tasks[2], tasks[3], tasks[4], tasks[6], tasks[7]], seen.Select(open => open.Activity));
        Assert.That(
            seen.Select(open => open.Record?.Id),
            Is.EqualTo(new RecordId?[] { contacts[1].Id, contacts[1].Id, contacts[2].Id, null, contacts[1].Id, null })
        );
        AssertSame(tasks, all.Select(open => open.Activity));
    }

    [Test]
    public async Task Gets_open_activities_of_enrollments()
    {
        var enrollment = Sample.Enrollment(Sample.Sequence(Sample.TenantId()));
        var open = Sample.Task(enrollment.Tenant) with { Enrollment = enrollment.Id };
        await StoreAsync(open, open with { Id = new ActivityId(Sample.Id()), State = ActivityState.Cancelled }, Sample.Task(enrollment.Tenant));
        AssertSame([open], await ReadAsync(enrollment.Tenant, work => work.Activities.GetOpenOfEnrollmentsAsync([enrollment.Id], default)));
    }

    [Test]
    public async Task Shows_nothing_of_a_record_of_another_type_or_one_that_may_not_be_seen()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (new MemberId(Sample.Id()), new MemberId(Sample.Id()));
        var contact = Sample.Contact(tenant, owner: other);
        var entry = Sample.Entry(Sample.Call(tenant), contact.Id);
        await StoreAsync(contact, entry);

        var asked = new TimelineFilter { Record = contact.Id, RecordType = RecordType.Contact };
        await AssertShownAsync(tenant, asked, entry);
        await AssertShownAsync(tenant, asked with { VisibleOwners = [mine, other] }, entry);
        await AssertShownAsync(tenant, asked with { VisibleOwners = [mine] });
        await AssertShownAsync(tenant, asked with { RecordType = RecordType.Company });
    }

    private async Task AssertShownAsync(TenantId tenant, TimelineFilter filter, params TimelineEntry[] expected) =>
        AssertSame(expected, (await ReadAsync(tenant, work => work.Activities.GetTimelineAsync(filter, new PageRequest(), default))).Rows);
}
