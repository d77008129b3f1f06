using Crm.Activities;
using Crm.Records;
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
