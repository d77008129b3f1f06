using System.Net;
using System.Net.WebSockets;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Web;
using Crm.Web.Account;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary>The host as others reach it: behind a proxy that it knows, under the address that the configuration says.</summary>
internal sealed class HttpsTests
{
    private const string Public = "--Crm:PublicUrl=https://crm.example";
    private TestDatabase database = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        database = await TestDatabase.CreateAsync("sqlite");
        await using var server = await StartAsync();
        await server
            .Use<Installation.SetUpTenant>()
            .ExecuteAsync(WebServer.Caller, new Installation.SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example"), default);
    }

    [TearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [TestCase("http://0.0.0.0:0")]
    [TestCase("http://[::]:0")]
    [TestCase("http://127.0.0.1:0;http://*:0")]
    public async Task With_an_account_and_an_address_it_listens_where_it_is_told(string urls)
    {
        await RefuseAsync(urls, Public);
        await JoinAsync();
        await RefuseAsync(urls);
        await RefuseAsync(urls, "--Crm:PublicUrl=");

        await using var app = CrmWeb.Build([.. WebServer.Settings(database.Options), $"--urls={urls}", Public]);

        await app.StartAsync();
        Assert.That(app.Urls, Has.Some.Matches<string>(url => !url.StartsWith("http://127.0.0.1", StringComparison.Ordinal)));
        await app.StopAsync();
    }

    [Test]
    public async Task A_demo_listens_on_this_machine_only_and_has_no_address()
    {
        await using var other = await TestDatabase.CreateAsync("sqlite");
        await using var app = CrmWeb.Build(["--demo", .. WebServer.Settings(other.Options), "--urls=http://0.0.0.0:0"]);
        Assert.That(CodeOf(Assert.ThrowsAsync<CrmException>(() => app.StartAsync())), Is.EqualTo("loopback-only"));
        foreach (var setting in new[] { Public, "--Crm:KnownProxies=10.0.0.1", "--Crm:KnownProxies:0=10.0.0.1" })
            Assert.That(
                CodeOf(Assert.Throws<CrmException>(() => CrmWeb.Build(["--demo", .. WebServer.Settings(other.Options), setting]))),
                Is.EqualTo("demo-local")
            );
    }

    [TestCase("http://crm.example", "begin with https://")]
    [TestCase("https://crm.example/crm", "without a path")]
    [TestCase("https://ada:secret@crm.example", "without a path")]
    [TestCase("crm.example", "address without a path")]
    [TestCase("ftp://crm.example", "address without a path")]
    public void An_address_that_is_none_is_named(string address, string why) =>
        Assert.That(
            Assert.Throws<CrmException>(() => CrmWeb.Build([.. WebServer.Settings(database.Options), $"--Crm:PublicUrl={address}"]))!.Message,
            Does.Contain("Crm:PublicUrl").And.Contain(why)
        );

    [TestCase("--Crm:KnownProxies=10.0.0.1,proxy", "Crm:KnownProxies")]
    [TestCase("--Crm:Limits:SignInsPerMinute=0", "SignInsPerMinute")]
    [TestCase("--Crm:Limits:SignIns=5", "SignIns")]
    [TestCase("--Crm:SystemMail:Host=mail.example", "Crm:SystemMail:From")]
    [TestCase("--Crm:SystemMail:From=crm@northwind.example", "Crm:SystemMail:Host")]
    [TestCase("--Crm:SystemMail:Hostname=x", "Hostname")]
    [TestCase("--Crm:Keys:CertificateFile=/nowhere/keys.pfx", "Crm:Keys:CertificateFile")]
    public async Task A_wrong_setting_is_named_before_anything_starts(string setting, string named)
    {
        var error = Assert.ThrowsAsync<CrmException>(async () =>
        {
            await using var app = CrmWeb.Build([.. WebServer.Settings(database.Options), "--urls=http://127.0.0.1:0", setting]);
            await app.StartAsync();
        });
        Assert.That(error.Message, Does.Contain(named));
        await Task.CompletedTask;
    }

    [Test]
    public async Task Links_are_made_of_the_address_never_of_a_request()
    {
        await using var bare = await TestDatabase.CreateAsync("sqlite");
        await using var server = await WebServer.StartSharedAsync(bare, Public, "--Crm:KnownProxies=127.0.0.1");
        await server
            .Use<Installation.SetUpTenant>()
            .ExecuteAsync(WebServer.Caller, new Installation.SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example"), default);
        Assert.That(await PrintAsync(server), Does.Contain("once, until").And.Contain("https://crm.example/link/"));

        foreach (var host in new[] { "evil.example", "crm.example.evil.example", "crm.example@evil.example" })
        {
            using var response = await SendAsync(server, HttpMethod.Get, "/sign-in", host);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), host);
        }
        using var own = await SendAsync(server, HttpMethod.Get, "/sign-in", "crm.example");
        Assert.That(own.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await PrintAsync(server), Does.Contain("was printed before").And.Not.Contain("/link/"));
    }

