using Crm.Messages;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <summary>The pages of suppressions of everything, by hash and channel: an order that new ones do not disturb.</summary>
internal static class SuppressionList
{
    /// <summary>A page.</summary>
    public static async Task<Page<Suppression>> PageAsync(StoreSession session, SuppressionFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of("suppressions", session.Tenant, filter.Channel, filter.AddressHash, filter.Reasons?.Cast<object>());
        var size = Cursor.Size(page);
        var query = new SqlQuery<Suppression>(session).Where($"t.topic = ''");
        if (cursor.Read<Position>(page.After) is { } after)
            query.Where($"(t.address_hash, t.channel) > ({after.AddressHash}, {after.Channel})");
        if (filter.Channel is { } channel)
            query.Where($"t.channel = {channel}");
        if (filter.AddressHash is { } hash)
            query.Where($"t.address_hash = {hash}");
        if (filter.Reasons is { } reasons)
            query.Where($"{query.In("t.reason", reasons.Select(reason => reason.ToString()))}");
        var found = await session.RowsAsync<Suppression>(query.Rows("t.address_hash, t.channel", size + 1), cancellationToken);
        return cursor.Page(found, size, row => new Position(row.AddressHash, row.Channel));
    }

    private sealed record Position(string AddressHash, string Channel);
}
