using global::MassTransit;
using Crm.Events;

namespace Crm.MassTransit;

/// <summary>The engine's bus, separate from any bus that the host itself uses.</summary>
public interface ICrmBus : IBus;

/// <summary>Publishes events to every process on the bus.</summary>
internal sealed class MassTransitEventBus(ICrmBus bus) : IEventBus
{
    /// <inheritdoc/>
    public Task PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken) =>
        bus.PublishBatch(events.Select(CrmEventEnvelope.Of), cancellationToken);
}

/// <summary>Passes received events to the listeners in this process.</summary>
internal sealed class EnvelopeConsumer(EventFeed feed) : IConsumer<CrmEventEnvelope>
{
    /// <inheritdoc/>
    public Task Consume(ConsumeContext<CrmEventEnvelope> context) => feed.PublishAsync([context.Message.ToEvent()], context.CancellationToken);
}
