using System.Data.Common;

namespace Crm.Sql.Stores;

/// <summary>How a unit of work ends.</summary>
internal interface ITransactionEnd : IAsyncDisposable
{
    /// <summary>Makes it last.</summary>
    Task CommitAsync(CancellationToken cancellationToken);
}

/// <summary>A transaction of its own: commit, or roll back when disposed; connection and turn go back.</summary>
internal sealed class OwnTransaction(OpenTransaction work, IDisposable? turn) : ITransactionEnd
{
    /// <inheritdoc/>
    public Task CommitAsync(CancellationToken cancellationToken) => work.Transaction.CommitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await work.Transaction.DisposeAsync();
        }
        catch (DbException exception)
        {
            // A connection that is gone has rolled back; what broke it was thrown before.
            work.Translate(exception);
        }
        finally
        {
            await work.CloseAsync();
            turn?.Dispose();
        }
    }
}
