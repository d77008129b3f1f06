using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary><c>--demo</c>: one command on a fresh machine.</summary>
internal sealed class DemoTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("crm-demo-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task It_brings_its_data_mails_and_keeps_all_for_the_next_start()
    {
        int mails;
        await using (var app = await StartAsync())
        {
            using var client = Browserless.ClientOf(app);
            await client.SignInToDemoAsync("administrator");
            Assert.That(await client.GetStringAsync(new Uri("/records/company", UriKind.Relative)), Does.Contain("Kestrel Robotics"));
            var page = await client.GetStringAsync(new Uri("/records/company/Kestrel%20Robotics", UriKind.Relative));
            Assert.That(page, Does.Contain("Wants to sign this week").And.Contain("Left voicemail").And.Contain("55 min"));
            Assert.That(Mails(), Is.EqualTo(34), "what sequences and people have sent in two months");
            mails = Mails();
            await app.StopAsync();
        }
        var before = await CountAsync();

        Assert.That(await CountAsync(), Is.EqualTo(before).And.EqualTo((20, 60, 25, 39)));
        Assert.That(Mails(), Is.EqualTo(mails));
    }

    [Test]
    public async Task One_that_was_ended_before_it_was_whole_says_so_and_what_to_do()
    {
        await using (var app = await StartAsync())
        {
            await app.StopAsync();
        }
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "crm.db")}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = "delete from crm_sequence where key = 'win-back'";
            Assert.That(await command.ExecuteNonQueryAsync(), Is.EqualTo(1));
        }
        await using var again = CrmWeb.Build(["--demo", $"--Crm:Data={folder}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Critical"]);

        var error = Assert.ThrowsAsync<CrmException>(() => again.StartAsync());

        Assert.That(error.Error, Is.InstanceOf<CrmError.Refused>().With.Property("Code").EqualTo("demo-incomplete"));
    }

    [Test]
    public async Task It_leaves_a_database_alone_that_is_no_demo()
    {
        await using var server = await WebServer.StartAsync();
        var connection = server.App.Configuration["Crm:Database:Connection"];
        await using var app = CrmWeb.Build(["--demo", $"--Crm:Database:Connection={connection}", "--urls=http://127.0.0.1:0"]);

        var error = Assert.ThrowsAsync<CrmException>(() => app.StartAsync());

        Assert.That(error.Error, Is.InstanceOf<CrmError.Refused>().With.Property("Code").EqualTo("no-demo"));
    }

    [Test]
    public async Task One_click_signs_in_as_administrator_manager_or_rep_from_this_machine_only()
    {
        await using var app = await StartAsync();
        foreach (var (role, name) in new[] { ("administrator", "Nora Admin"), ("manager", "Mara Lindqvist"), ("rep", "Jonas Weber") })
        {
            using var client = Browserless.ClientOf(app);
            using (var page = await client.OpenAsync("/sign-in"))
                Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("This is a demo").And.Contain($"Sign in as {role}"));
            await client.SignInToDemoAsync(role);
            Assert.That(await client.GetStringAsync(new Uri("/", UriKind.Relative)), Does.Contain(name));
        }
        using var somebody = Browserless.ClientOf(app);
        foreach (var (header, value) in new[] { ("X-Forwarded-For", "198.51.100.7"), ("Forwarded", "for=198.51.100.7") })
        {
            somebody.DefaultRequestHeaders.Add(header, value);
            using var refused = await somebody.SendFormAsync("/sign-in", "/sign-in/demo", ("role", "administrator"));
            Assert.That(refused.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Forbidden), header);
            somebody.DefaultRequestHeaders.Remove(header);
        }
        foreach (var role in new[] { "reader", "system", "", "7" })
        {
            using var wrong = await somebody.SendFormAsync("/sign-in", "/sign-in/demo", ("role", role));
            Assert.That(wrong.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.BadRequest), role);
        }
        await app.StopAsync();
    }

    [Test]
    public async Task There_is_no_such_click_where_it_is_no_demo()
    {
        await using var server = await WebServer.StartAsync();
        using var nobody = server.NewClient();
        using var page = await nobody.OpenAsync("/sign-in");
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Not.Contain("demo"));
        using var click = await nobody.SendFormAsync("/sign-in", "/sign-in/demo", ("role", "administrator"));
        Assert.That(click.Headers.Location?.ToString(), Is.EqualTo("/sign-in"), "the address is unknown");
        using var start = await nobody.OpenAsync("/");
        Assert.That(start.StatusCode, Is.EqualTo(System.Net.HttpStatusCode.Redirect));
    }

    private int Mails() => Directory.Exists(Path.Combine(folder, "mail")) ? Directory.GetFiles(Path.Combine(folder, "mail"), "*.eml").Length : 0;

    private async Task<WebApplication> StartAsync()
    {
        var app = CrmWeb.Build(["--demo", $"--Crm:Data={folder}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning"]);
        await app.StartAsync();
        return app;
    }

    private async Task<(int, int, int, int)> CountAsync()
    {
        await using var app = await StartAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var records = scope.ServiceProvider.GetRequiredService<ListRecords>();
        var enrollments = await scope
            .ServiceProvider.GetRequiredService<ListEnrollments>()
            .ExecuteAsync(WebServer.Caller, new ListEnrollmentsInput { Page = new PageRequest(200) }, default);
        var counts = (await OfAsync(RecordType.Company), await OfAsync(RecordType.Contact), await OfAsync(RecordType.Deal), enrollments.Rows.Count);
        await app.StopAsync();
        return counts;

        async Task<int> OfAsync(RecordType type) =>
            (await records.ExecuteAsync(WebServer.Caller, new ListRecordsInput(type) { Page = new PageRequest(200) }, default)).Rows.Count;
    }
}
