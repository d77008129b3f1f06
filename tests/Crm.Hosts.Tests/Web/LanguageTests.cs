using System.Net;
using Crm.Kernel;
using Crm.Tenancy;
using Crm.Testing;

namespace Crm.Tests.Hosts.Web;

/// <summary>Which language the pages speak: the member's own, at every browser; before anybody is signed in, the browser's.</summary>
internal sealed class LanguageTests
{
    private WebServer server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => server = await WebServer.StartAsync("sqlite", "--Crm:Limits:SignInsPerMinute=1000");

    [OneTimeTearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [TestCase("/sign-in", "Sign in", "Anmelden")]
    [TestCase("/sign-in/forgot", "This installation sends no mail of its own", "Diese Installation sendet keine eigenen E-Mails")]
    [TestCase("/sign-in/out", "This browser is signed out.", "Dieser Browser ist abgemeldet.")]
    [TestCase("/link/unknown", "This link is not valid", "Dieser Link gilt nicht")]
    [TestCase("/sign-in/nowhere", "Sign in", "Anmelden")]
    public async Task Before_anybody_is_signed_in_it_is_the_browsers(string path, string english, string german)
    {
        Assert.That(await GetAsync(null, path), Does.Contain(english).And.Not.Contain(german).And.Contain("lang=\"en\""));
        Assert.That(await GetAsync("de-AT,de;q=0.9,en;q=0.5", path), Does.Contain(german).And.Not.Contain(english).And.Contain("lang=\"de\""));
        Assert.That(await GetAsync("fr", path), Does.Contain(english), "a language that the pages do not speak");

        async Task<string> GetAsync(string? language, string address)
        {
            using var client = ClientOf(language);
            return await OpenAsync(client, address);
        }
    }

    [Test]
    public async Task What_is_wrong_with_a_sign_in_or_a_password_is_said_in_it_too()
    {
        using var client = ClientOf("de");
        using (var wrong = await client.SendFormAsync("/sign-in", "/sign-in", ("address", "nobody@northwind.example"), ("password", "no")))
            Assert.That(await TextOf(wrong), Does.Contain("Adresse oder Passwort ist falsch"));
        var member = await server.Use<AddMember>().ExecuteAsync(WebServer.Caller, new AddMemberInput("Nils New", "nils@northwind.example"), default);
        var link = await server.Use<Accounts.InviteMember>().ExecuteAsync(WebServer.Caller, new Accounts.InviteMemberInput(member.Id), default);

        using var refused = await client.SendFormAsync($"/link/{link.Token}", $"/link/{link.Token}", ("password", "kurz"), ("repeated", "kurz"));

        Assert.That(await TextOf(refused), Does.Contain("Nils New, Sie sind zu Northwind eingeladen").And.Contain("mindestens 12 Zeichen haben, hatte 4"));
    }

    [Test]
    public async Task What_the_engine_finds_wrong_is_said_in_it_too()
    {
        using var client = ClientOf("de");
        await server.SignInAsync(client, MemberRole.Administrator);

        using var refused = await client.SendFormAsync("/records/company/new", "/records/company/new", ("_handler", "new-record"), ("domain", "no domain"));

        Assert.That(await TextOf(refused), Does.Contain("Geben Sie eine Domain wie example.com an; „no domain“ ist keine."));
    }

    [Test]
    public async Task Once_somebody_is_signed_in_it_is_the_members_at_every_browser_from_the_next_page_on()
    {
        using var here = await server.NewClientAsync(MemberRole.Rep);
        using var there = await server.NewClientAsync(MemberRole.Rep);
        Assert.That(await OpenAsync(there, "/account/sessions"), Does.Contain("Where I am signed in").And.Contain("lang=\"en\""));

        using (var saved = await SaveAsync(here, "de"))
            Assert.That(saved.Headers.Location?.ToString(), Does.EndWith("/settings?saved=true"));

        Assert.That(await OpenAsync(here, "/"), Does.Contain("Mein Tag"));
        Assert.That(await OpenAsync(there, "/account/sessions"), Does.Contain("Wo ich angemeldet bin").And.Contain("lang=\"de\""));
        Assert.That(await OpenAsync(there, "/records/contact/nobody"), Does.Contain("Nicht gefunden").And.Contain("gibt es hier nichts"));
        Assert.That(await OpenAsync(there, "/nowhere"), Does.Contain("Diese Seite gibt es nicht."));
        using (await SaveAsync(there, "")) { }
        Assert.That(await OpenAsync(here, "/"), Does.Contain("My day"), "nothing is set: the browser's again");
    }

    [Test]
    public async Task A_member_reads_the_own_language_in_a_browser_that_asks_for_another()
    {
        using var client = ClientOf("de");
        await server.SignInAsync(client, MemberRole.Manager);
        Assert.That(await OpenAsync(client, "/"), Does.Contain("Mein Tag"));

        using (await SaveAsync(client, "en")) { }

        Assert.That(await OpenAsync(client, "/"), Does.Contain("My day").And.Contain("lang=\"en\""));
    }

    private HttpClient ClientOf(string? language)
    {
        var client = server.NewClient();
        if (language is not null)
            client.DefaultRequestHeaders.Add("Accept-Language", language);
        return client;
    }

    private static async Task<HttpResponseMessage> SaveAsync(HttpClient client, string language)
    {
        using var opened = await client.OpenAsync("/settings");
        var token = Browserless.TokenIn(await opened.Content.ReadAsStringAsync());
        return await client.PostFormAsync("/settings", token, ("_handler", "settings"), ("language", language));
    }

    private static async Task<string> OpenAsync(HttpClient client, string path)
    {
        using var response = await client.OpenAsync(path);
        if (response.Headers.Location is { } moved)
            return await OpenAsync(client, moved.ToString());
        return await TextOf(response);
    }

    private static async Task<string> TextOf(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
}
