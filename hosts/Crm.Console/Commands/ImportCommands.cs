using System.CommandLine;
using Crm.Import;
using Crm.Output;

namespace Crm.Commands;

/// <summary><c>crm import</c>.</summary>
internal static class ImportCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) => new("import", "Brings files in.") { Csv(runs) };

    private static Command Csv(CommandRuns runs)
    {
        var file = Files.Argument("FILE", "The file, in UTF-8.");
        var map = new Option<string>("--map")
        {
            Description = "What becomes of the columns, as a YAML file.",
            HelpName = "MAPPING",
            Required = true,
        };
        var kind = Options.WordOption<ImportKind>("--as", "What the rows become, whatever the mapping says");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what an import would do." };
        return runs.Does(
            new Command("csv", "Imports a CSV file: all of it, or nothing where a row is wrong.") { file, map, kind, dryRun },
            async (session, parsed, cancellationToken) =>
            {
                var mapping = ImportMappingYaml.Parse(await Files.ReadTextAsync("map", parsed.GetRequiredValue(map), cancellationToken));
                var path = parsed.GetRequiredValue(file);
                await using var content = Files.Open("file", path);
                var input = new ImportFileInput
                {
                    Content = content,
                    FileName = Path.GetFileName(path),
                    Mapping = parsed.GetResult(kind) is null ? mapping : mapping with { Kind = parsed.GetValue(kind) },
                    IsDryRun = parsed.GetValue(dryRun),
                    Progress = new ProgressLine(session.Output),
                };
                var result = await session.Get<ImportFile>().ExecuteAsync(session.Caller, input, cancellationToken);
                session.Answer(result, page => Write(page, result, input.IsDryRun));
                return result.Refused == 0 && result.Problems.Count == 0 ? CrmCommand.Ok : session.Output.Fail(Error(result), CrmCommand.Wrong);
            }
        );
    }

    /// <summary>The first problem in short: all of them stand in the answer.</summary>
    private static CrmError.Invalid Error(ImportResult result) =>
        new(
            result.Problems.Count > 1
                ? [result.Problems[0] with { Message = $"{result.Problems[0].Message} ({result.Problems.Count - 1} more problem(s), see the answer)" }]
                : result.Problems
        );

    private static void Write(TextPage page, ImportResult result, bool isDryRun)
    {
        page.Table(
            ["NEW", "CHANGED", "SAME", "REFUSED", "WARNINGS"],
            [
                [Number(result.New), Number(result.Changed), Number(result.Same), Number(result.Refused), Number(result.WarningCount)],
            ]
        );
        foreach (var row in result.Rows.GroupBy(row => row.Fate).OrderBy(group => group.Key))
            page.Line($"{row.Key}: lines {Ranges(row.Select(one => one.Line))}");
        foreach (var problem in result.Problems)
            page.Line($"Refused: {problem}");
        foreach (var warning in result.Warnings)
            page.Line($"Warning: {warning}");
        page.Line(
            isDryRun ? "Nothing was kept: this was a dry run."
            : result.IsKept ? $"Imported as batch {result.Batch}."
            : "Nothing was imported: mend the file and import it again."
        );
    }

    private static string Number(int count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Lines in a row as one range: a file of thousands stays readable.</summary>
    private static string Ranges(IEnumerable<long> lines)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var line in lines.Order())
            if (ranges is [.., var last] && line <= last.To + 1)
                ranges[^1] = (last.From, line);
            else
                ranges.Add((line, line));
        return string.Join(", ", ranges.Select(range => range.From == range.To ? $"{range.From}" : $"{range.From}–{range.To}"));
    }

    private sealed class ProgressLine(ConsoleOutput output) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => output.Progress($"{value.Rows} rows");
    }
}
