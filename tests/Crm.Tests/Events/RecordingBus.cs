namespace Crm.Events;

/// <summary>A bus that keeps what it is told.</summary>
internal sealed class RecordingBus : IEventBus
{
    public List<CrmEvent> Told { get; } = [];

    public bool IsDown { get; set; }

    public int Tries { get; private set; }

    public Task PublishAsync(IReadOnlyList<CrmEvent> events, CancellationToken cancellationToken)
    {
        lock (Told)
        {
            Tries++;
            if (IsDown)
                throw new IOException("The broker is away.");
            Told.AddRange(events);
            return Task.CompletedTask;
        }
    }
}
