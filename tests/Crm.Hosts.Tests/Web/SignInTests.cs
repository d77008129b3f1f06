using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Crm.Accounts;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Web;
using Crm.Web.Account;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary>How people come in, stay in, and are put out.</summary>
internal sealed partial class SignInTests
{
    private WebServer server = null!;

    [SetUp]
    public async Task StartAsync() => server = await WebServer.StartBareAsync(await SetUpAsync(), "--Crm:Limits:SignInsPerMinute=1000");

    [TearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [Test]
    public async Task An_invitation_leads_in_once()
    {
        var (member, token) = await InviteAsync("Nils New", "nils@northwind.example");
        using var client = server.NewClient();
        using (var page = await client.OpenAsync($"/link/{token}"))
            Assert.That(
                WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()),
                Does.Contain("Nils New, you are invited to").And.Contain("nils@northwind.example")
            );

        using var joined = await client.SendFormAsync($"/link/{token}", $"/link/{token}", ("password", WebServer.Password), ("repeated", WebServer.Password));

        Assert.That(joined.Headers.Location?.ToString(), Is.EqualTo("/"));
        using (var start = await client.OpenAsync("/"))
            Assert.That(await start.Content.ReadAsStringAsync(), Does.Contain("Nils New").And.Contain("Northwind"));
        using var again = await server.NewClient().OpenAsync($"/link/{token}");
        using var unknown = await server.NewClient().OpenAsync("/link/unknown");
        Assert.That((again.StatusCode, unknown.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await unknown.Content.ReadAsStringAsync()), "used and unknown look alike");
        Assert.That((await ListAsync(member)).Count, Is.EqualTo(1));
    }

