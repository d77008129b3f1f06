using System.Data.Common;
using System.Net;
using System.Reflection;
using Crm.Components;
using Crm.Kernel;
using Crm.Tenancy;
using Crm.Web;
using Microsoft.AspNetCore.Components;

namespace Crm.Tests.Hosts.Web.Matrix;

/// <summary>
/// Every endpoint of the host, called by every role, naming what is the caller's own, a colleague's, another tenant's, and what does not exist: whoever may not reach it learns nothing of it and changes
/// nothing, in the whole database but its audit. What people do within a live page goes through the same use cases; <c>RightsMatrixTests</c> goes through those.
/// </summary>
internal sealed class EndpointMatrixTests
{
    private WebServer server = null!;
    private Things things = null!;
    private DbConnection connection = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        server = await WebServer.StartAsync(more: ["--Crm:Limits:SignInsPerMinute=10000", "--Crm:Limits:WritesPerMinute=100000"]);
        things = await Things.CreateAsync(server);
        connection = await server.ConnectAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    [Test]
    public void Every_endpoint_has_its_place()
    {
        var endpoints = HostEndpoint.Of(server.App).Where(endpoint => !endpoint.IsOpen && !endpoint.IsCircuit).Select(endpoint => endpoint.Name);
        Assert.That(Probes.All.Select(probe => probe.Endpoint).Distinct(), Is.EquivalentTo(endpoints.Distinct()), "see Probes");
    }

    [TestCaseSource(nameof(Endpoints))]
    public async Task An_endpoint_does_for_each_role_what_the_table_of_rights_says(string endpoint)
    {
        var wrong = new List<string>();
        foreach (var probe in Probes.All.Where(probe => probe.Endpoint == endpoint))
        foreach (var role in Enum.GetValues<MemberRole>())
        foreach (var whose in Enum.GetValues<Whose>().Where(whose => !probe.NamesNothing || whose == Whose.Own))
            wrong.AddRange((await TryAsync(probe, role, whose)).Select(what => $"{role}, {whose}: {what}"));
        Assert.That(wrong, Is.Empty);
    }

    [TestCase("'; drop table crm_record; --")]
    [TestCase("-1")]
    [TestCase("")]
    [TestCase("%00")]
    [TestCase("%F0%9F%92%A9")]
    public async Task No_query_makes_an_endpoint_fail(string value)
    {
        var names = new[] { typeof(CrmWeb).Assembly, typeof(CrmTimeline).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(property => property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()?.Name)
            .OfType<string>()
            .Concat([
                "q",
                "owner",
                "team",
                "stage",
                "status",
                "untouched",
                "sort",
                "deleted",
                "batch",
                "done",
                "size",
                "returnUrl",
                "view",
                "removed",
                "saved",
                "undone",
                "company",
                "pipeline",
                "list",
                "record",
                "field.evil",
            ])
            .Distinct()
            .ToList();
        Assert.That(names, Has.Count.GreaterThan(15));
        var wrong = new List<string>();
        foreach (var endpoint in HostEndpoint.Of(server.App).Where(endpoint => !endpoint.IsCircuit && endpoint.Method == HttpMethod.Get))
        foreach (var name in names)
        {
            using var response = await things.ClientOf(MemberRole.Administrator).OpenAsync($"{endpoint.Path}?{name}={value}");
            if ((int)response.StatusCode >= 500)
                wrong.Add($"{endpoint.Path}?{name} answers {(int)response.StatusCode}");
        }
        Assert.That(wrong, Is.Empty);
    }

    private static IEnumerable<string> Endpoints() => Probes.All.Select(probe => probe.Endpoint).Distinct();

    private async Task<IReadOnlyList<string>> TryAsync(Probe probe, MemberRole role, Whose whose)
    {
        var attempt = await probe.PrepareAsync(things, role, whose);
        var client = attempt.Client ?? things.ClientOf(role);
        var token = attempt.Client is null ? things.TokenOf(role) : await Things.TokenOfAsync(client);
        var before = await StoredRows.ReadAsync(connection);
        var isForm = probe.Endpoint.StartsWith("POST ", StringComparison.Ordinal);
        using var response = isForm ? await client.PostFormAsync(attempt.Path, token, [.. attempt.Fields]) : await ReadAsync(client, probe, attempt);
        var answer = new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
        var after = await StoredRows.ReadAsync(connection);
        attempt.Client?.Dispose();

        var mayDo = RoleRights.Of(role).Contains(probe.Right);
        var isReached = mayDo && probe.Reaches(role, whose);
        var changed = after.ChangedSince(before);
        var wrong = new List<string>();
        Expect((int)answer.Status < 500, $"answers {(int)answer.Status}");
        Expect(!answer.ShowsStack, "shows a stack");
        Expect(isReached && probe.Changes ? changed.Count > 0 : changed.Count == 0, $"changes {(changed.Count == 0 ? "nothing" : string.Join(", ", changed))}");
        Expect(!probe.IsAddressed || probe.Reaches(role, whose) || answer.IsNotFound(whose), $"answers {(int)answer.Status}, not 404");
        if (isReached)
            Expect(isForm ? answer.IsDone : answer.Status == HttpStatusCode.OK, $"is refused: {answer.Summary}");
        else if (isForm)
            Expect(answer.IsRefusal, $"does not say that it is refused: {answer.Summary}");
        Expect(mayDo || !probe.Reaches(role, whose) || after.Refusals > before.Refusals, "leaves the refusal out of the audit");
        foreach (var mark in Hidden(role).Where(mark => !attempt.Says(mark)))
            Expect(!answer.Text.Contains(mark, StringComparison.OrdinalIgnoreCase), $"shows {mark}");
        return wrong;

        void Expect(bool isAsWanted, string otherwise)
        {
            if (!isAsWanted)
                wrong.Add($"{attempt.Path} {string.Join('&', attempt.Fields)} {otherwise}");
        }
    }

    private static async Task<HttpResponseMessage> ReadAsync(HttpClient client, Probe probe, Attempt attempt)
    {
        using var request = new HttpRequestMessage(new HttpMethod(probe.Endpoint.Split(' ')[0]), attempt.Path) { Headers = { { "Accept", "text/html" } } };
        return await client.SendAsync(request);
    }

    private static IEnumerable<string> Hidden(MemberRole role) =>
        role == MemberRole.Administrator ? [Things.ForeignMark] : [Things.ForeignMark, Things.ColleagueMark];

    private sealed record Answer(HttpStatusCode Status, string Text)
    {
        private const string Alert = "role=\"alert\"";

        /// <summary>A text that is no id may also be called wrong.</summary>
        public bool IsNotFound(Whose whose) => Status == HttpStatusCode.NotFound || (whose == Whose.Garbled && Status == HttpStatusCode.BadRequest);

        public bool IsDone => Status == HttpStatusCode.Redirect || (Status == HttpStatusCode.OK && !Text.Contains(Alert, StringComparison.Ordinal));

        public bool IsRefusal =>
            Status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            || (Status == HttpStatusCode.OK && Text.Contains(Alert, StringComparison.Ordinal));

        public bool ShowsStack => Text.Contains("\n   at ", StringComparison.Ordinal) || Text.Contains("Exception", StringComparison.Ordinal);

        public string Summary =>
            $"{(int)Status} {(Text.IndexOf(Alert, StringComparison.Ordinal) is >= 0 and var at ? Text[at..Math.Min(Text.Length, at + 200)] : "")}";
    }
}
