using Crm.Plugins;
using Crm.Sequences;
using Crm.Sequences.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the runner of sequences.</summary>
internal static class RunnerHosting
{
    /// <summary>Engine and runner, to be called by hand; the loop that calls it by itself is <see cref="AddRunnerLoop"/>.</summary>
    public static void AddRunner(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<RunnerOptions>().Bind(section.GetSection("Sequences")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => new StepEngine(provider.GetRequiredService<PluginCatalog>())
        {
            Patience = StepEngine.PatienceOf(provider.GetRequiredService<IOptions<RunnerOptions>>().Value.ThinkTime),
        });
        services.TryAddSingleton(provider => new SequenceRunner(
            provider.GetRequiredService<ISystemStore>(),
            provider.GetRequiredService<StepEngine>(),
            provider.GetRequiredService<IOptions<RunnerOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SequenceRunner>>()
        ));
    }

    /// <summary>Runs sequences in the background of this host.</summary>
    public static void AddRunnerLoop(this IServiceCollection services) =>
        services.AddHostedService(provider => new RunnerService(
            provider.GetRequiredService<SequenceRunner>(),
            provider.GetRequiredService<ISystemStore>(),
            provider.GetRequiredService<IOptions<RunnerOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RunnerService>>()
        ));
}
