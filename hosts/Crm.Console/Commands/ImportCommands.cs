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
        var report = new Option<string?>("--report")
        {
            Description = "Write every problem and warning into this CSV file, one row each; what is there is overwritten.",
            HelpName = "FILE",
        };
        return runs.Does(
            new Command("csv", "Imports a CSV file: all of it, or nothing where a row is wrong.") { file, map, kind, dryRun, report },
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
                ? [result.Problems[0] with { Message = $"{result.Problems[0].Message} ({result.Problems.Count - 1} more problem(s), see the answer)" }]
                : result.Problems
        );

    private sealed class ProgressLine(ConsoleOutput output) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => output.Progress($"{value.Rows} rows");
    }
}
