namespace Crm.Activities;

/// <summary>Lists the tenant's outcomes of all types of activity.</summary>
public sealed class ListOutcomes : UseCase<NoInput, OutcomeCatalog>
{
    private readonly PluginCatalog plugins;

    internal ListOutcomes(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "outcomes.list", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<OutcomeCatalog> DecideAsync(Work work, NoInput input) =>
        OutcomeCatalog.Of(plugins, await work.Stores.Tenancy.GetOutcomesAsync(work.Cancellation));
}
