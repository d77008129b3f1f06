using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Crm.Accounts;
using Crm.Tenancy;
using Crm.Tests.Hosts.Web.Matrix;

namespace Crm.Tests.Hosts.Web;

/// <summary>Every endpoint of the host, from its own list, so that a new one is covered: who is not signed in, and what does not come from a form of ours, gets nowhere.</summary>
internal sealed partial class DoorTests
{
    /// <summary>What is for those who are not signed in: to come in, and nothing of any tenant.</summary>
    private static readonly string[] Open =
    [
        "GET /sign-in",
        "POST /sign-in",
        "GET /sign-in/tenant",
        "POST /sign-in/tenant",
        "GET /sign-in/forgot",
        "POST /sign-in/forgot",
        "GET /sign-in/out",
        "GET /link/{token}",
        "POST /link/{token}",
        "GET /health/live",
        "GET /health/ready",
    ];

    private WebServer server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => server = await WebServer.StartAsync(more: "--Crm:Limits:SignInsPerMinute=1000");

    [OneTimeTearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [Test]
    public void The_open_endpoints_are_these() =>
        Assert.That(HostEndpoint.Of(server.App).Where(one => one.IsOpen).Select(one => one.Name), Is.EquivalentTo(Open));

    [Test]
    public async Task Who_is_not_signed_in_is_refused_everywhere_else()
    {
        using var nobody = server.NewClient();
        var closed = HostEndpoint.Of(server.App).Where(one => !Open.Contains(one.Name)).ToList();
        Assert.That(closed, Has.Count.GreaterThan(6));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, method, path, _) in closed)
            {
                using var forPeople = await SendAsync(nobody, method, path, "text/html");
                using var forPrograms = await SendAsync(nobody, method, path, "application/json");
                var isApi = path.StartsWith("/api", StringComparison.Ordinal);
                Assert.That(forPeople.StatusCode, Is.EqualTo(isApi ? HttpStatusCode.Unauthorized : HttpStatusCode.Redirect), name);
                Assert.That(isApi || forPeople.Headers.Location!.ToString().StartsWith("/sign-in", StringComparison.Ordinal), name);
                Assert.That(forPrograms.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), name);
                Assert.That(forPrograms.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), name);
                Assert.That(await forPrograms.Content.ReadAsStringAsync(), Does.Not.Contain("Northwind"), name);
            }
        }
    }

    [TestCase("/.env")]
    [TestCase("/appsettings.json")]
    [TestCase("/nothing/here")]
    [TestCase("/_plugins/x")]
    public async Task Who_is_not_signed_in_does_not_even_learn_what_there_is(string path)
    {
        using var nobody = server.NewClient();
        using var response = await nobody.OpenAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [TestCase("//evil.example/")]
    [TestCase("//evil.example/records/contact?after=x")]
    [TestCase("/javascript:alert(1)")]
    [TestCase("/https://evil.example/")]
    public async Task An_address_that_somebody_made_up_is_no_link_to_another_host(string path)
    {
        var own = new Uri(server.App.Urls.First());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.App.Urls.First() + path)) { Headers = { { "Accept", "text/html" } } };
        using var page = await server.Client.SendAsync(request);
        var links = Links().Matches(await page.Content.ReadAsStringAsync()).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).ToList();

        Assert.That(links, Has.Some.EndsWith("#main"));
        Assert.That(links.Where(link => new Uri(own, link).GetLeftPart(UriPartial.Authority) != own.GetLeftPart(UriPartial.Authority)), Is.Empty);
    }

    [Test]
    public async Task A_form_without_our_token_changes_nothing()
    {
        using var somebody = await server.NewClientAsync(MemberRole.Rep);
        var posts = HostEndpoint.Of(server.App).Where(one => one.Method == HttpMethod.Post && !one.IsCircuit).ToList();
        Assert.That(posts, Has.Count.GreaterThan(6));
        foreach (var (name, _, path, _) in posts)
        {
            using var without = await somebody.PostFormAsync(path, null, ("id", "1"));
            using var forged = await somebody.PostFormAsync(path, "CfDJ8forged", ("id", "1"));
            Assert.That((without.StatusCode, forged.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest)), name);
            Assert.That(await without.Content.ReadAsStringAsync(), Does.Contain("out of date"), name);
        }
        using var still = await somebody.OpenAsync("/");
        Assert.That(still.StatusCode, Is.EqualTo(HttpStatusCode.OK), "nobody was signed out");
    }

    [TestCase("Origin", "https://evil.example")]
    [TestCase("Origin", "null")]
    [TestCase("Origin", "http://127.0.0.1:1")]
    [TestCase("Sec-Fetch-Site", "cross-site")]
    [TestCase("Sec-Fetch-Site", "same-site")]
    public async Task A_form_from_another_site_changes_nothing_though_it_has_the_token(string header, string value)
    {
        using var somebody = await server.NewClientAsync(MemberRole.Rep);
        using var opened = await somebody.OpenAsync("/account/sessions");
        var token = Browserless.TokenIn(await opened.Content.ReadAsStringAsync())!;
        somebody.DefaultRequestHeaders.Add(header, value);

        using var response = await somebody.PostFormAsync("/sign-out", token);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        somebody.DefaultRequestHeaders.Remove(header);
        using var own = await somebody.PostFormAsync("/sign-out", token);
        Assert.That(own.Headers.Location?.ToString(), Is.EqualTo("/sign-in/out"));
    }

    [Test]
    public async Task A_circuit_opens_for_who_is_signed_in_and_from_a_page_of_ours()
    {
        using var nobody = server.NewClient();
        Assert.That(await KnockAsync(nobody), Is.EqualTo(HttpStatusCode.Unauthorized));
        using var somebody = server.NewClient();
        var member = await server.SignInAsync(somebody, MemberRole.Manager);
        Assert.That(await KnockAsync(somebody), Is.EqualTo(HttpStatusCode.SwitchingProtocols));
        Assert.That(await KnockAsync(somebody, "https://evil.example"), Is.EqualTo(HttpStatusCode.BadRequest));

        await server.Use<EndSessions>().ExecuteAsync(WebServer.Caller, new EndSessionsInput(member.Id), default);

        Assert.That(await KnockAsync(somebody), Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Signing_out_takes_a_form()
    {
        using var somebody = await server.NewClientAsync(MemberRole.Rep);
        using var response = await somebody.OpenAsync("/sign-out");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    /// <summary>What the server answers to a browser that wants a circuit.</summary>
    private async Task<HttpStatusCode> KnockAsync(HttpClient client, string? origin = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new UriBuilder(server.App.Urls.First()) { Scheme = "ws", Path = "/_blazor" }.Uri, client, default);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }
        return socket.HttpStatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string path, string accept)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { { "Accept", accept } } };
        return await client.SendAsync(request);
    }

    [GeneratedRegex("(?:href|src|action)=\"([^\"]*)\"")]
    private static partial Regex Links();
}
