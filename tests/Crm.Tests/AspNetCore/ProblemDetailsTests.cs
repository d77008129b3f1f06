using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.AspNetCore;

/// <summary>The engine's errors in an embedder's web application.</summary>
public sealed class ProblemDetailsTests
{
    private static readonly (CrmError Error, int Status, string? Member)[] Kinds =
    [
        (new CrmError.Invalid([new Problem("name", "It is required.")]), 400, "problems"),
        (new CrmError.NotFound("contact", "1"), 404, null),
        (new CrmError.Forbidden("ReadRecords", "No."), 403, "right"),
        (new CrmError.Stale("contact", 1, 2), 412, "expected"),
        (new CrmError.Refused("taken", "Taken."), 409, "code"),
        (new CrmError.Unavailable("database", "Away."), 503, null),
    ];

    private static IEnumerable<TestCaseData> Errors =>
        Kinds.Select(kind => new TestCaseData(kind.Error, kind.Status, kind.Member).SetArgDisplayNames(kind.Error.GetType().Name));

    [TestCaseSource(nameof(Errors))]
    public async Task A_request_that_ends_with_an_error_is_answered_with_its_problem(CrmError error, int status, string? member)
    {
        using var response = await AskAsync(() => throw new CrmException(error));

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(problem.GetProperty("detail").GetString(), Is.EqualTo(error.Message));
        Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(status));
        if (member is not null)
            Assert.That(problem.TryGetProperty(member, out _), $"{problem} has no {member}.");
    }

    [Test]
    public async Task An_error_is_told_to_a_client_that_accepts_no_JSON_too()
    {
        using var response = await AskAsync(() => throw CrmException.NotFound("contact", "1"), "text/csv");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("There is no contact '1'."));
    }

    [Test]
    public async Task Any_other_exception_is_the_hosts_and_its_words_stay_inside()
    {
        using var response = await AskAsync(() => throw new InvalidOperationException("secret"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("secret"));
    }

    private static async Task<HttpResponseMessage> AskAsync(Func<string> endpoint, string accept = "application/json")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddCrmProblemDetails();
        await using var app = builder.Build();
        app.UseExceptionHandler();
        app.MapGet("/", endpoint);
        await app.StartAsync();
        using var client = app.GetTestClient();
        client.DefaultRequestHeaders.Add("Accept", accept);
        return await client.GetAsync(new Uri("/", UriKind.Relative));
    }
}
