using System.Net;
using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Setup;
using Crm.Tenancy;
using Crm.Testing;

namespace Crm.Tests.Hosts.Web;

/// <summary>The pages as a browser without script gets them.</summary>
internal sealed class PageTests
{
    private const string Payload = "<script>alert(1)</script><svg onload=alert(2)>\"'&";
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private WebServer server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => server = await WebServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [Test]
    public async Task The_start_page_lists_records_by_type_and_finds_them()
    {
        var company = await server.CompanyAsync("Findable Works");
        await server.CompanyAsync("Other Works");

        var all = await GetAsync("/records/company");
        var found = await GetAsync("/records/company?search=findable");

        Assert.That(all, Does.Contain("Findable Works").And.Contain("Other Works"));
        Assert.That(found, Does.Contain($"/records/company/{company.Id}").And.Not.Contain("Other Works"));
    }

    [Test]
    public async Task Lists_go_on_where_they_ended()
    {
        for (var number = 0; number < 60; number++)
            await server.Use<CreateLead>().ExecuteAsync(WebServer.Caller, new LeadInput { LastName = $"Lead {number:D2}" }, default);

        var first = await GetAsync("/records/lead");
        var second = await GetAsync(HrefOf(first, "More"));

        Assert.That(first, Does.Contain("Lead 49").And.Not.Contain("Lead 50"));
        Assert.That(second, Does.Contain("Lead 50").And.Contain("Lead 59").And.Not.Contain("Lead 49").And.Contain("From the beginning"));
    }

    [Test]
    public async Task My_day_leads_to_the_mail_that_came_in_on_my_records_whoever_wrote_it_down()
    {
        var ada = (await server.Use<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default)).Members.Single(member => member.Name == "Ada Admin");
        var (mine, nobodys) = (await server.ContactAsync("Replier", "replier@quiet.example"), await server.ContactAsync("Nobodys", "nobodys@quiet.example"));
        await server.Use<AssignRecords>().ExecuteAsync(WebServer.Caller, new AssignRecordsInput([mine], ada.Id), default);
        var answer = await MailAsync(WebServer.Caller, mine, "Re: Our prices", ActivityDirection.Inbound);
        var own = await MailAsync(WebServer.Caller with { Actor = Actor.Member(ada.Id) }, mine, "Re: The date", ActivityDirection.Inbound);
        await MailAsync(WebServer.Caller, mine, "What we sent", ActivityDirection.Outbound);
        await MailAsync(WebServer.Caller, nobodys, "Re: Not mine", ActivityDirection.Inbound);

        var day = await GetAsync("/");

        var replies = day[day.IndexOf("day-replies", StringComparison.Ordinal)..day.IndexOf("day-changes", StringComparison.Ordinal)];
        foreach (var (mail, subject) in new[] { (answer, "Re: Our prices"), (own, "Re: The date") })
            Assert.That(replies, Does.Contain($"href=\"/records/contact/{mine.Id}?open={mail.Id}#e-{mail.Id}\">{subject}"));
        Assert.That(replies, Does.Contain("Grace Replier").And.Not.Contain("What we sent").And.Not.Contain("Not mine"));
        Assert.That(day[day.IndexOf("day-changes", StringComparison.Ordinal)..], Does.Contain("What we sent").And.Not.Contain("Our prices"), "not twice");

