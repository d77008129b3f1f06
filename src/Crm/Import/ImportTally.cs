namespace Crm.Import;

/// <summary>Counts what becomes of rows and collects what is said about them.</summary>
internal sealed class ImportTally(bool keepsRows)
{
    private const int MaxProblems = 1_000;
    private const int MaxWarnings = 10_000;
    private const int MaxMessage = 400;
    private const int MaxRows = 10_000;
    private readonly int[] counts = new int[Enum.GetValues<RowResult>().Length];
    private readonly SortedDictionary<long, RowResult> rows = [];
    private readonly List<Problem> problems = [];
    private readonly List<Problem> warnings = [];
    private int warningCount;

    /// <summary>Whether anything is wrong, so that nothing is kept.</summary>
    public bool HasProblems => problems.Count > 0;

    public void Count(long line, RowResult fate)
    {
        counts[(int)fate]++;
        if (keepsRows && rows.Count < MaxRows)
            rows[line] = fate;
    }

    /// <summary>A row that was the same changes after all: a link that could only be made at the end.</summary>
    public void CountAsChanged(long line)
    {
        counts[(int)RowResult.Same]--;
        counts[(int)RowResult.Changed]++;
        if (rows.ContainsKey(line))
            rows[line] = RowResult.Changed;
    }

    /// <summary>Takes a row; it is refused where it is wrong.</summary>
    public void Attempt(long line, Action take)
    {
        try
        {
            take();
        }
        catch (CrmException exception)
        {
            Refuse(line, exception);
        }
    }

    /// <summary>A row is wrong.</summary>
    public void Refuse(long line, CrmException exception)
    {
        Count(line, RowResult.Refused);
        var found = exception.Error is CrmError.Invalid invalid ? invalid.Problems : [new Problem("", exception.Error.Message)];
        foreach (var problem in found.Take(MaxProblems - problems.Count))
            problems.Add(Shortened(problem) with { Line = line });
    }

    /// <summary>The file cannot be read further.</summary>
    public void Break(long line, string message) => problems.Add(new Problem("", message) { Line = line > 0 ? line : null });

    /// <summary>A row should be looked at.</summary>
    public void Warn(long line, string field, string message)
    {
        if (++warningCount <= MaxWarnings)
            warnings.Add(Shortened(new Problem(field, message)) with { Line = line });
    }

    /// <summary>A day that some systems write for "no date".</summary>
    public void WarnOfDay(long line, string field, string value) =>
        Warn(
            line,
            field,
            $"'{value}' is how some systems write 'no date'; it was kept as that day. If it means 'no date' here, list it under 'empty:' in the mapping."
        );

    /// <summary>The file names its columns and nothing else.</summary>
    public void WarnOfNoRows() => Warn(1, "", "The file has no rows below its first line, so nothing was imported and its columns were not checked.");

    /// <summary>A message repeats what a cell holds; a cell may hold a million characters.</summary>
    private static Problem Shortened(Problem problem) =>
        problem.Message.Length <= MaxMessage
            ? problem
            : problem with
            {
                Message = $"{problem.Message[..(MaxMessage / 2)]} … {problem.Message[^(MaxMessage / 2)..]}",
            };

    public ImportResult ToResult(Guid? batch) =>
        new()
        {
            Batch = batch,
            IsKept = batch is not null,
            New = counts[(int)RowResult.New],
            Changed = counts[(int)RowResult.Changed],
            Same = counts[(int)RowResult.Same],
            Refused = counts[(int)RowResult.Refused],
            Problems = problems,
            Warnings = warnings,
            WarningCount = warningCount,
            Rows = [.. rows.Select(row => new ImportedRow(row.Key, row.Value))],
        };
}
