using Crm.Sequences.Steps;
using Microsoft.Extensions.Logging;

namespace Crm.Installation;

/// <summary>
/// Compares how far the database has come with a file beside it, and marks both anew. A database that is behind the file was restored from a backup: what is due in it may have been carried out already.
/// One per host; safe for all threads.
/// </summary>
internal sealed class DatabaseMark(ISystemStore store, RecoveryEpoch epoch, MarkFile file, TimeProvider time, ILogger<DatabaseMark> logger) : IDisposable
{
    /// <summary>A worker marks the database so often: what happens after the last mark is not missed by whoever restores a backup of that moment.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private readonly LoopFailures failures = new("Keeping the database's mark in its file", time, logger);
    private DateTimeOffset next;
    private bool isBehind;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>The file.</summary>
    public MarkFile File { get; } = file;

    /// <summary>Looks whether the database is behind; where it is not, marks it and the file. Looks once in <see cref="Between"/>.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (!File.IsKept)
            return false;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!isBehind && Time.GetUtcNow() < next)
                return false;
            await using var unit = await store.BeginAsync(cancellationToken);
            var stored = await unit.Installation.GetMarkAsync(cancellationToken);
            isBehind = File.IsBehind(stored);
            if (!isBehind)
            {
                stored = await unit.Installation.MarkAsync(Time.GetUtcNow().ToMicroseconds(), cancellationToken);
                await unit.CommitAsync(cancellationToken);
                Keep(stored);
                next = Time.GetUtcNow() + Between;
            }
            epoch.Set(stored);
            return isBehind;
        }
        finally
        {
            gate.Release();
        }
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
}
