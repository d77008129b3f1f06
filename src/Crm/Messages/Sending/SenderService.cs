using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Messages.Sending;

/// <summary>Sends in the background of a worker. When the host stops it claims no more, lets what passed the gate finish, and gives the rest back.</summary>
internal sealed class SenderService(MessageSender sender, IOptions<SenderOptions> options, TimeProvider time, ILogger<SenderService> logger)
    : WorkLoop("Sending messages", time, logger)
{
    private readonly CancellationTokenSource breakOff = new();

    /// <summary>A server that keeps one sender waiting must not keep all mail waiting.</summary>
    protected override int Workers => 4;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        breakOff.CancelAfter(options.Value.StopTime);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        breakOff.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override IWorker CreateWorker() =>
        new SimpleWorker(
            async (sleep, stop) => (await sender.RunOnceAsync(options.Value.BatchSize, stop, breakOff.Token)).IsIdle ? sleep.Longer() : sleep.None()
        );
}
