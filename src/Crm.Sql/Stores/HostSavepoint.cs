namespace Crm.Sql.Stores;

/// <summary>A unit of work within the host's transaction: a savepoint, with role and tenant put back at its end, so that the host reaches its own tables again.</summary>
internal sealed class HostSavepoint : ITransactionEnd
{
    private const string Name = "crm_unit";

    private readonly OpenTransaction host;
    private readonly HostSettings before;
    private bool isReleased;

    private HostSavepoint(OpenTransaction host, HostSettings before) => (this.host, this.before) = (host, before);

    /// <summary>Sets the savepoint; the unit's first statement takes on the tenant.</summary>
    /// <param name="host">The host's transaction, and the tenant whose rows are seen in it until the end.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<HostSavepoint> BeginAsync(OpenTransaction host, CancellationToken cancellationToken)
    {
        var before = await host.Database.GetHostSettingsAsync(host.Transaction, cancellationToken);
        await host.Transaction.SaveAsync(Name, cancellationToken);
        return new HostSavepoint(host, before);
    }

    /// <inheritdoc/>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        // What was set within a savepoint outlives its release.
        await host.Database.RestoreAsync(host.Transaction, before, cancellationToken);
        await host.Transaction.ReleaseAsync(Name, cancellationToken);
        isReleased = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (isReleased || host.Transaction.Connection is null)
            return;
        await host.Transaction.RollbackAsync(Name);
        await host.Transaction.ReleaseAsync(Name);
    }
}
