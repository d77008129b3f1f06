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

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows looked at so far.</param>
public sealed record ImportProgress(long Rows);

/// <summary>What an import did, or would do.</summary>
public sealed record ImportResult
{
    /// <summary>The batch; null where nothing was kept.</summary>
    public Guid? Batch { get; init; }

    /// <summary>Whether it was kept: no dry run, and no row was refused.</summary>
    public required bool IsKept { get; init; }

    /// <summary>Rows that became something new.</summary>
    public required int New { get; init; }

    /// <summary>Rows that changed something.</summary>
    public required int Changed { get; init; }

    /// <summary>Rows that say what stands there already.</summary>
    public required int Same { get; init; }

    /// <summary>Rows that are wrong; where there is one, nothing is kept.</summary>
    public required int Refused { get; init; }

    /// <summary>What is wrong, with line numbers; at most 1,000.</summary>
    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>What should be looked at, with line numbers; at most 10,000 of <see cref="WarningCount"/>.</summary>
    public required IReadOnlyList<Problem> Warnings { get; init; }

    /// <summary>How many warnings there were.</summary>
    public required int WarningCount { get; init; }

    /// <summary>What became of each row, by line; only for a dry run, at most 10,000.</summary>
    public IReadOnlyList<ImportedRow> Rows { get; init; } = [];
}

/// <summary>What became of a row.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Fate">New, changed, same or refused.</param>
public sealed record ImportedRow(long Line, RowFate Fate);

/// <summary>What became of a row.</summary>
public enum RowFate
{
    /// <summary>Something new.</summary>
    New,

    /// <summary>Something there was changed.</summary>
    Changed,

    /// <summary>It stands there already.</summary>
    Same,

    /// <summary>It is wrong.</summary>
    Refused,
}
