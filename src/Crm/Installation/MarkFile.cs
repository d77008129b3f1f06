using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Crm.Installation;

/// <summary>The file beside a database that keeps how far it has come, see <see cref="DatabaseOptions.MarkFile"/>.</summary>
internal sealed class MarkFile(IOptions<DatabaseOptions> options)
{
    /// <summary>Whether there is a file to compare with.</summary>
    public bool IsKept => options.Value.MarkFile is { Length: > 0 };

    /// <summary>Whether a database is known to be restored, or is behind what the file says of it.</summary>
    /// <param name="kept">What the file said before the database was read: another host may move both on meanwhile.</param>
    /// <param name="stored">What the database says; null where it says nothing.</param>
    public static bool IsBehind(InstallationMark? kept, InstallationMark? stored) =>
        stored is not null && (stored.IsBehind || (kept is not null && kept.Installation == stored.Installation && stored.At < kept.At));

    /// <summary>Several processes may write it, and each may be killed meanwhile: a new file takes the place of the old one.</summary>
    public void Write(InstallationMark mark)
    {
        if (options.Value.MarkFile is not { Length: > 0 } file)
            return;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);
        var draft = $"{file}.{Environment.ProcessId}";
        File.WriteAllText(draft, JsonSerializer.Serialize(mark));
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>What the file says; null where it says nothing. A file that cannot be read says nothing.</summary>
    public InstallationMark? Read()
    {
        try
        {
            return IsKept && File.Exists(options.Value.MarkFile)
                ? JsonSerializer.Deserialize<InstallationMark>(File.ReadAllText(options.Value.MarkFile!))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
