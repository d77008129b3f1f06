namespace Crm.Sequences.Running;

/// <summary>One of the slots of a slow handler; disposing gives it back, once.</summary>
/// <param name="handler">Whose slot it is.</param>
/// <param name="isProbe">Whether it is the try that finds out whether the handler answers again.</param>
internal sealed class SlowSlot(SlowHandler handler, bool isProbe) : IDisposable
{
    private bool hasAsked;
    private bool isReturned;

    /// <summary>Whose slot it is.</summary>
    public SlowHandler Handler { get; } = handler;

    /// <summary>The handler is asked.</summary>
    public void Ask() => hasAsked = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref isReturned, true))
            Handler.Return(isProbe && !hasAsked);
    }
}
