namespace Crm.Import;

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
