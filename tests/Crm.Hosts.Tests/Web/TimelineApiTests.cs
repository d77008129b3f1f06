using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Activities;
using Crm.Records;

namespace Crm.Tests.Hosts.Web;

/// <summary><c>GET /api/records/{type}/{reference}/timeline</c>.</summary>
internal sealed class TimelineApiTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private WebServer server = null!;
    private RecordRef company;
    private RecordRef contact;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await WebServer.StartAsync();
        company = await server.CompanyAsync("Acme Corporation");
        contact = await server.ContactAsync("Hopper", "grace@acme.example", company);
        await server.CallAsync(contact, "Second call", Monday.AddDays(1));
        await server.CallAsync(contact, "First call, written down later", Monday);
        await server.CallAsync(contact, "Third call", Monday.AddDays(2));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [TestCase("contact/grace@acme.example")]
    [TestCase("company/Acme%20Corporation")]
    [TestCase("company/%22Acme%20Corporation%22")]
    public async Task A_record_is_found_by_its_id_address_or_name_and_its_calls_stand_newest_first(string record)
    {
        var page = await GetAsync($"{record}/timeline?type=call");

        Assert.That(Subjects(page), Is.EqualTo(new[] { "Third call", "Second call", "First call, written down later" }));
        var row = page.GetProperty("rows")[0];
        Assert.Multiple(() =>
        {
            Assert.That(row.GetProperty("kind").GetString(), Is.EqualTo("activity"));
            Assert.That(row.GetProperty("typeLabel").GetString(), Is.EqualTo("Call"));
            Assert.That(row.GetProperty("outcome").GetString(), Is.EqualTo("connected"));
            Assert.That(row.GetProperty("durationSeconds").GetInt32(), Is.EqualTo(720));
            Assert.That(row.GetProperty("occurredAt").GetDateTimeOffset(), Is.EqualTo(Monday.AddDays(2)));
            Assert.That(row.TryGetProperty("tenant", out _), Is.False);
        });
    }

    [Test]
    public async Task A_row_that_came_by_a_contact_names_it()
    {
        var page = await GetAsync($"company/{company.Id}/timeline?type=call&size=1");

        var via = page.GetProperty("rows")[0].GetProperty("via");
        Assert.That(via.GetProperty("name").GetString(), Is.EqualTo("Grace Hopper"));
        Assert.That(via.GetProperty("id").GetGuid(), Is.EqualTo(contact.Id.Value));
    }

    [Test]
    public async Task A_row_that_came_by_several_contacts_names_all_of_them()
    {
        var second = await server.ContactAsync("Lovelace", "lovelace@acme.example", company);
        await server.Use<LogMeeting>().ExecuteAsync(WebServer.Caller, new LogMeetingInput([contact, second]), default);

        var row = (await GetAsync($"company/{company.Id}/timeline?type=meeting")).GetProperty("rows")[0];

        var names = row.GetProperty("furtherVia").EnumerateArray().Prepend(row.GetProperty("via")).Select(way => way.GetProperty("name").GetString());
        Assert.That(names, Is.EquivalentTo(new[] { "Grace Hopper", "Grace Lovelace" }));
    }

    [Test]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var first = await GetAsync($"contact/{contact.Id}/timeline?type=call&size=2");
        var second = await GetAsync($"contact/{contact.Id}/timeline?type=call&size=2&after={first.GetProperty("next").GetString()}");

        Assert.That(Subjects(first).Concat(Subjects(second)), Is.EqualTo(new[] { "Third call", "Second call", "First call, written down later" }));
        Assert.That(second.TryGetProperty("next", out _), Is.False);
    }

    [TestCase("search=second", "Second call")]
    [TestCase("from=2026-03-04", "Third call")]
    [TestCase("to=2026-03-02", "First call, written down later")]
    [TestCase("from=2026-03-03T00:00:00Z&to=2026-03-03T10:30:00%2B01:00", "Second call")]
    public async Task Filters_narrow_it(string filter, string expected) =>
        Assert.That(Subjects(await GetAsync($"contact/{contact.Id}/timeline?type=crm.call&{filter}")), Is.EqualTo(new[] { expected }));

    [Test]
    public async Task Of_an_author_shows_only_what_that_author_wrote_down()
    {
        Assert.That(Subjects(await GetAsync($"contact/{contact.Id}/timeline?type=call&author=system:web")), Has.Count.EqualTo(3));
        Assert.That(Subjects(await GetAsync($"contact/{contact.Id}/timeline?type=call&author=system:runner")), Is.Empty);
    }

    [TestCase("contact/01990000-0000-7000-8000-000000000000")]
    [TestCase("contact/nobody@nowhere.example")]
    [TestCase("company/grace@acme.example")]
    public async Task An_unknown_record_is_a_404_that_says_so(string record)
    {
        var problem = await ProblemAsync($"/api/records/{record}/timeline", HttpStatusCode.NotFound);

        Assert.That(problem.GetProperty("detail").GetString(), Does.StartWith("There is no "));
        Assert.That(problem.GetRawText(), Does.Not.Contain("nobody@"));
    }

    [Test]
    public async Task Every_wrong_parameter_is_named_at_once()
    {
        var problem = await ProblemAsync(
            $"/api/records/contact/{contact.Id}/timeline?from=yesterday&to=2026-02-30&size=0&author=ada&sort=name;drop",
            HttpStatusCode.BadRequest
        );

        var fields = problem.GetProperty("problems").EnumerateArray().Select(each => each.GetProperty("field").GetString());
        Assert.That(fields, Is.EquivalentTo(new[] { "from", "to", "size", "author", "sort" }));
    }

    [TestCase("")]
    [TestCase("?after=made-up")]
    public async Task An_unknown_type_of_record_or_a_foreign_cursor_is_a_400(string query) =>
        await ProblemAsync(
            query.Length == 0 ? "/api/records/planet/1/timeline" : $"/api/records/contact/{contact.Id}/timeline{query}",
            HttpStatusCode.BadRequest
        );

    [Test]
    public async Task An_unknown_path_is_a_404_problem() => await ProblemAsync("/api/nothing", HttpStatusCode.NotFound);

    private async Task<JsonElement> GetAsync(string path) => await server.Client.GetFromJsonAsync<JsonElement>($"/api/records/{path}");

    private async Task<JsonElement> ProblemAsync(string path, HttpStatusCode status)
    {
        using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(text, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
        return JsonDocument.Parse(text).RootElement;
    }

    private static IReadOnlyList<string?> Subjects(JsonElement page) =>
        [.. page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("subject").GetString())];
}
