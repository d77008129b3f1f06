using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Messages.Sending;

/// <summary>
/// Sends in the background of a worker: so many mailboxes at the same time, of which those do not count that wait for a slow server or for the turn of a busy account. When the host stops it claims no more, lets what passed the gate finish,
/// and gives the rest back.
/// </summary>
internal sealed class SenderService(MessageSender sender, IOptions<SenderOptions> options, TimeProvider time, ILogger<SenderService> logger)
    : WorkLoop("Sending messages", time, logger)
{
    /// <summary>However many servers are silent.</summary>
    private const int MostConversations = 256;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly IOptions<SenderOptions> options = options;

    /// <inheritdoc/>
    protected override IWorker CreateWorker() => new Worker(this, sender);

    /// <summary>Lives from one start to the next stop, so a service that was paused and started again gets a fresh cancellation token.</summary>
    private sealed class Worker(SenderService service, MessageSender sender) : IWorker
    {
        private readonly CancellationTokenSource breakOff = new();
        private readonly List<Conversation> conversations = [];
        private readonly IdleSleep sleep = new();

        public async Task<TimeSpan> TakeTurnAsync(CancellationToken stop)
        {
            conversations.RemoveAll(conversation => conversation.Done.IsCompleted);
            var busy = conversations.Count(conversation => !conversation.IsSlow(service.Time));
            var free = Math.Min(service.options.Value.Mailboxes - busy, MostConversations - conversations.Count);
            if (free <= 0)
                return await UntilOneEndsAsync(BetweenLooks, stop);
            var begun = await sender.BeginOnceAsync(service.options.Value.BatchSize, free, stop, breakOff.Token);
            conversations.AddRange(begun);
            return begun.Count > 0 ? sleep.None() : await UntilOneEndsAsync(sleep.Longer(), stop);
        }

        /// <summary>What has passed the gate comes to its end.</summary>
        public async ValueTask DisposeAsync()
        {
            breakOff.CancelAfter(service.options.Value.StopTime);
            await Task.WhenAll(conversations.Select(conversation => conversation.Done));
            breakOff.Dispose();
        }

        /// <summary>A mailbox whose conversation has ended may have more to send.</summary>
        private Task<TimeSpan> UntilOneEndsAsync(TimeSpan atMost, CancellationToken stop) =>
            service.UntilOneEndsAsync(conversations.ConvertAll(conversation => conversation.Done), atMost, stop);
    }
}
