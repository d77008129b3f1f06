using System.Data.Common;
using Crm.Sql;

namespace Crm.EntityFrameworkCore;

/// <summary>A unit of work within the host's transaction: a savepoint, with role and tenant put back at its end, so that the host reaches its own tables again.</summary>
internal sealed class HostSavepoint(CrmDbContext context, SqlDatabase database, DbTransaction transaction, HostSettings before) : ITransactionEnd
{
    private const string Name = "crm_unit";
    private bool isReleased;

    /// <summary>Sets the savepoint and takes on the tenant.</summary>
    public static async Task<HostSavepoint> BeginAsync(
        CrmDbContext context,
        SqlDatabase database,
        DbTransaction transaction,
        TransactionScope scope,
        CancellationToken cancellationToken
    )
    {
        var before = await database.GetHostSettingsAsync(transaction, cancellationToken);
        await transaction.SaveAsync(Name, cancellationToken);
        await database.ConfineAsync(transaction.Connection!, transaction, scope, cancellationToken);
        return new HostSavepoint(context, database, transaction, before);
    }

    /// <inheritdoc/>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        // What was set within a savepoint outlives its release.
        await database.RestoreAsync(transaction, before, cancellationToken);
        await transaction.ReleaseAsync(Name, cancellationToken);
        isReleased = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!isReleased && transaction.Connection is not null)
            {
                await transaction.RollbackAsync(Name);
                await transaction.ReleaseAsync(Name);
            }
        }
        finally
        {
            await context.DisposeAsync();
        }
    }
}
