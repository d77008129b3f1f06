using System.CommandLine;
using Crm.Import;
using Crm.Output;

namespace Crm.Commands;

/// <summary><c>crm import</c>.</summary>
internal static class ImportCommands
{
    /// <summary>The group.</summary>
    public static Command Create(CommandRuns runs) => new("import", "Imports files.") { Csv(runs) };

    private static Command Csv(CommandRuns runs)
    {
        var file = Files.Argument("FILE", "The file, in UTF-8.");
        var map = new Option<string>("--map")
        {
            Description = "The YAML file that maps columns to fields.",
            HelpName = "MAPPING",
            Required = true,
        };
        var kind = Options.WordOption<ImportKind>("--as", "What to import the rows as; overrides the mapping");
        var dryRun = new Option<bool>("--dry-run") { Description = "Only report what the import would do." };
        var report = new Option<string?>("--report")
        {
            Description = "Write every problem and warning to this CSV file, one per row; an existing file is overwritten.",
            HelpName = "FILE",
        };
        return runs.Does(
            new Command("csv", "Imports a CSV file: all of it, or nothing if a row is wrong.") { file, map, kind, dryRun, report },
            async (session, parsed, cancellationToken) =>
            {
                var mapping = ImportMappingYaml.Parse(await Files.ReadTextAsync("map", parsed.GetRequiredValue(map), cancellationToken));
                var path = parsed.GetRequiredValue(file);
                await using var content = Files.Open("file", path);
                var reportPath = parsed.GetValue(report);
                // Before the import: one that is kept must not fail over its report.
                await using var reportFile = reportPath is null ? null : Files.Create("report", reportPath);
                var input = new ImportFileInput
                {
                    Content = content,
                    FileName = Path.GetFileName(path),
                    Mapping = parsed.GetResult(kind) is null ? mapping : mapping with { Kind = parsed.GetValue(kind) },
                    IsDryRun = parsed.GetValue(dryRun),
                    Progress = new ProgressLine(session.Output),
                };
                var result = await session.Get<ImportFile>().ExecuteAsync(session.Caller, input, cancellationToken);
                if (reportFile is not null)
                    await ImportReport.WriteAsync(reportFile, result, cancellationToken);
                session.Answer(result, page => ImportPage.Write(page, result, input.IsDryRun, reportPath));
                return result.Refused == 0 && result.Problems.Count == 0 ? CrmCommand.Ok : session.Output.Fail(Error(result), CrmCommand.Wrong);
            }
        );
    }

    /// <summary>The first problem in short: all of them stand in the answer.</summary>
    private static CrmError.Invalid Error(ImportResult result) =>
        new(
            result.Problems.Count > 1
                ? [result.Problems[0] with { Message = $"{result.Problems[0].Message} ({result.Problems.Count - 1} more problem(s), see the result)" }]
                : result.Problems
        );

    private sealed class ProgressLine(ConsoleOutput output) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => output.Progress($"{value.Rows} rows");
    }
}