    [TestCase("short", "short", "at least 12 characters")]
    [TestCase("four other words", "four other word", "not the same")]
    [TestCase("Password2026!", "Password2026!", "tried first")]
    [TestCase("qwertyuiop12", "qwertyuiop12", "tried first")]
    [TestCase("123456789012", "123456789012", "tried first")]
    [TestCase("aaaaaaaaaaaa", "aaaaaaaaaaaa", "tried first")]
    [TestCase("P@$$w0rdP@$$w0rd", "P@$$w0rdP@$$w0rd", "tried first")]
    [TestCase("nilsnils1234", "nilsnils1234", "tried first")]
    public async Task A_password_that_is_easily_found_is_refused_and_the_link_stays_good(string password, string repeated, string why)
    {
        var (_, token) = await InviteAsync("Nils New", "nils@northwind.example");
        using var client = server.NewClient();

        using var refused = await client.SendFormAsync($"/link/{token}", $"/link/{token}", ("password", password), ("repeated", repeated));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), Does.Contain(why));
        using var taken = await client.SendFormAsync(
            $"/link/{token}",
            $"/link/{token}",
            ("password", "äöü 漢字 :-) no rules"),
            ("repeated", "äöü 漢字 :-) no rules")
        );
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), "any characters will do");
    }

    [Test]
    public async Task Who_has_no_account_or_a_wrong_password_gets_the_same_answer_after_the_same_time()
    {
        await server.SignInAsync(server.Client, MemberRole.Rep);
        var (wrong, wrongTook) = await FastestAsync("Rep@northwind.example");
        var (unknown, unknownTook) = await FastestAsync("Rex@northwind.example");

        Assert.That((wrong.Status, unknown.Status), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)));
        Assert.That(unknown.Page.Replace("Rex@", "Rep@", StringComparison.Ordinal), Is.EqualTo(wrong.Page));
        Assert.That((wrongTook - unknownTook).Duration(), Is.LessThan(TimeSpan.FromSeconds(1)), "a machine that is busy makes one of them slower");
        Assert.That(Math.Min(wrongTook.TotalMilliseconds, unknownTook.TotalMilliseconds), Is.GreaterThanOrEqualTo(490), "longer than any check takes");

        // Of several, since whatever else the machine does only makes one slower.
        async Task<((HttpStatusCode Status, string Page), TimeSpan)> FastestAsync(string address)
        {
            var tries = new List<((HttpStatusCode, string), TimeSpan Took)>();
            for (var round = 0; round < 4; round++)
            {
                using var client = server.NewClient();
                var started = Stopwatch.GetTimestamp();
                tries.Add((await TryAsync(client, address, "not the password"), Stopwatch.GetElapsedTime(started)));
            }
            return tries.MinBy(one => one.Took);
        }
    }

    [Test]
    public async Task After_five_wrong_passwords_the_right_one_is_wrong_too()
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        using var client = server.NewClient();
        for (var attempt = 0; attempt < 5; attempt++)
            await TryAsync(client, rep.Email!, "not the password");

        var (status, page) = await TryAsync(client, rep.Email!, WebServer.Password);

        Assert.That(status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(page, Does.Contain("quarter of an hour"));
        using var still = await server.Client.OpenAsync("/");
        Assert.That(still.StatusCode, Is.EqualTo(HttpStatusCode.OK), "who is signed in stays in");
    }

    [Test]
    public async Task A_session_ends_with_the_next_request_when_role_password_or_membership_changes()
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        var update = server.Use<UpdateMember>();
        await AssertEndsAsync(() => update.ExecuteAsync(WebServer.Caller, new UpdateMemberInput(rep.Id) { Role = MemberRole.Manager }, default));
        await server.SignInAsync(server.Client, MemberRole.Rep);
        await AssertEndsAsync(() => server.JoinAsync(server.NewClient(), rep.Id));
        await server.SignInAsync(server.Client, MemberRole.Rep);
        await AssertEndsAsync(() => server.Use<EndSessions>().ExecuteAsync(WebServer.Caller, new EndSessionsInput(rep.Id), default));
        await server.SignInAsync(server.Client, MemberRole.Rep);
        await AssertEndsAsync(() => server.Use<DeactivateMember>().ExecuteAsync(WebServer.Caller, new DeactivateMemberInput(rep.Id), default));
        Assert.That((await TryAsync(server.NewClient(), rep.Email!, WebServer.Password)).Page, Does.Contain("no access to an organization"));
    }

    [Test]
    public async Task People_end_their_other_sessions_and_change_the_password()
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        using var second = await server.NewClientAsync(MemberRole.Rep);
        using var third = await server.NewClientAsync(MemberRole.Rep);
        var sessions = await ListAsync(rep.Id);
        Assert.That(sessions, Has.Count.EqualTo(3));
        using (var page = await server.Client.OpenAsync("/account/sessions"))
            Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("This browser").And.Contain(rep.Email));

        using (await server.Client.SendFormAsync("/account/sessions", "/account/sessions/end", ("id", $"{sessions[1].Id}"))) { }
        Assert.That((await IsInAsync(server.Client), await IsInAsync(second), await IsInAsync(third)), Is.EqualTo((true, false, true)));
        using (await server.Client.SendFormAsync("/account/sessions", "/account/sessions/end-others")) { }
        Assert.That((await IsInAsync(server.Client), await IsInAsync(third)), Is.EqualTo((true, false)));

        await server.SignInAsync(third, MemberRole.Rep);
        const string New = "five words of the test";
        using (var refused = await ChangeAsync("not the password", New))
            Assert.That((refused.StatusCode, await IsInAsync(third)), Is.EqualTo((HttpStatusCode.BadRequest, true)));
        using (var changed = await ChangeAsync(WebServer.Password, New))
            Assert.That(changed.Headers.Location?.ToString(), Is.EqualTo("/account/sessions?done=password"));
        Assert.That((await IsInAsync(server.Client), await IsInAsync(third)), Is.EqualTo((true, false)));
        Assert.That((await TryAsync(third, rep.Email!, WebServer.Password)).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await TryAsync(third, rep.Email!, New)).Status, Is.EqualTo(HttpStatusCode.Redirect));

        Task<HttpResponseMessage> ChangeAsync(string current, string password) =>
            server.Client.SendFormAsync("/account/sessions", "/account/password", ("current", current), ("password", password), ("repeated", password));
    }

    [Test]
    public async Task Nobody_ends_the_session_of_another_through_the_page()
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        using var manager = await server.NewClientAsync(MemberRole.Manager);
        using var response = await manager.SendFormAsync("/account/sessions", "/account/sessions/end", ("id", $"{(await ListAsync(rep.Id))[0].Id}"));
        Assert.That((response.StatusCode, await IsInAsync(server.Client)), Is.EqualTo((HttpStatusCode.Forbidden, true)));
    }

    [Test]
    public async Task A_session_ends_at_sign_out_though_somebody_kept_its_cookie()
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var thief = new HttpClient(handler) { BaseAddress = server.Client.BaseAddress };
        using var signIn = await server.NewClient().SendFormAsync("/sign-in", "/sign-in", ("address", rep.Email!), ("password", WebServer.Password));
        var cookie = CookieOf(signIn, "crm");
        thief.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.That(await IsInAsync(thief), Is.True);
        var session = (await ListAsync(rep.Id))[0];
        await server.Use<EndSession>().ExecuteAsync(WebServer.Caller with { Actor = Actor.Member(rep.Id) }, new EndSessionInput(session.Id), default);
        Assert.That(await IsInAsync(thief), Is.False);
    }

    [Test]
    public async Task A_cookie_is_for_pages_only_and_for_this_machine_needs_no_HTTPS()
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        using var signIn = await server.NewClient().SendFormAsync("/sign-in", "/sign-in", ("address", rep.Email!), ("password", WebServer.Password));
        var flags = CookieOf(signIn, "crm").Split(';', StringSplitOptions.TrimEntries).Skip(1).ToList();
        Assert.That(flags, Is.EquivalentTo(new[] { "path=/", "samesite=lax", "httponly" }), "and it ends with the browser");
    }

    [TestCase("/records/contact/x?type=crm.call", "/records/contact/x?type=crm.call")]
    [TestCase("https://evil.example/", "/")]
    [TestCase("//evil.example/", "/")]
    [TestCase("/\\evil.example/", "/")]
    [TestCase("/\t/evil.example/", "/")]
    [TestCase("javascript:alert(1)", "/")]
    [TestCase("evil", "/")]
    [TestCase("", "/")]
    public async Task After_signing_in_one_goes_to_a_page_of_this_host(string returnUrl, string goesTo)
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        using var client = server.NewClient();
        using var page = await client.OpenAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain($"name=\"returnUrl\" value=\"{goesTo}\""));

        using var signIn = await client.SendFormAsync(
            "/sign-in",
            "/sign-in",
            ("address", rep.Email!),
            ("password", WebServer.Password),
            ("returnUrl", returnUrl)
        );
        using var signedIn = await client.OpenAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.That((signIn.Headers.Location?.ToString(), signedIn.Headers.Location?.ToString()), Is.EqualTo((goesTo, goesTo)));
    }

    [Test]
    public async Task Who_belongs_to_several_organizations_chooses_one_and_changes_to_the_other()
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        var south = await AddTenantAsync("Southwind", "Sam South");
        var there = await server.Use<AddMember>().ExecuteAsync(south, new AddMemberInput("Rita There", rep.Email), default);
        var invitation = await server.Use<InviteMember>().ExecuteAsync(south, new InviteMemberInput(there.Id), default);
        using var client = server.NewClient();
        using (var page = await client.OpenAsync($"/link/{invitation.Token}"))
            Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("You have an account with this address already"));
        using (var wrong = await client.SendFormAsync($"/link/{invitation.Token}", $"/link/{invitation.Token}", ("password", "not the password")))
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        using (var accepted = await client.SendFormAsync($"/link/{invitation.Token}", $"/link/{invitation.Token}", ("password", WebServer.Password)))
            Assert.That(accepted.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await WhereAsync(client), Does.Contain("Southwind").And.Contain("Rita There"));

        using var other = server.NewClient();
        using (
            var signIn = await other.SendFormAsync(
                "/sign-in",
                "/sign-in",
                ("address", rep.Email!),
                ("password", WebServer.Password),
                ("returnUrl", "/?type=deal")
            )
        )
            Assert.That(signIn.Headers.Location?.ToString(), Does.StartWith("/sign-in/tenant"));
        Assert.That(await IsInAsync(other), Is.False, "nobody is in before the choice");
        using (var page = await other.OpenAsync("/sign-in/tenant"))
            Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("Northwind").And.Contain("Southwind"));
        using (var nowhere = await other.SendFormAsync("/sign-in/tenant", "/sign-in/tenant", ("tenant", $"{Guid.Empty}")))
            Assert.That(nowhere.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using (var chosen = await other.SendFormAsync("/sign-in/tenant", "/sign-in/tenant", ("tenant", $"{south.Tenant}"), ("returnUrl", "/?type=deal")))
            Assert.That(chosen.Headers.Location?.ToString(), Is.EqualTo("/?type=deal"));
        using (await other.SendFormAsync("/sign-in/tenant", "/sign-in/tenant", ("tenant", $"{WebServer.Caller.Tenant}"))) { }
        Assert.That(await WhereAsync(other), Does.Contain("Northwind").And.Contain("Other organization"));
        Assert.That(
            await server.Use<ListSessions>().ExecuteAsync(south, new ListSessionsInput(there.Id), default),
            Has.Count.EqualTo(1),
            "the one before ended"
        );
    }

    [Test]
    public async Task What_a_page_does_by_itself_keeps_nobody_signed_in()
    {
        var rep = await server.SignInAsync(server.Client, MemberRole.Rep);
        var session = (await ListAsync(rep.Id)).Single();
        await using var connection = await server.ConnectAsync();
        await using var age = connection.CreateCommand();
        // Ten minutes, in microseconds.
        age.CommandText = "update crm_session set seen_at = seen_at - 600000000";
        await age.ExecuteNonQueryAsync();
        var signedIn = new WebSession(session.Id, new AccountId(Guid.Empty), WebServer.Caller with { Actor = Actor.Member(rep.Id) }, rep.Name, "Northwind");
        var caller = new WebCaller(new HttpContextAccessor(), new SignedIn(signedIn), server.Use<SignIns>());
        using var scope = server.App.Services.CreateScope();
        var changes = server.App.Services.GetRequiredService<LiveChanges>();
        var live = new LiveRefresh(changes, new Known(), scope.ServiceProvider.GetRequiredService<Failures>(), TimeProvider.System);
        var asked = new TaskCompletionSource<Caller>();
        await live.StartAsync(
            new LivePart
            {
                Dispatch = run => run(),
                Concerns = _ => true,
                Refresh = async () => asked.SetResult(await caller.GetCallerAsync(default)),
                Render = () => { },
            }
        );

        live.Take(new LiveNews(new HashSet<RecordId>(), new HashSet<RecordType>()));
        Assert.That(await asked.Task, Is.EqualTo(signedIn.Caller));
        using (var connected = await server.Client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null))
            Assert.That(connected.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        live.Stop();
        Assert.That((await ListAsync(rep.Id)).Single().SeenAt, Is.LessThan(session.SeenAt), "nobody did anything");

        await caller.GetCallerAsync(default);

        Assert.That((await ListAsync(rep.Id)).Single().SeenAt, Is.GreaterThanOrEqualTo(session.SeenAt), "somebody did");
    }

    [Test]
    public async Task The_choice_between_organizations_needs_the_password()
    {
        using var nobody = server.NewClient();
        using var page = await nobody.OpenAsync("/sign-in/tenant");
        using var choice = await nobody.SendFormAsync("/sign-in", "/sign-in/tenant", ("tenant", $"{WebServer.Caller.Tenant}"));
        Assert.That((page.Headers.Location?.ToString(), choice.Headers.Location?.ToString()), Is.EqualTo(("/sign-in", "/sign-in")));
    }

    private static async Task<TestDatabase> SetUpAsync()
    {
        var database = await TestDatabase.CreateAsync("sqlite");
        await using var crm = await CrmHarness.StartAsync(new CrmHarnessOptions { Database = database, SetsTenantUp = false });
        await crm.UseCase<Installation.SetUpTenant>()
            .ExecuteAsync(WebServer.Caller, new Installation.SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example"), default);
        return database;
    }

    private async Task<Caller> AddTenantAsync(string name, string administrator)
    {
        var caller = WebServer.Caller with { Tenant = TenantId.From(name) };
        var input = new Installation.SetUpTenantInput(name, administrator, $"admin@{name}.example");
        await server.Use<Installation.SetUpTenant>().ExecuteAsync(caller, input, default);
        return caller;
    }

    private async Task<(MemberId Member, string Token)> InviteAsync(string name, string email)
    {
        var member = await server.Use<AddMember>().ExecuteAsync(WebServer.Caller, new AddMemberInput(name, email), default);
        return (member.Id, (await server.Use<InviteMember>().ExecuteAsync(WebServer.Caller, new InviteMemberInput(member.Id), default)).Token);
    }

    private Task<IReadOnlyList<SessionView>> ListAsync(MemberId member) =>
        server.Use<ListSessions>().ExecuteAsync(WebServer.Caller, new ListSessionsInput(member), default);

    private async Task AssertEndsAsync(Func<Task> act)
    {
        Assert.That(await IsInAsync(server.Client), Is.True);
        await act();
        Assert.That(await IsInAsync(server.Client), Is.False);
    }

    private static async Task<bool> IsInAsync(HttpClient client)
    {
        using var response = await client.OpenAsync("/");
        return response.StatusCode == HttpStatusCode.OK;
    }

    private static async Task<string> WhereAsync(HttpClient client)
    {
        using var response = await client.OpenAsync("/");
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The page without what differs each time.</summary>
    private static async Task<(HttpStatusCode Status, string Page)> TryAsync(HttpClient client, string address, string password)
    {
        using var response = await client.SendFormAsync("/sign-in", "/sign-in", ("address", address), ("password", password));
        return (response.StatusCode, Token().Replace(await response.Content.ReadAsStringAsync(), ""));
    }

    private static string CookieOf(HttpResponseMessage response, string name) =>
        response
            .Headers.GetValues("Set-Cookie")
            .Single(cookie => cookie.StartsWith($"{name}=", StringComparison.Ordinal) && !cookie.StartsWith($"{name}=;", StringComparison.Ordinal));

    private sealed class SignedIn(WebSession session) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync()
        {
            var membership = new AccountMembership(session.Caller.Tenant, session.TenantName, session.Member, session.Name, IsActive: true);
            var started = new StartedSession(session.Id, session.Account, membership, DateTimeOffset.MaxValue);
            return Task.FromResult(new AuthenticationState(WebSession.PrincipalOf(started, hasOthers: false, "test")));
        }
    }

    private sealed class Known : ICallerProvider
    {
        public ValueTask<Caller> GetCallerAsync(CancellationToken cancellationToken) => new(WebServer.Caller);
    }

    [GeneratedRegex("value=\"CfDJ8[^\"]*\"")]
    private static partial Regex Token();
}
