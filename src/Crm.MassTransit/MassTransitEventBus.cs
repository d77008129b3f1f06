using global::MassTransit;
using Crm.Events;

namespace Crm.MassTransit;

/// <summary>The engine's bus, apart from one that the host itself may have.</summary>
public interface ICrmBus : IBus;

/// <summary>Publishes events to every process on the bus.</summary>
internal sealed class MassTransitEventBus(ICrmBus bus) : IEventBus
{
    /// <inheritdoc/>
    public Task PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken) =>
        bus.PublishBatch(events.Select(CrmEventEnvelope.Of), cancellationToken);
}

/// <summary>Hands what it hears to those who listen in this process.</summary>
internal sealed class EnvelopeConsumer(EventFeed feed) : IConsumer<CrmEventEnvelope>
{
    /// <inheritdoc/>
    public Task Consume(ConsumeContext<CrmEventEnvelope> context) => feed.PublishAsync([context.Message.ToEvent()], context.CancellationToken);
}
