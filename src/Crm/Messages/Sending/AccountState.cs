namespace Crm.Messages.Sending;

/// <summary>One account as this process knows it. Safe for all threads.</summary>
internal sealed class AccountState(SendingAccount account) : IDisposable
{
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim connections = new(Math.Max(1, account.MaxConcurrentMessages), int.MaxValue);
    private readonly HashSet<MailboxId> resting = [];
    private DateTimeOffset? downSince;
    private DateTimeOffset nextProbe;

    /// <summary>As the transport names it.</summary>
    public SendingAccount Account { get; } = account;

    /// <summary>Waits until the account takes one more message; disposing the turn gives it back.</summary>
    /// <param name="patience">How long at most.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>Null where its turn did not come.</returns>
    public async Task<IDisposable?> EnterAsync(TimeSpan patience, CancellationToken stop)
    {
        try
        {
            return await connections.WaitAsync(patience, stop) ? new Turn(connections) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connections.Dispose();

    /// <summary>See <see cref="SendingAccounts.MayTry"/>.</summary>
    public bool MayTry(MailboxId mailbox, DateTimeOffset now)
    {
        lock (gate)
        {
            if (downSince is null)
                return true;
            if (Rests(now))
            {
                resting.Add(mailbox);
                return false;
            }
            nextProbe = now + BetweenProbes;
            return true;
        }
    }

    /// <summary>Mailboxes that rest until the next probe.</summary>
    public IReadOnlyList<MailboxId> Resting(DateTimeOffset now)
    {
        lock (gate)
            return downSince is not null && Rests(now) ? [.. resting] : [];
    }

    /// <summary>It cannot be used.</summary>
    /// <returns>Whether that is new.</returns>
    public bool GoDown(MailboxId mailbox, DateTimeOffset now)
    {
        lock (gate)
        {
            resting.Add(mailbox);
            nextProbe = now + BetweenProbes;
            if (downSince is not null)
                return false;
            downSince = now;
            return true;
        }
    }

    /// <summary>It can be used.</summary>
    /// <returns>Since when it could not; null where it could.</returns>
    public DateTimeOffset? ComeBack()
    {
        lock (gate)
        {
            var since = downSince;
            downSince = null;
            resting.Clear();
            return since;
        }
    }

    /// <summary>Not for longer than from probe to probe, where a clock was set back.</summary>
    private bool Rests(DateTimeOffset now) => now < nextProbe && nextProbe - now <= BetweenProbes;

    private sealed class Turn(SemaphoreSlim connections) : IDisposable
    {
        private SemaphoreSlim? held = connections;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
