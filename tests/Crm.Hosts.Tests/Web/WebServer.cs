using System.Data.Common;
using Crm.Accounts;
using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing;
using Crm.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary>The web host as it ships, on a free port of loopback and a database of its own.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>The password of everybody who signs in by <see cref="SignInAsync"/>.</summary>
    public const string Password = "four words of a test";

    private readonly TestDatabase? database;
    private readonly Dictionary<MemberRole, MemberView> people = [];

    private WebServer(WebApplication app, TestDatabase? database)
    {
        App = app;
        this.database = database;
        Client = NewClient();
    }

    /// <summary>The running host.</summary>
    public WebApplication App { get; }

    /// <summary>Talks to it: signed in as administrator where the server was started with a tenant, else as nobody.</summary>
    public HttpClient Client { get; }

    /// <summary>The host itself on the tenant <c>default</c>, which arranges things.</summary>
    public static Caller Caller { get; } = new(TenantId.From("default"), Actor.System("web"));

    /// <summary>Starts one with a tenant that is set up.</summary>
    public static async Task<WebServer> StartAsync(string kind = "sqlite", params string[] more)
    {
        var server = await StartBareAsync(await TestDatabase.CreateAsync(kind), more);
        await server.Use<SetUpTenant>().ExecuteAsync(Caller, new SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example"), default);
        await server.SignInAsync(server.Client, MemberRole.Administrator);
        return server;
    }

    /// <summary>Starts one on a database as it is, which ends with it.</summary>
    public static async Task<WebServer> StartBareAsync(TestDatabase database, params string[] more) => new(await StartAppAsync(database, more), database);

    /// <summary>Starts one on a database that others go on using.</summary>
    public static async Task<WebServer> StartSharedAsync(TestDatabase database, params string[] more) => new(await StartAppAsync(database, more), null);

    /// <summary>Starts one on a database with a tenant that others go on using.</summary>
    public static async Task<WebServer> StartBesideAsync(TestDatabase database)
    {
        var server = new WebServer(await StartAppAsync(database, []), null);
        await server.SignInAsync(server.Client, MemberRole.Administrator);
        return server;
    }

    private static async Task<WebApplication> StartAppAsync(TestDatabase database, string[] more)
    {
        var app = CrmWeb.Build([.. Settings(database.Options), "--urls=http://127.0.0.1:0", .. more]);
        await app.StartAsync();
        return app;
    }

    /// <summary>Somebody who is not signed in; keeps cookies and follows no redirect.</summary>
    public HttpClient NewClient() => Browserless.ClientOf(App);

    /// <summary>Somebody who is signed in as administrator, manager, rep or reader.</summary>
    public async Task<HttpClient> NewClientAsync(MemberRole role)
    {
        var client = NewClient();
        await SignInAsync(client, role);
        return client;
    }

    /// <summary>Signs somebody in: by an invitation the first time, by address and password then.</summary>
    public async Task<MemberView> SignInAsync(HttpClient client, MemberRole role)
    {
        if (!people.TryGetValue(role, out var person))
        {
            person = await MemberOfAsync(role);
            await JoinAsync(client, person.Id);
            people[role] = person;
            return person;
        }
        using var response = await client.SendFormAsync("/sign-in", "/sign-in", ("address", person.Email!), ("password", Password));
        Assert.That((int)response.StatusCode, Is.EqualTo(302), "signed in");
        return person;
    }

    /// <summary>Lets a member join by an invitation, or by a new password where the member has an account.</summary>
    public async Task JoinAsync(HttpClient client, MemberId member)
    {
        var token = await TokenAsync(member);
        using var response = await client.SendFormAsync($"/link/{token}", $"/link/{token}", ("password", Password), ("repeated", Password));
        Assert.That((int)response.StatusCode, Is.EqualTo(302), "joined");
    }

    private async Task<string> TokenAsync(MemberId member)
    {
        try
        {
            return (await Use<InviteMember>().ExecuteAsync(Caller, new InviteMemberInput(member), default)).Token;
        }
        catch (CrmException exception) when (exception.Error is CrmError.Refused { Code: "has-account" })
        {
            return (await Use<ResetMemberPassword>().ExecuteAsync(Caller, new ResetMemberPasswordInput(member), default)).Token;
        }
    }

    private async Task<MemberView> MemberOfAsync(MemberRole role)
    {
        var list = await Use<ListMembers>().ExecuteAsync(Caller, new NoInput(), default);
        return list.Members.FirstOrDefault(member => member.Role == role && member.IsActive && member.Email is not null)
            ?? await Use<AddMember>().ExecuteAsync(Caller, new AddMemberInput($"Test {role}", $"{role}@northwind.example") { Role = role }, default);
    }

    /// <summary>The command line for a database.</summary>
    public static string[] Settings(DatabaseOptions options) =>
        [$"--Crm:Database:Provider={options.Provider}", $"--Crm:Database:Connection={options.Connection}", "--Logging:LogLevel:Default=Warning"];

    /// <summary>A use case, in a scope that ends with the process.</summary>
    public T Use<T>()
        where T : notnull => App.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    /// <summary>Creates a company.</summary>
    public async Task<RecordRef> CompanyAsync(string name) =>
        (await Use<CreateCompany>().ExecuteAsync(Caller, new CompanyInput { Name = name }, default)).Record;

    /// <summary>Creates a contact.</summary>
    public async Task<RecordRef> ContactAsync(string lastName, string email, RecordRef? company = null) =>
        (
            await Use<CreateContact>()
                .ExecuteAsync(
                    Caller,
                    new ContactInput
                    {
                        FirstName = "Grace",
                        LastName = lastName,
                        Email = email,
                        Company = company?.Id,
                    },
                    default
                )
        ).Record;

    /// <summary>Logs a call.</summary>
    public Task<ActivityView> CallAsync(RecordRef record, string subject, DateTimeOffset at, string? body = null) =>
        Use<LogCall>()
            .ExecuteAsync(
                Caller,
                new LogCallInput([record])
                {
                    Subject = subject,
                    Body = body,
                    Outcome = "connected",
                    Duration = TimeSpan.FromMinutes(12),
                    OccurredAt = at,
                },
                default
            );

    /// <summary>A connection to the server's own database.</summary>
    public Task<DbConnection> ConnectAsync() => database!.ConnectAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}
