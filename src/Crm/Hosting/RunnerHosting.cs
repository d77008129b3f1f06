using Crm.Plugins;
using Crm.Sequences;
using Crm.Sequences.Publishing;
using Crm.Sequences.Running;
using Crm.Sequences.Steps;
using Crm.Sequences.Templates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the runner of sequences.</summary>
internal static class RunnerHosting
{
    /// <summary>Engine and runner, to be called by hand; the loop that calls it by itself is <see cref="AddRunnerLoop"/>.</summary>
    public static void AddRunner(this IServiceCollection services, IConfiguration section)
    {
        var sequences = section.GetSection("Sequences");
        services
            .AddOptions<RunnerOptions>()
            .Bind(sequences)
            .RefuseRenamed(sequences, ("ThinkTime", nameof(RunnerOptions.DecisionTimeout)), ("SlowTime", nameof(RunnerOptions.SlowStepTimeout)))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(provider => new PluginGuard(provider.GetRequiredService<PluginCatalog>())
        {
            UseCaseLimit = PluginGuard.LimitOf(provider.GetRequiredService<IOptions<RunnerOptions>>().Value),
        });
        services.TryAddSingleton<PublishedSequences>();
        services.TryAddSingleton<LiquidTemplates>();
        services.TryAddSingleton<Enrollments>();
        services.TryAddSingleton<BatchLoader>();
        services.TryAddSingleton<StepDecider>();
        services.TryAddSingleton<BatchDecider>();
        services.TryAddSingleton(provider => new StepEngine(
            provider.GetRequiredService<Enrollments>(),
            provider.GetRequiredService<PluginGuard>(),
            provider.GetRequiredService<BatchLoader>()
        ));
        services.TryAddSingleton(provider =>
            provider.GetService<IHostEnvironment>()?.IsDevelopment() == true ? Waypoints.KillAt(section[Waypoints.KillAtKey]) : Waypoints.Silent
        );
        services.TryAddSingleton(provider => new SequenceRunner(
            provider.OwnStore(),
            provider.GetRequiredService<BatchDecider>(),
            provider.GetRequiredService<IOptions<RunnerOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            new RunnerTools(provider.GetRequiredService<Waypoints>(), provider.GetRequiredService<ILogger<SequenceRunner>>())
        ));
    }

    /// <summary>A store of the runner's own: a scope's store may share the transaction of the scope's host, and the runner belongs to no scope.</summary>
    private static ICrmStore OwnStore(this IServiceProvider provider) =>
        provider.GetRequiredService<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<ICrmStore>();

    /// <summary>Runs sequences in the background of this host.</summary>
    public static void AddRunnerLoop(this IServiceCollection services) =>
        services.AddHostedService(provider => new RunnerService(
            provider.GetRequiredService<SequenceRunner>(),
            provider.OwnStore(),
            provider.GetRequiredService<IOptions<RunnerOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RunnerService>>()
        ));
}
