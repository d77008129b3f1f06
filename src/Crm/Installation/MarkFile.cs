using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Crm.Installation;

/// <summary>The file beside a database that keeps how far it has come, see <see cref="DatabaseOptions.MarkFile"/>.</summary>
internal sealed class MarkFile(IOptions<DatabaseOptions> options)
{
    /// <summary>Whether there is a file to compare with.</summary>
    public bool IsKept => options.Value.MarkFile is { Length: > 0 };

    /// <summary>What the file says of this database; null where it says nothing.</summary>
    public InstallationMark? Kept(InstallationMark? stored) =>
        stored is not null && Read() is { } kept && kept.Installation == stored.Installation ? kept : null;

    /// <summary>Whether a stored mark is behind the file.</summary>
    public bool IsBehind(InstallationMark? stored) => Kept(stored) is { } kept && stored!.At < kept.At;

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

    /// <summary>A file that cannot be read tells nothing.</summary>
    private InstallationMark? Read()
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
