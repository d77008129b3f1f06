using Crm.EntityFrameworkCore;
using Crm.Hosting;
using Crm.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crm.Bench;

/// <summary>The engine in production wiring on a database, with a clock that stands where it is put.</summary>
internal sealed class BenchEngine : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly SetClock clock;

    private BenchEngine(ServiceProvider services, SetClock clock) => (this.services, this.clock) = (services, clock);

    /// <summary>The engine's now.</summary>
    public DateTimeOffset Now
    {
        set => clock.Now = value;
    }

    /// <summary>The stores.</summary>
    public ITenantStore Store => services.GetRequiredService<EntityFrameworkStore>();

    /// <summary>Builds it; connects to nothing.</summary>
    /// <param name="database">Where.</param>
    /// <param name="mail">Settings of the mail plugin.</param>
    public static BenchEngine On(BenchDatabase database, params IEnumerable<(string Key, string Value)> mail)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Crm:Database:Provider"] = database.Options.Provider,
                    ["Crm:Database:Connection"] = database.Options.Connection,
                    ["Crm:Plugins:Settings:crm_mail:Folder"] = Path.Combine(Path.GetTempPath(), "crm-bench-mail"),
                }
            )
            .AddInMemoryCollection(mail.Select(setting => KeyValuePair.Create($"Crm:Plugins:Settings:crm_mail:{setting.Key}", (string?)setting.Value)))
            .Build();
        var clock = new SetClock();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(clock);
        services.AddCrm(
            configuration.GetSection("Crm"),
            crm =>
            {
                crm.AddPlugins();
                crm.UseEntityFrameworkCore();
            }
        );
        return new BenchEngine(services.BuildServiceProvider(), clock);
    }

    /// <summary>A singleton of the engine.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Calls a use case in a scope of its own.</summary>
    public async Task<TResult> RunAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> call)
        where TUseCase : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => services.DisposeAsync();

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = BenchTenant.Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
