using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <summary>How a unit of work ends.</summary>
internal interface ITransactionEnd : IAsyncDisposable
{
    /// <summary>Makes it last.</summary>
    Task CommitAsync(CancellationToken cancellationToken);
}

/// <summary>A transaction of its own: commit, or roll back when disposed; context, connection and turn go back.</summary>
internal sealed class OwnTransaction(CrmDbContext context, DbTransaction transaction, IDisposable? turn) : ITransactionEnd
{
    /// <inheritdoc/>
    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await context.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
        }
        catch (DbException)
        {
            // A connection that is gone has rolled back; what broke it was thrown before.
        }
        finally
        {
            context.Tenant = null;
            await context.DisposeAsync();
            turn?.Dispose();
        }
    }
}
