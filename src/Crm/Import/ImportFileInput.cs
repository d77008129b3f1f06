namespace Crm.Import;

/// <summary>A file to import.</summary>
public sealed record ImportFileInput
{
    /// <summary>The file; must be seekable. The caller disposes it.</summary>
    public required Stream Content { get; init; }

    /// <summary>Its name, for the batch and for finding the format by its ending.</summary>
    public required string FileName { get; init; }

    /// <summary>What becomes of its columns.</summary>
    public required ImportMapping Mapping { get; init; }

    /// <summary>Whether only the answer is wanted: everything is done and nothing kept.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Is told after each portion of rows, or null.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }
}
