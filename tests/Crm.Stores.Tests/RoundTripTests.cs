using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Testing;
using Crm.Testing.Builders;
using Crm.Timeline;

namespace Crm.Stores.Tests;

/// <summary>How often reads go to PostgreSQL and back.</summary>
internal sealed class RoundTripTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_page_of_a_companys_timeline_takes_five_at_most(bool manager)
    {
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = "postgres" });
        var company = Sample.Company(crm.Tenant.Id);
        var contact = Sample.Contact(crm.Tenant.Id) with { Company = company.Id };
        await crm.Tenant.StoreAsync(company, contact);
        var meeting = new LogMeetingInput([contact.Ref])
        {
            Attendees = [new Attendee { Record = contact.Ref }, new Attendee { Member = crm.Tenant.Rep.Member }],
        };
        await crm.UseCase<LogMeeting>().ExecuteAsync(crm.Tenant.Administrator, meeting, default);

        var caller = manager ? crm.Tenant.Manager : crm.Tenant.Rep;
        var (page, trips) = await RoundTrips.CountAsync(() => crm.UseCase<GetTimeline>().ExecuteAsync(caller, new GetTimelineInput(company.Ref), default));

        Assert.That(page.Rows.Select(row => row.Via?.Name), Is.EqualTo(new[] { contact.Name }));
        Assert.That(page.Rows.Single().Activity!.Attendees.Select(attendee => attendee.Name), Is.EqualTo(new[] { contact.Name, "Rita Rep" }));
        Assert.That(trips, Is.InRange(4, 5));
    }

    [Test]
    public async Task A_members_day_takes_five_at_most()
    {
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Kind = "postgres" });
        var contact = Sample.Contact(crm.Tenant.Id, owner: crm.Tenant.Rep.Member);
        await crm.Tenant.StoreAsync(contact);
        await crm.UseCase<CreateTask>()
            .ExecuteAsync(crm.Tenant.Rep, new CreateTaskInput([contact.Ref], "Today") { DueAt = crm.Clock.GetUtcNow().AddHours(1) }, default);
        await crm.UseCase<LogCall>().ExecuteAsync(crm.Tenant.Administrator, new LogCallInput([contact.Ref]), default);

        var (day, trips) = await RoundTrips.CountAsync(() => crm.UseCase<GetDay>().ExecuteAsync(crm.Tenant.Rep, new NoInput(), default));

        Assert.That((day.DueToday, day.Tasks.Single().RecordName, day.Zone), Is.EqualTo((1, contact.Name, "Europe/Berlin")));
        Assert.That(day.Changes.Select(change => (change.TypeKey, change.Via)), Is.EqualTo(new[] { ("crm.call", new NamedRecord(contact.Ref, contact.Name)) }));
        Assert.That(trips, Is.InRange(3, 5));
    }
}
