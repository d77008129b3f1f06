using Crm.Messages;
using Crm.Records;

namespace Crm.Sql.Stores;

/// <summary>What a mailbox could not send since it last could.</summary>
internal static class RefusedInARow
{
    /// <summary>The tenant is named beside its policy: the index begins with it.</summary>
    private const string Statement = """
        with last as (
            select s.spoken_at from crm_message s
            where s.tenant = @tenant and s.mailbox = @mailbox and s.spoken_at is not null and s.state in ('Sent', 'Delivered', 'Replied')
            order by s.spoken_at desc limit 1
        )
        select m.id, m.address_hash from crm_message m
        where m.tenant = @tenant and m.mailbox = @mailbox and m.spoken_at is not null and m.state = 'Failed' and m.reason = @reason
        and (not exists (select 1 from last) or m.spoken_at > (select spoken_at from last))
        order by m.spoken_at desc limit @max
        """;

    /// <summary>The messages, newest first.</summary>
    public static async Task<IReadOnlyList<RefusedMessage>> ReadAsync(
        StoreSession session,
        MailboxId mailbox,
        string reason,
        int max,
        CancellationToken cancellationToken
    )
    {
        var tenant = session.Tenant ?? throw new InvalidOperationException("A mailbox is one tenant's.");
        var wanted = new SqlStatement(
            Statement,
            new("tenant", session.Dialect.Id(tenant.Value)),
            new("mailbox", session.Dialect.Id(mailbox.Value)),
            new("reason", reason),
            new("max", max)
        );
        return await session.SelectAsync(wanted, row => new RefusedMessage(new MessageId(row.GetGuid(0)), row.GetString(1)), cancellationToken);
    }
}
