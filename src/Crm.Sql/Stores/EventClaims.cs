using Crm.Events;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IEventClaims"/>
internal sealed class EventClaims(StoreSession session) : IEventClaims
{
    private readonly ClaimSql statements = ClaimSql.For(session.Dialect);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutboxEvent>> ClaimAsync(DateTimeOffset now, int max, TimeSpan lease, CancellationToken cancellationToken)
    {
        var claim = new SqlStatement(statements.ClaimEvents, session.Time("now", now), new("max", max), StoreSession.Lease(lease));
        return [.. (await session.RowsAsync<OutboxEvent>(claim, cancellationToken)).OrderBy(row => row.Id.Value)];
    }

    /// <inheritdoc/>
    public Task ConfirmAsync(IReadOnlyCollection<CrmEventId> events, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            new SqlStatement(statements.ConfirmEvents, session.Set("ids", events.Select(id => id.Value)), session.Time("now", now)),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task PutOffAsync(OutboxEvent claimed, int attempts, DateTimeOffset until, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            new SqlStatement(
                ClaimSql.PutOffEvent,
                session.Id(claimed.Id.Value),
                new("fence", claimed.Fence),
                new("attempts", attempts),
                session.Time("now", until)
            ),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<int> ReleaseAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(new SqlStatement(ClaimSql.ReleaseEvents, session.Time("now", now)), cancellationToken);
}
