using Crm.Activities;
using Crm.Records;
using Crm.Tenancy;
using Crm.Testing;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Npgsql;

namespace Crm.Tests.Hosts.Web;

/// <summary>PostgreSQL takes no connections for a while, while pages are open: they keep what they show, say so, and go on when it is back.</summary>
[Category("Long")]
internal sealed class OutageInBrowserTests
{
    private WebServer server = null!;
    private Chromium chromium = null!;
    private RecordRef contact;
    private string connection = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Servers.Require(Servers.Postgres);
        var database = await TestDatabase.CreateAsync("postgres");
        connection = database.Options.Connection;
        server = await WebServer.StartBareAsync(database);
        await server
            .Use<Installation.SetUpTenant>()
            .ExecuteAsync(WebServer.Caller, new Installation.SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example"), default);
        await server.SignInAsync(server.Client, MemberRole.Administrator);
        contact = await server.ContactAsync("Gale", "gale@northwind.example");
        chromium = await Chromium.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    [Test]
    public async Task A_page_keeps_what_it_shows_says_that_the_database_is_away_and_catches_up()
    {
        await server.Use<LogNote>().ExecuteAsync(WebServer.Caller, new LogNoteInput([contact], "Before the gale."), default);
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = server.App.Urls.First() });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/sign-in?returnUrl=/records/contact/{contact.Id}");
        await page.GetByLabel("Email address").FillAsync("ada@northwind.example");
        await page.GetByLabel("Password").FillAsync(WebServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".crm-timeline[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        var (entry, away) = (page.Locator(".entry", new() { HasText = "Before the gale." }), page.Locator(".live-away .notice"));

        await AllowAsync(false);
        try
        {
            await entry.Locator(".unfold").ClickAsync();
            await Assertions.Expect(entry.GetByRole(AriaRole.Alert)).ToContainTextAsync("The database does not answer.");
            await Assertions.Expect(away).ToContainTextAsync("What you see stays here");
            await Assertions.Expect(entry).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("n");
            await page.Locator("#log-crm-note-body").FillAsync("Written in the gale.");
            await page.Keyboard.PressAsync("Control+Enter");
            await Assertions
                .Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert))
                .ToContainTextAsync("The database does not answer. What you typed is kept");
            await DemoSite.ShootAsync(page, "outage");
            Assert.That((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);
        }
        finally
        {
            await AllowAsync(true);
        }

        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".entry", new() { HasText = "Written in the gale." })).ToHaveCountAsync(1);
        await Assertions.Expect(away).ToHaveCountAsync(0);
        await entry.Locator(".unfold").ClickAsync();
        await Assertions.Expect(entry.Locator(".details")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_page_that_is_one_too_many_is_read_and_says_why_it_does_not_react()
    {
        await using var few = await WebServer.StartAsync(more: ["--Crm:Limits:LivePages=1"]);
        await few.CompanyAsync("Crowded Works");
        await using var context = await chromium.Browser.NewContextAsync(new() { BaseURL = few.App.Urls.First() });
        var (first, second) = (await context.NewPageAsync(), await context.NewPageAsync());
        await first.GotoAsync("/sign-in?returnUrl=/queue");
        await first.GetByLabel("Email address").FillAsync("ada@northwind.example");
        await first.GetByLabel("Password").FillAsync(WebServer.Password);
        await first.Keyboard.PressAsync("Enter");
        await Assertions.Expect(first.Locator(".crm-queue[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Assertions.Expect(first.GetByText("Too many pages are open.")).ToBeHiddenAsync();

        await second.GotoAsync("/records/company");

        await Assertions.Expect(second.GetByText("Too many pages are open.")).ToBeVisibleAsync();
        Assert.That((await second.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Nodes.First().Html}"), Is.Empty);
        await Assertions.Expect(second.GetByText("Crowded Works")).ToBeVisibleAsync();
        await first.CloseAsync();
        await second.GetByRole(AriaRole.Link, new() { Name = "Load the page again" }).ClickAsync();
        await Assertions.Expect(second.Locator(".list-news[data-interactive]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Assertions.Expect(second.GetByText("Too many pages are open.")).ToBeHiddenAsync();
    }

    /// <summary>Lets connections to the database in, or ends them all and lets none in.</summary>
    private async Task AllowAsync(bool isAllowed)
    {
        var own = new NpgsqlConnectionStringBuilder(connection);
        var name = own.Database!;
        await using var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres", Pooling = false }.ConnectionString);
        await other.OpenAsync();
        await using var allow = new NpgsqlCommand($"alter database {name} with allow_connections {(isAllowed ? "true" : "false")}", other);
        await allow.ExecuteNonQueryAsync();
        await using var end = new NpgsqlCommand($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'", other);
        if (!isAllowed)
            await end.ExecuteNonQueryAsync();
    }
}
