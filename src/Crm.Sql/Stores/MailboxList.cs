using Crm.Messages;
using Crm.Records;

namespace Crm.Sql.Stores;

/// <summary>The mailboxes of tenants: a few each.</summary>
internal static class MailboxList
{
    /// <summary>All that a session sees, by address.</summary>
    /// <param name="session">Where they are.</param>
    /// <param name="tenants">Only these tenants'; null: all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<IReadOnlyList<Mailbox>> AllAsync(StoreSession session, IReadOnlyCollection<TenantId>? tenants, CancellationToken cancellationToken)
    {
        var query = new SqlQuery<Mailbox>(session);
        if (tenants is not null)
            query.Where($"{query.In("t.tenant", tenants.Select(tenant => tenant.Value))}");
        return await session.RowsAsync<Mailbox>(query.Columns("t.*", "t.address, t.id"), cancellationToken);
    }
}
