using System.Net;
using Crm.Activities;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;

namespace Crm.Tests.Hosts.Web;

/// <summary>How often a record's page goes to PostgreSQL and back, whichever way it is asked for and whatever stands on it.</summary>
internal sealed class PageRoundTripTests
{
    private const int Most = 10;
    private WebServer server = null!;
    private Dictionary<string, RecordRef> ids = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await WebServer.StartAsync("postgres");
        var parent = await server.CompanyAsync("Umbrella Holding");
        var company = await CreateAsync<CreateCompany, CompanyInput>(
            new CompanyInput
            {
                Name = "Umbrella Works",
                Parent = parent.Id,
                References = [new("erp", "4711")],
            }
        );
        var (rose, jill) = (
            await server.ContactAsync("Rose", "rose@umbrella.example", company),
            await server.ContactAsync("Jill", "jill@umbrella.example", company)
        );
        var deal = await CreateAsync<CreateDeal, DealInput>(
            new DealInput
            {
                Name = "Umbrellas 2027",
                Company = company.Id,
                Contact = rose.Id,
                References = [new("shop", "D-77")],
            }
        );
        await CreateAsync<CreateLead, LeadInput>(new LeadInput { LastName = "Leaf", Email = "leaf@umbrella.example" });
        var task = await server
            .Use<CreateTask>()
            .ExecuteAsync(WebServer.Caller, new CreateTaskInput([rose, deal], "Ring Rose back") { Kind = TaskKind.Call }, default);
        await server.Use<CompleteTask>().ExecuteAsync(WebServer.Caller, new CompleteTaskInput(task.Id) { Outcome = "connected" }, default);
        await server.Use<LogMeeting>().ExecuteAsync(WebServer.Caller, new LogMeetingInput([rose, jill]) { Subject = "Met both" }, default);
        ids = new()
        {
            ["company"] = company,
            ["contact"] = rose,
            ["deal"] = deal,
        };
        // The first page of a process asks for more, once.
        await server.Client.GetStringAsync(new Uri($"/records/company/{company.Id}?type=meeting", UriKind.Relative));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    [TestCase("company/{id}", "Umbrella Holding")]
    [TestCase("company/{id}", "Completed the task")]
    [TestCase("company/{id}?type=meeting", "Met both")]
    [TestCase("company/{id}?search=nothing", "Nothing matches these filters")]
    [TestCase("company/Umbrella Works", "4711")]
    [TestCase("company/Umbrella Works?search=nothing", "Umbrella Holding")]
    [TestCase("company/4711", "Umbrella Works")]
    [TestCase("contact/{id}", "Umbrella Works")]
    [TestCase("contact/rose@umbrella.example", "Completed the task")]
    [TestCase("contact/\"Grace Jill\"", "Met both")]
    [TestCase("deal/{id}", "Umbrella Works")]
    [TestCase("deal/Umbrellas 2027", "Completed the task")]
    [TestCase("deal/D-77", "Grace Rose")]
    [TestCase("lead/leaf@umbrella.example", "Leaf")]
    public async Task A_records_page_takes_ten_at_most(string record, string shown)
    {
        var type = record[..record.IndexOf('/', StringComparison.Ordinal)];
        var path = record.Replace("{id}", ids.TryGetValue(type, out var known) ? known.Id.ToString() : "", StringComparison.Ordinal);

        var (page, trips) = await RoundTrips.CountAsync(() => server.Client.GetStringAsync(new Uri("/records/" + path, UriKind.Relative)));

        Assert.That(WebUtility.HtmlDecode(page), Does.Contain(shown));
        TestContext.Out.WriteLine($"{record}: {trips}");
        Assert.That(trips, Is.InRange(7, Most));
    }

    [TestCase(RecordType.Company)]
    [TestCase(RecordType.Contact)]
    [TestCase(RecordType.Deal)]
    public async Task A_page_of_a_list_takes_eight_at_most(RecordType type)
    {
        var path = new Uri($"/records/{type.ToString().ToLowerInvariant()}", UriKind.Relative);

        var (_, trips) = await RoundTrips.CountAsync(() => server.Client.GetStringAsync(path));

        Assert.That(trips, Is.InRange(5, 8));
    }

    private async Task<RecordRef> CreateAsync<TUseCase, TInput>(TInput input)
        where TUseCase : UseCase<TInput, RecordResult>
        where TInput : class => (await server.Use<TUseCase>().ExecuteAsync(WebServer.Caller, input, default)).Record;
}
