using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <summary>Lets the use cases of a scope run inside the host's own transaction. Scoped. The host commits or rolls back; a use case that fails undoes only its own part.</summary>
/// <example><code>
/// await using var transaction = await host.Database.BeginTransactionAsync();
/// using var enlisted = scope.ServiceProvider.GetRequiredService&lt;CrmEnlistment&gt;().Enlist(host);
/// await logActivity.ExecuteAsync(caller, input, cancellationToken);
/// await host.SaveChangesAsync();
/// await transaction.CommitAsync();
/// </code></example>
public sealed class CrmEnlistment
{
    private DbContext? host;

    /// <summary>The context of the host, or null where the scope works by itself.</summary>
    internal DbContext? Host => host;

    /// <summary>From now on, units of work of this scope are savepoints in the context's current transaction.</summary>
    /// <param name="context">The host's context, on the same database as the engine, with a transaction begun. One use case at a time.</param>
    /// <returns>Dispose it to end the enlistment; the transaction stays the host's.</returns>
    /// <exception cref="InvalidOperationException">The scope is enlisted already.</exception>
    public IDisposable Enlist(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (host is not null)
            throw new InvalidOperationException("This scope is already enlisted: dispose the first enlistment before you enlist again.");
        host = context;
        return new End(this);
    }

    private sealed class End(CrmEnlistment enlistment) : IDisposable
    {
        public void Dispose() => enlistment.host = null;
    }
}
