using System.Text.Json.Serialization;

namespace Crm.Import;

/// <summary>A file to import.</summary>
public sealed record ImportFileInput : IFileInput
{
    /// <summary>The file; required, and must be seekable. The caller disposes it.</summary>
    [JsonIgnore]
    public Stream? Content { get; init; }

    /// <summary>Its name, for the batch and for finding the format by its ending; required.</summary>
    public string? FileName { get; init; }

    /// <summary>What becomes of its columns.</summary>
    public required ImportMapping Mapping { get; init; }

    /// <summary>Whether only the answer is wanted: everything is done and nothing kept.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Hears of each portion of rows, or null.</summary>
    [JsonIgnore]
    public IProgress<ImportProgress>? Progress { get; init; }

    /// <inheritdoc/>
    public object WithFile(Stream content, string fileName) => this with { Content = content, FileName = fileName };
}
