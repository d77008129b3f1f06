using System.Diagnostics;
using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Testing;
using Crm.Testing.Builders;
using Crm.Timeline;

namespace Crm.Stores.Tests;

/// <summary>How often a read goes to the server and back: on a network each time costs what a page's query costs.</summary>
internal sealed class RoundTripTests
{
    /// <summary>The transaction's beginning travels with the first command, its end by itself.</summary>
    private const int End = 1;

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
        var (page, trips) = await CountAsync(() => crm.UseCase<GetTimeline>().ExecuteAsync(caller, new GetTimelineInput(company.Ref), default));

        Assert.That(page.Rows.Select(row => row.Via?.Name), Is.EqualTo(new[] { contact.Name }));
        Assert.That(trips, Is.InRange(4, 5));
    }

    private static async Task<(T Result, int Trips)> CountAsync<T>(Func<Task<T>> read)
    {
        await read(); // what is compiled and prepared once is
        var trips = 0;
        using var root = new System.Diagnostics.Activity("read").Start();
        using var count = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = command =>
            {
                if (command.TraceId == root.TraceId)
                    Interlocked.Increment(ref trips);
            },
        };
        ActivitySource.AddActivityListener(count);
        var result = await read();
        return (result, trips + End);
    }
}
