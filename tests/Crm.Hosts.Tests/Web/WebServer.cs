using Crm.Activities;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Stores;
using Crm.Testing;
using Crm.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Tests.Hosts.Web;

/// <summary>The web host as it ships, on a free port of loopback and a database of its own.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly TestDatabase? database;

    private WebServer(WebApplication app, TestDatabase? database)
    {
        App = app;
        this.database = database;
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>The running host.</summary>
    public WebApplication App { get; }

    /// <summary>Talks to it.</summary>
    public HttpClient Client { get; }

    /// <summary>The caller that pages act as.</summary>
    public static Caller Caller => CrmWeb.Caller;

    /// <summary>Starts one with a tenant that is set up.</summary>
    public static async Task<WebServer> StartAsync(string kind = "sqlite")
    {
        var server = await StartBareAsync(await TestDatabase.CreateAsync(kind));
        await server.Use<SetUpTenant>().ExecuteAsync(Caller, new SetUpTenantInput("Northwind", "Ada Admin", "ada@northwind.example"), default);
        return server;
    }

    /// <summary>Starts one on a database as it is, which ends with it.</summary>
    public static async Task<WebServer> StartBareAsync(TestDatabase database, params string[] more) => new(await StartAppAsync(database, more), database);

    /// <summary>Starts one on a database that others go on using.</summary>
    public static async Task<WebServer> StartBesideAsync(TestDatabase database) => new(await StartAppAsync(database, []), null);

    private static async Task<WebApplication> StartAppAsync(TestDatabase database, string[] more)
    {
        var app = CrmWeb.Build([.. Settings(database.Options), "--urls=http://127.0.0.1:0", .. more]);
        await app.StartAsync();
        return app;
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