        Task<ActivityView> MailAsync(Caller caller, RecordRef record, string subject, ActivityDirection direction) =>
            server
                .Use<LogEmail>()
                .ExecuteAsync(
                    caller,
                    new LogEmailInput([record], subject)
                    {
                        Direction = direction,
                        Body = "Dear all",
                        To = ["ada@northwind.example"],
                    },
                    default
                );
    }

    [Test]
    public async Task Empty_places_say_what_to_do()
    {
        await using var empty = await WebServer.StartAsync();
        var company = await empty.CompanyAsync("Quiet Ltd");

        Assert.That(
            await empty.Client.GetStringAsync(new Uri("/records/deal", UriKind.Relative)),
            Does.Contain("Nothing here yet").And.Contain("crm import csv")
        );
        Assert.That(
            await empty.Client.GetStringAsync(new Uri($"/records/company/{company.Id}?type=call", UriKind.Relative)),
            Does.Contain("Nothing matches these filters")
        );
    }

    [Test]
    public async Task An_outcome_shows_once_though_its_plugin_is_gone_or_it_has_another_name_by_now()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        await using var plugged = await CrmHarness.StartAsync(
            new CrmHarnessOptions
            {
                Database = database,
                SetsTenantUp = false,
                Parts = [new Audit()],
            }
        );
        await plugged.UseCase<SetUpTenant>().ExecuteAsync(WebServer.Caller, new SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example"), default);
        var contact = (await plugged.UseCase<CreateContact>().ExecuteAsync(WebServer.Caller, new ContactInput { LastName = "Once" }, default)).Record;
        await LogAsync("acme.audit.visit", "passed_all");
        await LogAsync("crm.call", "connected");
        var renamed = new DefineOutcomeInput("crm.call", "connected", "Talked to them", OutcomeMeaning.Reached);
        await plugged.UseCase<DefineOutcome>().ExecuteAsync(WebServer.Caller, renamed, default);
        await using var without = await WebServer.StartBesideAsync(database);

        var page = WebUtility.HtmlDecode(await without.Client.GetStringAsync(new Uri($"/records/contact/{contact.Id}", UriKind.Relative)));

        Assert.That(page, Does.Contain("Passed everything").And.Not.Contain("passed_all"));
        Assert.That(page, Does.Contain("Talked to them").And.Not.Contain("Connected"));

        Task LogAsync(string type, string outcome) =>
            plugged
                .UseCase<LogActivity>()
                .ExecuteAsync(WebServer.Caller, new LogActivityInput(type, [contact], new ActivityContent { Outcome = outcome }), default);
    }

    [TestCase("A wing. The roof leaks.", null)]
    [TestCase("Only the note", "Only the note")]
    public async Task What_an_activity_says_shows_once(string body, string? subject)
    {
        var contact = await server.ContactAsync("Twice", $"twice{body.Length}@acme.example");
        var content = new ActivityContent { Subject = subject, Body = body };
        await server.Use<LogActivity>().ExecuteAsync(WebServer.Caller, new LogActivityInput("crm.note", [contact], content), default);

        var page = WebUtility.HtmlDecode(await GetAsync($"/records/contact/{contact.Id}?type=note"));

        Assert.That(page.Split(body).Length - 1, Is.EqualTo(1));
    }

    [Test]
    public async Task A_timeline_is_grouped_by_day_and_back_dated_entries_stand_in_their_place()
    {
        var contact = await server.ContactAsync("Place", "place@acme.example");
        await server.CallAsync(contact, "Wednesday's call", Monday.AddDays(2));
        await server.CallAsync(contact, "Monday's call", Monday);
        await server.CallAsync(contact, "Tuesday's call, written down last", Monday.AddDays(1));

        var page = WebUtility.HtmlDecode(await GetAsync($"/records/contact/{contact.Id}?type=call"));

        string[] order = ["4 March", "Wednesday's call", "3 March", "Tuesday's call", "2 March", "Monday's call"];
        var places = order.Select(text => page.IndexOf(text, StringComparison.Ordinal)).ToList();
        Assert.That(places, Has.All.GreaterThan(0));
        Assert.That(places, Is.Ordered);
        Assert.That(page, Does.Contain("Connected").And.Contain("12 min").And.Contain("Outbound"));
    }

    [Test]
    public async Task A_company_shows_what_came_by_its_contacts()
    {
        var company = await server.CompanyAsync("Rolled Up");
        var contact = await server.ContactAsync("Via", "via@acme.example", company);
        await server.CallAsync(contact, "Came by a contact", Monday);

        var page = await GetAsync($"/records/company/{company.Id}");

        Assert.That(page, Does.Contain("Came by a contact"));
        Assert.That(page, Does.Contain($"via <a href=\"/records/contact/{contact.Id}\">Grace Via</a>"));
    }

    [Test]
    public async Task A_company_shows_all_records_that_an_entry_came_by()
    {
        var company = await server.CompanyAsync("Two Branches");
        var (one, other) = (await server.ContactAsync("Left", "left@acme.example", company), await server.ContactAsync("Right", "right@acme.example", company));
        await server.Use<LogMeeting>().ExecuteAsync(WebServer.Caller, new LogMeetingInput([one, other]) { Subject = "Met both" }, default);

        var page = await GetAsync($"/records/company/{company.Id}?type=meeting");

        var (left, right) = (Way(one, "Grace Left"), Way(other, "Grace Right"));
        Assert.That(page, Does.Contain($"via {left}, {right}").Or.Contain($"via {right}, {left}"));

        static string Way(RecordRef contact, string name) => $"<a href=\"/records/contact/{contact.Id}\">{name}</a>";
    }

    [Test]
    public async Task Older_entries_are_a_link_away_and_filters_stay()
    {
        var contact = await server.ContactAsync("Long", "long@acme.example");
        for (var number = 0; number < 55; number++)
            await server.CallAsync(contact, $"Call {number:D2}.", Monday.AddHours(number));

        var first = await GetAsync($"/records/contact/{contact.Id}?type=call&search=call");
        var second = await GetAsync(HrefOf(first, "Older"));

        Assert.That(first, Does.Contain("Call 05.").And.Not.Contain("Call 04."));
        Assert.That(second, Does.Contain("Call 04.").And.Contain("Call 00.").And.Contain("value=\"call\"").And.Contain("Newest"));
        Assert.That(second, Does.Not.Contain("Older"));
    }

    [Test]
    public async Task A_completed_task_stands_with_the_call_that_completed_it()
    {
        var contact = await server.ContactAsync("Folded", "folded@acme.example");
        var input = new CreateTaskInput([contact], "Ring Grace back") { Kind = TaskKind.Call };
        var task = await server.Use<CreateTask>().ExecuteAsync(WebServer.Caller, input, default);
        await server.Use<CompleteTask>().ExecuteAsync(WebServer.Caller, new CompleteTaskInput(task.Id) { Outcome = "connected" }, default);

        var page = WebUtility.HtmlDecode(await GetAsync($"/records/contact/{contact.Id}"));

        Assert.That(page, Does.Contain("Completed the task “Ring Grace back”").And.Contain("Connected"));
        Assert.That(page.Split("class=\"entry\"").Length - 1, Is.EqualTo(2), "the pair is one line, beside the contact's creation");
    }

    [Test]
    public async Task Markup_in_names_and_subjects_stays_text()
    {
        var company = await server.CompanyAsync($"Evil {Payload}");
        await server.CallAsync(company, $"Subject {Payload}", Monday, $"Body {Payload}");

        string[] pages =
        [
            await GetAsync($"/records/company/{company.Id}"),
            await GetAsync("/records/company?search=Evil"),
            await GetAsync($"/records/company?search={Uri.EscapeDataString(Payload)}"),
            await GetAsync($"/records/company/{company.Id}?search={Uri.EscapeDataString(Payload)}"),
        ];

        Assert.That(pages, Has.All.Not.Contains("<script>alert").And.All.Not.Contains("<svg onload"));
        Assert.That(pages[0], Does.Contain("<h1>Evil &lt;script&gt;alert(1)&lt;/script&gt;&lt;svg onload"));
    }

    [TestCase("/records/contact/01990000-0000-7000-8000-000000000000", HttpStatusCode.NotFound)]
    [TestCase("/records/contact/nobody@nowhere.example", HttpStatusCode.NotFound)]
    [TestCase("/records/planet/1", HttpStatusCode.BadRequest)]
    [TestCase("/records/planet", HttpStatusCode.NotFound)]
    [TestCase("/records/deal?sort=colour", HttpStatusCode.BadRequest)]
    [TestCase("/.env", HttpStatusCode.NotFound)]
    [TestCase("/nothing/here", HttpStatusCode.NotFound)]
    public async Task A_person_gets_a_page_for_an_error_and_a_program_a_problem(string path, HttpStatusCode status)
    {
        using var forPeople = await SendAsync(path, "text/html");
        using var forPrograms = await SendAsync(path, "application/json");

        Assert.Multiple(() =>
        {
            Assert.That(forPeople.StatusCode, Is.EqualTo(status));
            Assert.That(forPeople.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/html"));
            Assert.That(forPrograms.StatusCode, Is.EqualTo(status));
            Assert.That(forPrograms.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        });
    }

    [Test]
    public async Task A_tenant_that_is_not_set_up_is_told_how()
    {
        await using var bare = await WebServer.StartBareAsync(await TestDatabase.CreateAsync("sqlite"));
        using var response = await bare.Client.OpenAsync("/sign-in");

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("crm setup"));
    }

    [TestCase("/records/contact")]
    [TestCase("/nothing")]
    [TestCase("/api/records/contact/1/timeline")]
    [TestCase("/health/live")]
    public async Task Every_answer_forbids_inline_script_frames_and_foreign_sources(string path)
    {
        using var response = await SendAsync(path, "text/html");

        var policy = string.Join(' ', response.Headers.GetValues("Content-Security-Policy"));
        Assert.That(policy, Does.Contain("default-src 'none'").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }));
        Assert.That(response.Headers.Contains("Server"), Is.False);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        return await server.Client.SendAsync(request);
    }

    private async Task<string> GetAsync(string path) => await server.Client.GetStringAsync(new Uri(path, UriKind.Relative));

    private static string HrefOf(string page, string text)
    {
        var link = page[..page.IndexOf($">{text} →", StringComparison.Ordinal)];
        var href = link[(link.LastIndexOf("href=\"", StringComparison.Ordinal) + 6)..];
        return WebUtility.HtmlDecode(href[..href.IndexOf('"', StringComparison.Ordinal)]);
    }

    /// <summary>A type of a plugin that is taken away later.</summary>
    private sealed class Audit() : ActivityType<NoDetails>("acme.audit.visit", "Audit visit")
    {
        protected override ActivityTypeDescriptor Extend(ActivityTypeDescriptor descriptor) =>
            descriptor with
            {
                Uses = ActivityFields.Outcome,
                Outcomes = [new("passed_all", "Passed everything", OutcomeMeaning.Positive)],
            };

        protected override ActivityDescription Describe(NoDetails details) => ActivityDescription.Accept();
    }
}
