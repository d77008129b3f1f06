namespace Crm.Messages.Sending;

/// <summary>One account as this process knows it. Safe for all threads.</summary>
internal sealed class AccountState(SendingAccount account, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim turns = new(Math.Max(1, account.MaxConcurrentMessages), int.MaxValue);
    private readonly Breaker breaker = new(1, time);
    private readonly HashSet<MailboxId> resting = [];

    /// <summary>As the transport names it.</summary>
    public SendingAccount Account { get; } = account;

    /// <summary>Waits until the account takes one more message.</summary>
    /// <param name="patience">How long at most.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>Null where its turn did not come.</returns>
    public async Task<AccountTurn?> EnterAsync(TimeSpan patience, CancellationToken stop)
    {
        try
        {
            return await turns.WaitAsync(patience, stop) ? new AccountTurn(turns) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    /// <summary>See <see cref="SendingAccounts.MayTry"/>.</summary>
    public bool MayTry(MailboxId mailbox)
    {
        lock (gate)
        {
            if (!breaker.IsOpen || breaker.TryProbe())
                return true;
            resting.Add(mailbox);
            return false;
        }
    }

    /// <summary>Mailboxes that rest until the next probe.</summary>
    public IReadOnlyList<MailboxId> Resting
    {
        get
        {
            lock (gate)
                return breaker.IsOpen && !breaker.IsProbeDue ? [.. resting] : [];
        }
    }

    /// <summary>It cannot be used.</summary>
    /// <returns>Whether that is new.</returns>
    public bool GoDown(MailboxId mailbox)
    {
        lock (gate)
        {
            resting.Add(mailbox);
            return breaker.Fail();
        }
    }

    /// <summary>It can be used.</summary>
    /// <returns>Since when it could not; null where it could.</returns>
    public DateTimeOffset? ComeBack()
    {
        lock (gate)
        {
            var since = breaker.OpenSince;
            breaker.Succeed();
            resting.Clear();
            return since;
        }
    }

    /// <summary>A message came to its end without the server being asked: whether it is back, the next one finds out.</summary>
    public void LearnNothing() => breaker.ReturnProbe();
}
