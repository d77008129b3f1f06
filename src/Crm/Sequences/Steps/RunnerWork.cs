namespace Crm.Sequences.Steps;

/// <summary>The frame of what the runner decides.</summary>
internal static class RunnerWork
{
    private static readonly Actor Runner = Actor.System("runner");
    private static readonly Access EveryRight = Access.Of(Runner, [], []);

    /// <summary>A tenant's frame for decisions that read nothing.</summary>
    public static Work Of(TenantId tenant, DateTimeOffset now, ChangeSet changes) => Of(null!, tenant, now, changes, CancellationToken.None);

    /// <summary>A tenant's frame.</summary>
    public static Work Of(IStores stores, TenantId tenant, DateTimeOffset now, ChangeSet changes, CancellationToken cancellationToken) =>
        new(stores, new WorkOrigin(tenant, Runner, "step.decide", [], now), EveryRight, changes, cancellationToken);
}
