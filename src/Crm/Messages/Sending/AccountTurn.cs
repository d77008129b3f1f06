namespace Crm.Messages.Sending;

/// <summary>One message's turn with an account. Given back when it is disposed and what the transport does has ended, which may be long after the engine stopped waiting for it.</summary>
internal sealed class AccountTurn(SemaphoreSlim turns) : IDisposable
{
    /// <summary>What the transport does with the message.</summary>
    public Task Sending { get; set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() =>
        _ = Sending.ContinueWith(_ => GiveBack(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void GiveBack()
    {
        try
        {
            turns.Release();
        }
        catch (ObjectDisposedException)
        {
            // The host is gone, and nobody waits.
        }
    }
}
