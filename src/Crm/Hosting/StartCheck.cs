using Crm.Plugins;
using Crm.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Crm.Hosting;

/// <summary>Before anything runs: the plugins are whole and the database has the schema that this version needs. Else the host does not start, and says why.</summary>
internal sealed class StartCheck(IServiceScopeFactory scopes, PluginCatalog plugins, IOptions<DatabaseOptions> options) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = plugins;
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<ICrmStore>();
        if (options.Value.MigratesAtStart)
            await store.MigrateAsync(cancellationToken);
        var schema = await store.GetSchemaStateAsync(cancellationToken);
        if (schema.Missing.Count > 0)
            throw CrmException.Refused(
                "schema-old",
                $"The database lacks {schema.Missing.Count} migration(s), the first is {schema.Missing[0]}; run 'crm setup', or have a DBA run 'crm setup --script'."
            );
        if (schema.Unknown.Count > 0)
            throw CrmException.Refused("schema-new", $"The database was migrated by a newer version ({schema.Unknown[0]}); update this host.");
    }

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
