using System.Net;
using Crm.AspNetCore;
using Crm.Stores;
using Crm.Testing;
using Crm.Web;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary>Where the web host starts, whom it answers, and what it says of errors.</summary>
internal sealed class GuardTests
{
    [TestCase("--urls=http://0.0.0.0:0")]
    [TestCase("--urls=http://*:0")]
    [TestCase("--urls=http://[::]:0")]
    [TestCase("--urls=http://127.0.0.1:0;http://+:0")]
    [TestCase("--http_ports=0")]
    [TestCase("--Kestrel:Endpoints:Open:Url=http://0.0.0.0:0")]
    public async Task It_does_not_start_where_others_could_reach_it(string address)
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        await using var app = CrmWeb.Build([.. WebServer.Settings(database.Options), address]);

        var error = Assert.ThrowsAsync<CrmException>(() => app.StartAsync());

        Assert.That(error.Error, Is.InstanceOf<CrmError.Refused>().With.Property("Code").EqualTo("loopback-only"));
        Assert.That(error.Message, Does.Contain("Nobody can sign in yet"));
    }

    [TestCase("crm.example", HttpStatusCode.BadRequest)]
    [TestCase("127.0.0.1.nip.example", HttpStatusCode.BadRequest)]
    [TestCase("localhost", HttpStatusCode.OK)]
    [TestCase("[::1]", HttpStatusCode.OK)]
    public async Task It_answers_only_to_the_names_of_this_machine(string host, HttpStatusCode status)
    {
        await using var server = await WebServer.StartBareAsync(await TestDatabase.CreateAsync("sqlite"), "--AllowedHosts=*");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { Host = host } };

        using var response = await server.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task It_is_ready_only_on_the_schema_it_knows()
    {
        var database = await TestDatabase.CreateAsync("sqlite");
        await using var server = await WebServer.StartBareAsync(database);
        Assert.That(await StatusAsync(server, "/health/ready"), Is.EqualTo(HttpStatusCode.OK));

        await using (var connection = await database.ConnectAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "delete from crm_schema_journal";
            await command.ExecuteNonQueryAsync();
        }

        Assert.That(await StatusAsync(server, "/health/ready"), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await StatusAsync(server, "/health/live"), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task It_does_not_start_on_an_old_schema()
    {
        await using var database = await TestDatabase.CreateEmptyAsync("sqlite");
        await using var app = CrmWeb.Build([.. WebServer.Settings(database.Options), "--Crm:Database:Migrate=false", "--urls=http://127.0.0.1:0"]);

        var error = Assert.ThrowsAsync<CrmException>(() => app.StartAsync());

        Assert.That(error.Error, Is.InstanceOf<CrmError.Refused>().With.Property("Code").EqualTo("schema-old"));
    }

    [Test]
    public void Every_kind_of_error_has_its_status()
    {
        (CrmError Error, int Status)[] expected =
        [
            (new CrmError.Invalid([new Problem("name", "It is required.")]), 400),
            (new CrmError.NotFound("contact", "1"), 404),
            (new CrmError.Forbidden("ReadRecords", "No."), 403),
            (new CrmError.Stale("contact", 1, 2), 412),
            (new CrmError.Refused("taken", "Taken."), 409),
            (new CrmError.Unavailable("database", "Away."), 503),
        ];

        Assert.That(expected.Select(each => each.Error.GetType()), Is.EquivalentTo(typeof(CrmError).GetNestedTypes().Where(type => type.IsSealed)));
        Assert.That(expected.Select(each => each.Error.ToStatusCode()), Is.EqualTo(expected.Select(each => each.Status)));
    }

    [Test]
    public async Task A_database_that_is_busy_is_a_503_without_its_particulars()
    {
        await using var services = new ServiceCollection().AddLogging().AddCrmProblemDetails().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services, Response = { Body = new MemoryStream() } };

        var handler = services.GetRequiredService<IExceptionHandler>();

        var handled = await handler.TryHandleAsync(context, new TransientStoreException("Host=secret;Password=p", new IOException()), default);

        context.Response.Body.Position = 0;
        Assert.That(handled, Is.True);
        Assert.That(context.Response.StatusCode, Is.EqualTo(503));
        Assert.That(await new StreamReader(context.Response.Body).ReadToEndAsync(), Does.Not.Contain("secret"));
    }

    private static async Task<HttpStatusCode> StatusAsync(WebServer server, string path)
    {
        using var response = await server.Client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }
}
