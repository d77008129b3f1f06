using Crm.Sequences.Steps;
using Microsoft.Extensions.Logging;

namespace Crm.Installation;

/// <summary>
/// Compares how far the database has come with a file beside it, and marks both anew. A database that is behind the file was restored from a backup: what is due in it may have been carried out already.
/// One per host; safe for all threads.
/// </summary>
internal sealed partial class DatabaseMark(ISystemStore store, RecoveryEpoch epoch, MarkFile file, TimeProvider time, ILogger<DatabaseMark> logger)
    : IDisposable
{
    /// <summary>A worker marks the database so often: what happens after the last mark is not missed by whoever restores a backup of that moment.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private readonly LoopFailures failures = new("Keeping the database's mark in its file", time, logger);
    private DateTimeOffset next;
    private DateTimeOffset? asksUntil;
    private MarkState state = MarkState.Current;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>The file.</summary>
    public MarkFile File { get; } = file;

    /// <summary>Checks whether the database is behind; where it is not, marks it and the file. Reads once in <see cref="Between"/>.</summary>
    public async Task<MarkState> CheckAsync(CancellationToken cancellationToken)
    {
        if (!File.IsKept)
            return MarkState.Current;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (state == MarkState.Current && Time.GetUtcNow() < next)
                return state;
            var before = state;
            state = await ReadAsync(cancellationToken);
            if (state == MarkState.Behind && before != state)
                LogBehind(logger);
            return state;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<MarkState> ReadAsync(CancellationToken cancellationToken)
    {
        var kept = File.Read();
        await using var unit = await store.BeginAsync(cancellationToken);
        var stored = await unit.Installation.GetMarkAsync(cancellationToken);
        epoch.Set(stored);
        if (MarkFile.IsBehind(kept, stored))
        {
            if (!stored!.IsBehind)
            {
                await unit.Installation.MarkBehindAsync(cancellationToken);
                await unit.CommitAsync(cancellationToken);
            }
            return MarkState.Behind;
        }
        // This host cannot know whether the database was restored; others that have worked on it can, and say so before it marks the database anew.
        if (stored is not null && kept?.Installation != stored.Installation && Time.GetUtcNow() < (asksUntil ??= Time.GetUtcNow() + Between))
            return MarkState.Unknown;
        stored = await unit.Installation.MarkAsync(Time.GetUtcNow().ToMicroseconds(), cancellationToken);
        await unit.CommitAsync(cancellationToken);
        Keep(stored);
        next = Time.GetUtcNow() + Between;
        return MarkState.Current;
    }

    /// <summary>A folder that cannot be written must not keep mail from leaving: a restored database is then not recognized, and the log says so.</summary>
    private void Keep(InstallationMark stored)
    {
        try
        {
            File.Write(stored);
            failures.Clear();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failures.Add(exception);
        }
    }

    /// <summary>A recovery has begun: database and file are as far as the new mark.</summary>
    public void Begin(InstallationMark recovered)
    {
        epoch.Set(recovered);
        File.Write(recovered);
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "The database is older than its last mark: it was restored from a backup, and what is due may have been done already. No background work runs until a recovery is begun."
    )]
    private static partial void LogBehind(ILogger logger);
}
