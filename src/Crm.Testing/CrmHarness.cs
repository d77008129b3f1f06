using Crm.EntityFrameworkCore;
using Crm.Hosting;
using Crm.Installation;
using Crm.Kernel;
using Crm.Records;
using Crm.Tenancy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Testing;

/// <summary>The engine in production wiring on a temporary database, with a clock that stands until it is moved and a tenant that is set up. Mail goes into a temporary folder.</summary>
public sealed class CrmHarness : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly string folder;

    private CrmHarness(TestDatabase database, ServiceProvider services, FakeTimeProvider clock, string folder)
    {
        (Database, this.services, Clock, this.folder) = (database, services, clock, folder);
        System = new Caller(Tenant, Actor.System("test"));
    }

    /// <summary>The tenant that is set up.</summary>
    public TenantId Tenant { get; } = TenantId.From("default");

    /// <summary>The host itself as caller; has every right.</summary>
    public Caller System { get; }

    /// <summary>The clock; begins on Monday, 2 March 2026, 09:00 UTC.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>The database.</summary>
    public TestDatabase Database { get; }

    /// <summary>The container, for singletons; scoped things come by <see cref="RunAsync{TUseCase, TResult}"/>.</summary>
    public IServiceProvider Services => services;

    /// <summary>Where mail is put.</summary>
    public string MailFolder => Path.Combine(folder, "mail");

    /// <summary>Starts the engine with all plugins that the test references.</summary>
    /// <param name="kind">One of <see cref="TestDatabase.Kinds"/>.</param>
    /// <param name="compose">What this test adds or replaces.</param>
    public static async Task<CrmHarness> StartAsync(string kind = "sqlite", Action<CrmBuilder>? compose = null)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var folder = Directory.CreateTempSubdirectory("crm-harness-").FullName;
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Crm:Database:Provider"] = database.Options.Provider,
                    ["Crm:Database:Connection"] = database.Options.Connection,
                    ["Crm:Plugins:Settings:crm_mail:Folder"] = Path.Combine(folder, "mail"),
                }
            )
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(clock);
        services.AddCrm(
            configuration.GetSection("Crm"),
            crm =>
            {
                crm.AddPlugins();
                crm.UseEntityFrameworkCore();
                compose?.Invoke(crm);
            }
        );
        var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        var harness = new CrmHarness(database, provider, clock, folder);
        await harness.RunAsync(
            (SetUpTenant setUp) =>
                setUp.ExecuteAsync(
                    harness.System,
                    new SetUpTenantInput("Example Ltd", "Grace Hopper", "grace@example.com") { MailboxAddress = "sales@example.com" },
                    CancellationToken.None
                )
        );
        return harness;
    }

    /// <summary>Calls a use case in a scope of its own.</summary>
    public async Task<TResult> RunAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> call)
        where TUseCase : notnull
    {
        ArgumentNullException.ThrowIfNull(call);
        await using var scope = services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
