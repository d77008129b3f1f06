using System.Net;
using Crm.Components;
using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Setup;
using Crm.Tenancy;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Tests.Hosts.Web;

/// <summary>A host with a rep who sees the rep's own, whose pages are used by forms and links as a browser without script uses them.</summary>
internal abstract class RecordPages
{
    /// <summary>The host.</summary>
    protected WebServer Server { get; private set; } = null!;

    /// <summary>The rep.</summary>
    protected MemberView Rep { get; private set; } = null!;

    /// <summary>The rep's browser.</summary>
    protected HttpClient Reps { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Server = await WebServer.StartAsync();
        Reps = Server.NewClient();
        Rep = await Server.SignInAsync(Reps, MemberRole.Rep);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        Reps?.Dispose();
        if (Server is not null)
            await Server.DisposeAsync();
    }

    protected async Task<RecordRef> ContactAsync(
        string name,
        MemberId? owner = null,
        RecordRef? company = null,
        string? email = null,
        Dictionary<string, FieldValue?>? custom = null
    )
    {
        var input = new ContactInput
        {
            Name = name,
            Owner = owner,
            Company = company?.Id,
            Email = email,
            Custom = custom ?? [],
        };
        return (await Server.Use<CreateContact>().ExecuteAsync(WebServer.Caller, input, default)).Record;
    }

    protected async Task<MemberId> AdministratorAsync() =>
        (await Server.Use<ListMembers>().ExecuteAsync(WebServer.Caller, new NoInput(), default))
            .Members.First(member => member.Role == MemberRole.Administrator)
            .Id;

    protected async Task<string> GetAsync(string path, HttpClient? client = null) =>
        WebUtility.HtmlDecode(await (client ?? Server.Client).GetStringAsync(new Uri(path, UriKind.Relative)));

    protected static Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string form, params (string, string)[] fields) =>
        client.SendFormAsync(page, page, [("_handler", form), .. fields]);

    /// <summary>Sends a form that leads on, and says where.</summary>
    protected static async Task<string> SendAsync(HttpClient client, string page, string form, params (string, string)[] fields)
    {
        using var response = await PostAsync(client, page, form, fields);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await TextOf(response));
        var location = response.Headers.Location!;
        return location.IsAbsoluteUri ? location.PathAndQuery : location.ToString();
    }

    protected static Dictionary<string, Microsoft.Extensions.Primitives.StringValues> QueryOf(string address) =>
        QueryHelpers.ParseQuery(new Uri(new Uri("http://list"), address).Query);

    protected static async Task<string> TextOf(HttpResponseMessage response) => WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
}
