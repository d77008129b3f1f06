using System.Threading.Channels;

namespace Crm.Events;

/// <summary>Somebody listens; dispose to end it.</summary>
public sealed class EventSubscription : IDisposable
{
    private readonly TenantId tenant;
    private readonly Channel<CrmEvent> channel;
    private readonly Action<EventSubscription> ended;

    internal EventSubscription(TenantId tenant, int capacity, Action<EventSubscription> ended)
    {
        this.tenant = tenant;
        this.ended = ended;
        channel = Channel.CreateBounded<CrmEvent>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest });
    }

    /// <summary>The events, in the order in which they were told; ends when disposed.</summary>
    public ChannelReader<CrmEvent> Events => channel.Reader;

    /// <inheritdoc/>
    public void Dispose()
    {
        ended(this);
        channel.Writer.TryComplete();
    }

    internal void Hand(CrmEvent occurred)
    {
        if (occurred.Tenant == tenant)
            channel.Writer.TryWrite(occurred);
    }
}