    [Test]
    public async Task By_HTTPS_cookies_are_of_this_host_alone_and_the_browser_is_told_to_stay_with_it()
    {
        await JoinAsync();
        await using var server = await StartAsync(Public, "--Crm:KnownProxies=127.0.0.1");
        using var page = await SendAsync(server, HttpMethod.Get, "/sign-in", "crm.example");
        var form = CookieOf(page, "__Host-crm-form");
        Assert.That(page.Headers.GetValues("Strict-Transport-Security").Single(), Does.Contain("max-age=31536000"));

        using var signIn = await SendAsync(
            server,
            HttpMethod.Post,
            "/sign-in",
            "crm.example",
            form.Split(';')[0],
            ("__RequestVerificationToken", Browserless.TokenIn(await page.Content.ReadAsStringAsync())!),
            ("address", "ada@northwind.example"),
            ("password", WebServer.Password)
        );

        Assert.That(signIn.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        foreach (var cookie in new[] { form, CookieOf(signIn, "__Host-crm") })
            Assert.That(
                cookie.Split(';', StringSplitOptions.TrimEntries).Skip(1),
                Is.EquivalentTo(new[] { "path=/", "secure", "samesite=lax", "httponly" }),
                cookie
            );
        using var start = await SendAsync(server, HttpMethod.Get, "/", "crm.example", CookieOf(signIn, "__Host-crm").Split(';')[0]);
        Assert.That(start.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task In_the_clear_a_page_is_asked_for_once_more_by_HTTPS_and_a_form_is_refused()
    {
        await using var server = await StartAsync(Public);
        using var page = await SendAsync(server, HttpMethod.Get, "/sign-in?returnUrl=%2F", "crm.example");
        using var form = await SendAsync(server, HttpMethod.Post, "/sign-in", "crm.example");
        using var health = await SendAsync(server, HttpMethod.Get, "/health/live", "localhost");
        Assert.That(
            (page.StatusCode, page.Headers.Location?.ToString()),
            Is.EqualTo((HttpStatusCode.PermanentRedirect, "https://crm.example/sign-in?returnUrl=%2F"))
        );
        Assert.That((form.StatusCode, health.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.OK)));
    }

    [Test]
    public async Task In_the_clear_no_path_leads_to_another_host()
    {
        await using var server = await StartAsync(Public);
        string[] paths =
        [
            "//evil.example/",
            "///evil.example/",
            "//evil.example:443/?next=//evil.example",
            "/\\evil.example/",
            "/%5Cevil.example/",
            "/%2Fevil.example/",
            "/%2F%2Fevil.example/",
            "/https://evil.example/",
            "/@evil.example/",
            "/.//evil.example/",
        ];
        using (Assert.EnterMultipleScope())
        {
            foreach (var path in paths)
            {
                using var response = await SendAsync(server, HttpMethod.Get, path, "crm.example");
                Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.PermanentRedirect), path);
                Assert.That(response.Headers.GetValues("Location").Single(), Does.StartWith("https://crm.example/"), path);
            }
        }
    }

