using System.Collections.Concurrent;
using Crm.Events;
using Crm.Hosting;
using Crm.Installation;
using Crm.Kernel;
using Crm.Messages;
using Crm.Messages.Sending;
using Crm.Records;
using Crm.Sequences;
using Crm.Sequences.Running;
using Crm.Stores;
using Crm.Tenancy;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Testing;

/// <summary>
/// The engine in production wiring, for tests of use cases, plugins and workers: on a temporary database with a tenant that is set up, with a clock that stands until it is moved and a transport that
/// does what the test says. Nothing runs by itself: the test lets the workers work. Safe for all threads.
/// </summary>
public sealed class CrmHarness : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<(TestDatabase Database, TenantFacts Tenant)>>> Templates = new();
    private static int tenants;

    private readonly CrmHarnessOptions options;
    private readonly ServiceProvider services;
    private readonly ConcurrentBag<AsyncServiceScope> scopes = [];
    private readonly ConcurrentBag<CrmHarness> others = [];
    private readonly bool ownsDatabase;
    private readonly ConcurrentDictionary<TenantId, bool> known = [];

    private CrmHarness(CrmHarnessOptions options, TestDatabase database, TestClock clock, TenantFacts tenant)
    {
        (this.options, Database, Clock, ownsDatabase) = (options, database, clock, options.Database is null);
        Transport = options.Transport ?? new FakeTransport();
        services = Build();
        Tenant = TenantOf(tenant);
    }

    /// <summary>The tenant.</summary>
    public TestTenant Tenant { get; private set; }

    /// <summary>The clock; begins on Monday, 2 March 2026, 09:00 UTC.</summary>
    public TestClock Clock { get; }

    /// <summary>The database.</summary>
    public TestDatabase Database { get; }

    /// <summary>What the sender hands emails to.</summary>
    public FakeTransport Transport { get; }

    /// <summary>The host's container.</summary>
    public IServiceProvider Services => services;

    /// <summary>Starts the engine.</summary>
    /// <param name="options">How; null for all as it is by itself.</param>
    public static async Task<CrmHarness> StartAsync(CrmHarnessOptions? options = null)
    {
        options ??= new CrmHarnessOptions();
        if (options is { Database: null, SetsTenantUp: true })
        {
            var template = await Templates.GetOrAdd(options.Kind, kind => new(() => CreateTemplateAsync(kind))).Value;
            return new CrmHarness(options, await TestDatabase.CopyAsync(template.Database), NewClock(), template.Tenant);
        }
        var tenant = TenantId.From("acme");
        var harness = new CrmHarness(options, options.Database ?? await TestDatabase.CreateAsync(options.Kind), NewClock(), new TenantFacts(tenant));
        if (options.SetsTenantUp)
            harness.Tenant = harness.TenantOf(await TenantSetUp.RunAsync(harness, tenant, "Acme"));
        return harness;
    }

    /// <summary>Another process on the same database, with the same clock and tenant: it has caches and quarantines of its own. Ends with this harness at the latest.</summary>
    /// <param name="change">What is different in it; null for nothing.</param>
    public CrmHarness StartAnother(Func<CrmHarnessOptions, CrmHarnessOptions>? change = null)
    {
        var same = options with { Database = Database, Transport = Transport };
        var other = new CrmHarness(change?.Invoke(same) ?? same, Database, Clock, Tenant.Facts);
        others.Add(other);
        return other;
    }

    /// <summary>Sets up one more tenant, with members of its own.</summary>
    public async Task<TestTenant> AddTenantAsync(string name = "Other")
    {
        var id = TenantId.From($"{name}-{Interlocked.Increment(ref tenants)}");
        return TenantOf(await TenantSetUp.RunAsync(this, id, name));
    }

    /// <summary>A use case, or another service of the host, in a scope of its own that ends with the harness.</summary>
    public T UseCase<T>()
        where T : notnull
    {
        var scope = services.CreateAsyncScope();
        scopes.Add(scope);
        return scope.ServiceProvider.GetRequiredService<T>();
    }

    /// <summary>The options of a worker, to be changed between its batches.</summary>
    public T Options<T>()
        where T : class => services.GetRequiredService<IOptions<T>>().Value;

    /// <summary>The runner decides what is due now, and what becomes due by it.</summary>
    public Task<RunnerCounts> RunDueAsync(CancellationToken cancellationToken = default) =>
        services.GetRequiredService<SequenceRunner>().RunUntilIdleAsync(cancellationToken);

    /// <summary>The runner decides one batch.</summary>
    /// <param name="max">How many enrollments at most.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    public Task<RunnerCounts> RunBatchAsync(int max = 100, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<SequenceRunner>().RunOnceAsync(max, cancellationToken);

    /// <summary>The sender sends until nothing is left that may be sent now.</summary>
    public async Task SendAllAsync(CancellationToken cancellationToken = default)
    {
        SenderCounts counts;
        do counts = await SendBatchAsync(100, cancellationToken);
        // One that is held is claimed and given back as often as one looks.
        while (counts.Sent + counts.Deferred + counts.Failed + counts.Cancelled + counts.Unknown > 0);
    }

    /// <summary>The sender settles what dead senders left and sends one claim.</summary>
    /// <param name="max">How many messages at most.</param>
    /// <param name="cancellationToken">Stops the sender: what has passed the gate is finished, the rest given back.</param>
    public Task<SenderCounts> SendBatchAsync(int max = 100, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<MessageSender>().RunOnceAsync(max, cancellationToken);

    /// <summary>The relay publishes until nothing is left that may be published now.</summary>
    public async Task RelayAllAsync(CancellationToken cancellationToken = default)
    {
        while (await RelayBatchAsync(100, cancellationToken) > 0) { }
    }

    /// <summary>The relay publishes one claim to subscribers and bus.</summary>
    /// <param name="max">How many events at most.</param>
    /// <param name="cancellationToken">Ends the work; what is left is given back.</param>
    /// <returns>How many were claimed.</returns>
    public Task<int> RelayBatchAsync(int max = 100, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<EventRelay>().RunOnceAsync(max, cancellationToken);

    /// <summary>Runner, sender and relay work until nothing is due any more.</summary>
    public Task<DueWorkCounts> RunUntilIdleAsync(CancellationToken cancellationToken = default) =>
        UseCase<DueWork>().RunUntilIdleAsync(null, cancellationToken);

    /// <summary>Looks whether what must hold of all rows, of all tenants, does.</summary>
    /// <returns>What is broken; empty where all is well.</returns>
    public async Task<IReadOnlyList<InvariantBreach>> VerifyAsync()
    {
        await using var unit = await Store.BeginAsync(CancellationToken.None);
        var breaches = new List<InvariantBreach>();
        foreach (var tenant in known.Keys.Union(await Database.TenantsAsync()))
            breaches.AddRange(await unit.For(tenant).Audit.VerifyAsync(CancellationToken.None));
        return breaches;
    }

    /// <summary>Starts the host's background services, which run by the harness's clock.</summary>
    public async Task StartWorkersAsync(CancellationToken cancellationToken = default)
    {
        foreach (var worker in services.GetServices<IHostedService>())
            await worker.StartAsync(cancellationToken);
    }

    /// <summary>Stops them.</summary>
    public async Task StopWorkersAsync(CancellationToken cancellationToken = default)
    {
        foreach (var worker in services.GetServices<IHostedService>().Reverse())
            await worker.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var other in others)
            await other.DisposeAsync();
        foreach (var scope in scopes)
            await scope.DisposeAsync();
        await services.DisposeAsync();
        if (ownsDatabase)
            await Database.DisposeAsync();
    }

    internal TestTenant TenantOf(TenantFacts facts)
    {
        known[facts.Id] = true;
        return new TestTenant(UseCase<ITenantStore>(), Store, Clock, facts);
    }

    /// <summary>The system's store of the host, unwatched.</summary>
    private ISystemStore Store =>
        services.GetRequiredService<ISystemStore>() is var store && store is WatchedStore watched ? (ISystemStore)watched.Target : store;

    private static TestClock NewClock() => new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>A database whose tenant is set up and whose events are published, once in this process: a harness begins with a copy.</summary>
    private static async Task<(TestDatabase, TenantFacts)> CreateTemplateAsync(string kind)
    {
        var database = await TestDatabase.CreateAsync(kind);
        TenantFacts facts;
        await using (var harness = await StartAsync(new CrmHarnessOptions { Database = database }))
        {
            await harness.RelayAllAsync();
            facts = harness.Tenant.Facts;
        }
        await database.CloseAsync();
        return (database, facts);
    }

    private ServiceProvider Build()
    {
        var collection = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings()).Build();
        collection.AddLogging();
        collection.AddSingleton<IConfiguration>(configuration);
        collection.AddSingleton<TimeProvider>(Clock);
        collection.AddCrm(
            configuration.GetSection("Crm"),
            crm =>
            {
                crm.AddPlugins();
                TestStore.AddTo(crm);
                crm.RunSequences();
                crm.AddParts([Transport, .. options.Parts]);
                Watch(crm.Services);
                options.Compose?.Invoke(crm);
            }
        );
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    private void Watch(IServiceCollection collection)
    {
        if (options.OnStoreCall is not { } seen)
            return;
        Watch<ISystemStore>(collection, seen);
        Watch<ITenantStore>(collection, seen);
    }

    private static void Watch<T>(IServiceCollection collection, Action<StoreCall> seen)
        where T : class
    {
        var plain = collection.Last(service => service.ServiceType == typeof(T));
        object Plain(IServiceProvider provider) =>
            plain.ImplementationInstance
            ?? plain.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, plain.ImplementationType!);
        collection.Add(new ServiceDescriptor(typeof(T), provider => WatchedStore.Of((T)Plain(provider), (call, _) => seen(call)), plain.Lifetime));
    }

    private Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Crm:Database:Provider"] = Database.Options.Provider,
            ["Crm:Database:Connection"] = Database.Options.Connection,
            // A busy machine makes nobody's plugin too slow.
            ["Crm:Sequences:DecisionTimeout"] = "00:00:30",
        };
        for (var index = 0; index < options.Plugins.Count; index++)
            settings[$"Crm:Plugins:Enabled:{index}"] = options.Plugins[index];
        foreach (var (key, value) in options.Settings)
            settings[$"Crm:{key}"] = value;
        return settings;
    }
}
