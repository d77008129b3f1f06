using Crm.Sequences.Steps;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Hosting;

/// <summary>Before anything runs: the plugins are whole and the database has the schema that this version needs. Else the host does not start, and says why.</summary>
internal sealed partial class StartCheck(ISchema schema, ISystemStore store, PluginGuard guard, IOptions<DatabaseOptions> options, ILogger<StartCheck> logger)
    : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var state = await schema.GetStateAsync(cancellationToken);
        // Looked at first: a start on a current schema, which nearly all are, takes no lock and loads no migration engine.
        if (options.Value.MigratesAtStart() && state is { Missing.Count: > 0, Unknown.Count: 0 })
        {
            await schema.MigrateAsync(cancellationToken);
            state = await schema.GetStateAsync(cancellationToken);
        }
        if (state.Missing.Count > 0)
            throw CrmException.Refused("schema-old", $"The database lacks {state.Missing.Count} migration(s); the first is {state.Missing[0]}.");
        if (state.Unknown.Count > 0)
            throw CrmException.Refused("schema-new", $"The database was migrated by a newer version ({state.Unknown[0]}); update this host.");
        await CheckSequencesAsync(cancellationToken);
    }

    /// <summary>Live enrollments and drafts may use what a plugin brought that is no longer loaded: they stay readable and are blocked when their turn comes, so all of it is named at once.</summary>
    private async Task CheckSequencesAsync(CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        await guard.Memory.RememberAsync(unit, cancellationToken);
        var unknown = (await unit.GetUsedHandlerKeysAsync(cancellationToken)).Where(key => !guard.Catalog.StepHandlers.ContainsKey(key)).ToList();
        await unit.CommitAsync(cancellationToken);
        if (unknown.Count > 0)
            LogUnknownSteps(logger, string.Join(", ", unknown));
        foreach (var rule in guard.Memory.StopRules.Concat(guard.Memory.EligibilityRules))
            LogLackingRule(logger, guard.Memory.WhyNot(rule));
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Saved sequences use steps that no loaded plugin brings: {Keys}. Load their plugins; until then their enrollments are blocked when due."
    )]
    private static partial void LogUnknownSteps(ILogger logger, string keys);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Why} Until it can be, everything that it would have decided is held.")]
    private static partial void LogLackingRule(ILogger logger, string why);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
