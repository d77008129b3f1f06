namespace Crm.Components;

/// <summary>
/// Keeps one part of a page up to date, from <see cref="StartAsync"/> to <see cref="Stop"/>, in whatever order they come. One refresh at a time loads it; what changes meanwhile asks for one more. Transient: each component has
/// its own.
/// </summary>
internal sealed class LiveRefresh(LiveChanges changes, ICallerProvider callers, Failures failures, TimeProvider time)
{
    private static readonly AsyncLocal<bool> Running = new();

    /// <summary>How long it waits before it tries again to begin.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private LivePart? part;
    private ExecutionContext? own;
    private bool isStopped;
    private bool isWanted;
    private bool isBusy;

    /// <summary>Whether what runs is a refresh, which no person asked for: it keeps nobody signed in.</summary>
    public static bool IsRunning => Running.Value;

    /// <summary>Whether news do not arrive at the moment, because the database does not answer.</summary>
    public bool IsAway { get; private set; }

    /// <summary>Begins to listen, once the part is on the page. If the database does not answer, it retries.</summary>
    public async Task StartAsync(LivePart shown)
    {
        if (await failures.CatchAsync(() => ListenAsync(shown)) is { CanRetry: true })
            _ = RetryAsync(shown);
    }

    /// <summary>Listens no more.</summary>
    public void Stop()
    {
        lock (gate)
        {
            isStopped = true;
            changes.Remove(this);
        }
    }

    /// <summary>Takes news, from any thread.</summary>
    public void Take(LiveNews news)
    {
        if (part is { } shown && shown.Concerns(news))
            Want(shown);
    }

    /// <summary>Learns whether news arrive, from any thread. When they arrive again the part is loaded, since some may have been missed.</summary>
    public void SetAway(bool isAway)
    {
        if (part is not { } shown || IsAway == isAway)
            return;
        IsAway = isAway;
        if (!isAway)
            Want(shown);
        else
            Dispatch(
                shown,
                () =>
                {
                    shown.Render();
                    return Task.CompletedTask;
                }
            );
    }

    private async Task ListenAsync(LivePart shown)
    {
        var tenant = (await callers.GetCallerAsync(CancellationToken.None)).Tenant;
        lock (gate)
        {
            // The page may have been left meanwhile.
            if (isStopped)
                return;
            (part, own) = (shown, ExecutionContext.Capture());
            changes.Add(this, tenant);
        }
    }

    private async Task RetryAsync(LivePart shown)
    {
        IsAway = true;
        shown.Render();
        do await Task.Delay(Pause, time);
        while (!isStopped && await failures.CatchAsync(() => ListenAsync(shown)) is { CanRetry: true });
        SetAway(false);
    }

    private void Want(LivePart shown)
    {
        lock (gate)
        {
            isWanted = true;
            if (isBusy || isStopped)
                return;
            isBusy = true;
        }
        Dispatch(shown, () => RunAsync(shown));
    }

    /// <summary>News come from a thread that knows nothing of the page; its language is that of the page.</summary>
    private void Dispatch(LivePart shown, Func<Task> run) => ExecutionContext.Run(own!, _ => shown.Dispatch(run), null);

    private async Task RunAsync(LivePart shown)
    {
        Running.Value = true;
        do
        {
            if (shown.Patience > TimeSpan.Zero)
                await Task.Delay(shown.Patience, time);
            if (Begin())
                await failures.CatchAsync(shown.Refresh);
        } while (IsWantedAgain());
    }

    private bool Begin()
    {
        lock (gate)
        {
            isWanted = false;
            return !isStopped;
        }
    }

    private bool IsWantedAgain()
    {
        lock (gate)
            return isBusy = isWanted && !isStopped;
    }
}
