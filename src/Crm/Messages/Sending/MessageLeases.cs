using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Crm.Messages.Sending;

/// <summary>Takes queued messages under a lease, renews it and gives messages back.</summary>
internal sealed partial class MessageLeases(ISystemStore store, IOptions<SenderOptions> options, TimeProvider time, ILogger<MessageLeases> logger)
{
    private TimeSpan Lease => options.Value.Lease;

    /// <summary>How many mailboxes are sent from at the same time.</summary>
    public int Mailboxes => options.Value.Mailboxes;

    /// <summary>Claims what is due.</summary>
    /// <param name="run">Counts.</param>
    /// <param name="max">How many messages at most.</param>
    /// <param name="mailboxes">Of how many mailboxes at most.</param>
    /// <param name="resting">Mailboxes that are left out.</param>
    /// <param name="cancellationToken">Cancels it before the commit.</param>
    public async Task<IReadOnlyList<Message>> ClaimAsync(
        SenderRun run,
        int max,
        int mailboxes,
        IReadOnlyCollection<MailboxId> resting,
        CancellationToken cancellationToken
    )
    {
        run.Begin();
        IReadOnlyList<Message> claimed;
        await using (var unit = await store.BeginAsync(cancellationToken))
        {
            claimed = await unit.MessageClaims.ClaimAsync(
                time.GetUtcNow().ToMicroseconds(),
                new MessageClaim(max, Lease) { Mailboxes = mailboxes, Except = resting },
                cancellationToken
            );
            // Not to be cancelled: a commit whose answer is not waited for leaves messages leased that nobody gives back.
            if (claimed.Count > 0)
                await unit.CommitAsync(CancellationToken.None);
        }
        run.Add(counts => counts with { Claimed = claimed.Count });
        Telemetry.MessagesClaimed.Add(claimed.Count);
        return claimed;
    }

    /// <summary>Gives messages back.</summary>
    /// <param name="run">Counts.</param>
    /// <param name="messages">As they were claimed.</param>
    /// <param name="hold">How long nobody is to look at them; null: as it was.</param>
    public async Task ReleaseAsync(SenderRun run, IReadOnlyList<Message> messages, TimeSpan? hold)
    {
        run.Begin();
        await using var unit = await store.BeginAsync(CancellationToken.None);
        var until = time.GetUtcNow().ToMicroseconds() + hold;
        await unit.MessageClaims.ReleaseAsync([.. messages.Select(message => (message.Id, message.Fence))], until, CancellationToken.None);
        await unit.CommitAsync(CancellationToken.None);
        run.Add(counts => counts with { Held = counts.Held + messages.Count });
    }

    /// <summary>Renews the lease of a message until it is sent, or somebody else has it.</summary>
    public async Task RenewAsync(PassedMessage passed, CancellationToken sent)
    {
        var (message, watch) = (passed.Message, passed.Lease);
        while (true)
        {
            await Task.Delay(Lease / 3, time, sent).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (sent.IsCancellationRequested)
                return;
            try
            {
                var moment = watch.Now;
                await using var unit = await store.BeginAsync(CancellationToken.None);
                if (!await unit.MessageClaims.RenewLeaseAsync(message.Id, message.Fence, Lease, CancellationToken.None))
                    return;
                await unit.CommitAsync(CancellationToken.None);
                watch.Renew(moment);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                LogRenewal(logger, exception, message.Id);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of message {Message} could not be renewed.")]
    private static partial void LogRenewal(ILogger logger, Exception exception, MessageId message);
}
