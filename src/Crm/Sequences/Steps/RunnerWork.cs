namespace Crm.Sequences.Steps;

/// <summary>The frame of what the runner decides.</summary>
internal static class RunnerWork
{
    private static readonly Access EveryRight = Access.Of(Enrollments.Runner, [], []);

    /// <summary>A tenant's frame for decisions that read nothing.</summary>
    public static Work Of(TenantId tenant, DateTimeOffset now, ChangeSet changes) => Of(null!, tenant, now, changes, CancellationToken.None);

    /// <summary>A tenant's frame.</summary>
    public static Work Of(IStores stores, TenantId tenant, DateTimeOffset now, ChangeSet changes, CancellationToken cancellationToken) =>
        new(stores, new WorkOrigin(tenant, Enrollments.Runner, "step.decide", [], now), EveryRight, changes, cancellationToken);
}
