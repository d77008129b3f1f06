using Crm.Plugins;

namespace Crm.Activities;

/// <summary>Gives the tenant's outcomes of all types. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class ListOutcomes(UseCaseExecutor executor, PluginCatalog plugins)
{
    /// <summary>Carries it out.</summary>
    public Task<OutcomeCatalog> ExecuteAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return executor.ReadAsync(
            caller,
            Right.ReadRecords,
            async context => OutcomeCatalog.Of(plugins, await context.Stores.Tenancy.GetOutcomesAsync(cancellationToken)),
            cancellationToken
        );
    }
}
