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
        await crm.UseCase<LogCall>().ExecuteAsync(crm.Tenant.Administrator, new LogCallInput([contact.Ref]), default);

        var caller = manager ? crm.Tenant.Manager : crm.Tenant.Rep;
        var (page, trips) = await RoundTrips.CountAsync(() => crm.UseCase<GetTimeline>().ExecuteAsync(caller, new GetTimelineInput(company.Ref), default));

        Assert.That(page.Rows.Select(row => row.Via?.Name), Is.EqualTo(new[] { contact.Name }));
        Assert.That(trips, Is.InRange(4, 5));
    }
}
