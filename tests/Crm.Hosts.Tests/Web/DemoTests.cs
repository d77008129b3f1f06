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
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            Assert.That(await client.GetStringAsync(new Uri("/?type=company", UriKind.Relative)), Does.Contain("Kestrel Robotics"));
            var page = await client.GetStringAsync(new Uri("/records/company/Kestrel%20Robotics", UriKind.Relative));
            Assert.That(page, Does.Contain("Wants to sign this week").And.Contain("Left voicemail").And.Contain("55 min"));
            Assert.That(() => Mails(), Is.EqualTo(12).After(60_000, 200), "each enrolled contact gets its first letter");
            mails = Mails();
            await app.StopAsync();
        }
        var before = await CountAsync();

        Assert.That(await CountAsync(), Is.EqualTo(before).And.EqualTo((20, 60, 80, 12)));
        Assert.That(Mails(), Is.EqualTo(mails));
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
