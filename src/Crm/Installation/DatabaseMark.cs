using System.Text.Json;
using Crm.Sequences.Steps;
using Microsoft.Extensions.Options;

namespace Crm.Installation;

/// <summary>
/// Compares how far the database has come with a file beside it, and marks both anew. A database that is behind the file was restored from a backup: what is due in it may have been carried out already.
/// One per host; safe for all threads.
/// </summary>
internal sealed class DatabaseMark(ISystemStore store, RecoveryEpoch epoch, IOptions<DatabaseOptions> options, TimeProvider time)
{
    /// <summary>A worker marks the database so often: what happens after the last mark is not missed by whoever restores a backup of that moment.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    private readonly SemaphoreSlim gate = new(1);
    private DateTimeOffset next;
    private bool isBehind;

    /// <summary>Whether there is a file to compare with.</summary>
    public bool IsKept => options.Value.MarkFile is { Length: > 0 };

    /// <summary>What the file says of this database; null where it says nothing.</summary>
    public InstallationMark? Kept(InstallationMark? stored) =>
        stored is not null && Read() is { } kept && kept.Installation == stored.Installation ? kept : null;

    /// <summary>Whether a stored mark is behind the file.</summary>
    public bool IsBehind(InstallationMark? stored) => Kept(stored) is { } kept && stored!.At < kept.At;

    /// <summary>Looks whether the database is behind; where it is not, marks it and the file. Looks once in <see cref="Between"/>.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (!IsKept)
            return false;
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!isBehind && Time.GetUtcNow() < next)
                return false;
            await using var unit = await store.BeginAsync(cancellationToken);
            var stored = await unit.Installation.GetMarkAsync(cancellationToken);
            isBehind = IsBehind(stored);
            if (!isBehind)
            {
                stored = await unit.Installation.MarkAsync(Time.GetUtcNow().ToMicroseconds(), cancellationToken);
                await unit.CommitAsync(cancellationToken);
                Write(stored);
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

    /// <summary>A recovery has begun: database and file are as far as the new mark.</summary>
    public void Begin(InstallationMark recovered)
    {
        epoch.Set(recovered);
        if (IsKept)
            Write(recovered);
    }

    /// <summary>A file that cannot be read tells nothing.</summary>
    private InstallationMark? Read()
    {
        try
        {
            return IsKept && File.Exists(options.Value.MarkFile)
                ? JsonSerializer.Deserialize<InstallationMark>(File.ReadAllText(options.Value.MarkFile!))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Several processes may write it, and each may be killed meanwhile: a new file takes the place of the old one.</summary>
    private void Write(InstallationMark mark)
    {
        var file = options.Value.MarkFile!;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        var draft = $"{file}.{Environment.ProcessId}";
        File.WriteAllText(draft, JsonSerializer.Serialize(mark));
        File.Move(draft, file, overwrite: true);
    }
}