    [Test]
    public async Task A_proxy_that_nobody_named_is_not_believed()
    {
        await using var server = await StartAsync(Public, "--Crm:KnownProxies=10.1.2.3");
        using var response = await SendAsync(server, HttpMethod.Get, "/sign-in", "crm.example");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.PermanentRedirect), "X-Forwarded-Proto: https does not count");
    }

    [Test]
    public async Task Too_many_attempts_of_one_sender_are_refused_whatever_a_forged_header_says()
    {
        await using var server = await StartAsync("--Crm:Limits:SignInsPerMinute=3");
        using var client = server.NewClient();
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            client.DefaultRequestHeaders.Remove("X-Forwarded-For");
            client.DefaultRequestHeaders.Add("X-Forwarded-For", $"198.51.100.{attempt}");
            using var response = await client.SendFormAsync("/sign-in", "/sign-in", ("address", $"a{attempt}@northwind.example"), ("password", "wrong"));
            answers.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.That(response.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        }
        Assert.That(answers.Take(3), Has.All.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answers.Skip(3), Has.All.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task Behind_a_known_proxy_each_sender_has_its_own_limit()
    {
        await using var server = await StartAsync("--Crm:Limits:SignInsPerMinute=1", "--Crm:KnownProxies=127.0.0.0/8");
        var answers = new List<HttpStatusCode>();
        foreach (var sender in new[] { "198.51.100.1", "198.51.100.2", "198.51.100.1", "2001:db8::1", "2001:db8::2" })
        {
            using var client = server.NewClient();
            client.DefaultRequestHeaders.Add("X-Forwarded-For", sender);
            using var response = await client.SendFormAsync("/sign-in", "/sign-in", ("address", "a@northwind.example"), ("password", "wrong"));
            answers.Add(response.StatusCode);
        }
        var (wrong, refused) = (HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests);
        Assert.That(answers, Is.EqualTo(new[] { wrong, wrong, refused, wrong, refused }), "a network of IPv6 is one sender");
    }

    [Test]
    public async Task Writes_are_limited_by_session()
    {
        await using var server = await StartAsync("--Crm:Limits:WritesPerMinute=4", "--Crm:Limits:SignInsPerMinute=1000");
        await server.SignInAsync(server.Client, MemberRole.Administrator);
        using var opened = await server.Client.OpenAsync("/account/sessions");
        var token = Browserless.TokenIn(await opened.Content.ReadAsStringAsync());
        var answers = new List<HttpStatusCode>();
        for (var write = 0; write < 6; write++)
        {
            using var response = await server.Client.PostFormAsync("/account/sessions/end-others", token);
            answers.Add(response.StatusCode);
        }
        Assert.That(answers.Count(answer => answer == HttpStatusCode.Redirect), Is.EqualTo(4));
        Assert.That(answers[^1], Is.EqualTo(HttpStatusCode.TooManyRequests));
        using var read = await server.Client.OpenAsync("/");
        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.OK), "reading goes on");
    }

    [Test]
    public async Task Searches_are_limited_by_session_on_whatever_page_and_reading_is_not()
    {
        await using var server = await StartAsync("--Crm:Limits:SearchesPerMinute=2", "--Crm:Limits:SignInsPerMinute=1000");
        await server.SignInAsync(server.Client, MemberRole.Administrator);
        var (fine, refused) = (HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
        Assert.That(
            await StatusesAsync(
                server.Client,
                "/search?q=a",
                "/search?q=",
                "/records/company?search=b",
                "/search/found?q=c",
                "/records/contact?search=d",
                "/records/contact"
            ),
            Is.EqualTo(new[] { fine, fine, fine, refused, refused, fine })
        );
        using var other = await server.NewClientAsync(MemberRole.Rep);
        Assert.That(await StatusesAsync(other, "/search?q=a"), Is.EqualTo(new[] { fine }));
    }

    [Test]
    public async Task Exports_are_limited_by_session()
    {
        await using var server = await StartAsync("--Crm:Limits:ExportsPerMinute=2", "--Crm:Limits:SignInsPerMinute=1000");
        await server.SignInAsync(server.Client, MemberRole.Administrator);
        var (fine, refused) = (HttpStatusCode.OK, HttpStatusCode.TooManyRequests);
        Assert.That(
            await StatusesAsync(server.Client, "/records/company/export", "/team/export", "/records/company/export", "/team/export", "/records/company"),
            Is.EqualTo(new[] { fine, fine, refused, refused, fine })
        );
    }

    [Test]
    public async Task A_session_has_so_many_live_pages_and_another_one_when_one_is_closed()
    {
        await using var server = await StartAsync("--Crm:Limits:LivePages=2", "--Crm:Limits:SignInsPerMinute=1000");
        await server.SignInAsync(server.Client, MemberRole.Administrator);
        using var other = await server.NewClientAsync(MemberRole.Rep);
        using var first = await KnockAsync(server, server.Client);
        using var second = await KnockAsync(server, server.Client);
        using var third = await KnockAsync(server, server.Client);
        using var others = await KnockAsync(server, other);
        var (open, refused) = (HttpStatusCode.SwitchingProtocols, HttpStatusCode.TooManyRequests);
        Assert.That(new[] { first, second, third, others }.Select(socket => socket.HttpStatusCode), Is.EqualTo(new[] { open, open, refused, open }));
        using var negotiated = await server.Client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        Assert.That(negotiated.StatusCode, Is.EqualTo(refused));
        using var page = await server.Client.OpenAsync("/records/company");
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("Too many pages are open."));

        first.Abort();

        await Story.Eventually.AsyncOf(
            async () =>
            {
                using var again = await KnockAsync(server, server.Client);
                return again.HttpStatusCode;
            },
            status => status == open,
            "the place is free",
            () => ""
        );
    }

    /// <summary>What a browser does that wants a page to be live.</summary>
    private static async Task<ClientWebSocket> KnockAsync(WebServer server, HttpClient client)
    {
        var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        try
        {
            await socket.ConnectAsync(new UriBuilder(server.App.Urls.First()) { Scheme = "ws", Path = "/_blazor" }.Uri, client, default);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }
        return socket;
    }

    private static async Task<List<HttpStatusCode>> StatusesAsync(HttpClient client, params string[] paths)
    {
        var statuses = new List<HttpStatusCode>();
        foreach (var path in paths)
        {
            using var response = await client.OpenAsync(path);
            statuses.Add(response.StatusCode);
        }
        return statuses;
    }

    private static async Task<string> PrintAsync(WebServer server)
    {
        using var output = new StringWriter();
        await server.App.Services.GetRequiredService<FirstLink>().PrintAsync(output, default);
        return output.ToString();
    }

    private Task<WebServer> StartAsync(params string[] more) => WebServer.StartSharedAsync(database, more);

    private async Task JoinAsync()
    {
        await using var server = await StartAsync();
        await server.SignInAsync(server.Client, MemberRole.Administrator);
    }

    private async Task RefuseAsync(string urls, params string[] more)
    {
        await using var app = CrmWeb.Build([.. WebServer.Settings(database.Options), $"--urls={urls}", .. more]);
        Assert.That(CodeOf(Assert.ThrowsAsync<CrmException>(() => app.StartAsync())), Is.EqualTo("loopback-only"));
    }

    private static string CodeOf(CrmException exception) => ((CrmError.Refused)exception.Error).Code;

    /// <summary>A request as a proxy on this machine passes it on that ends HTTPS.</summary>
    private static async Task<HttpResponseMessage> SendAsync(
        WebServer server,
        HttpMethod method,
        string path,
        string host,
        string? cookie = null,
        params (string Name, string Value)[] fields
    )
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        // As it is written: nothing is made of a second slash.
        var address = new Uri(server.App.Urls.First() + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("Host", host);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "198.51.100.7");
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (method == HttpMethod.Post)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.SendAsync(request);
    }

    private static string CookieOf(HttpResponseMessage response, string name) =>
        response.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith($"{name}=C", StringComparison.Ordinal));
}
