using System.Globalization;
using Crm.Import;
using CsvHelper;
using CsvHelper.Configuration;

namespace Crm.Output;

/// <summary>The file beside an import: what is wrong or odd, one row for each row of the imported file.</summary>
internal static class ImportReport
{
    /// <summary>Writes it, with the columns <c>line</c>, <c>kind</c> (<c>refused</c>, <c>warning</c>), <c>field</c>, <c>message</c>, in the order of the lines.</summary>
    public static async Task WriteAsync(Stream file, ImportResult result, CancellationToken cancellationToken)
    {
        // Cells of the imported file are other people's: none becomes a formula where the report is opened as a spreadsheet.
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };
        await using var text = new StreamWriter(file, leaveOpen: true);
        await using var csv = new CsvWriter(text, configuration);
        var rows = result.Problems.Select(problem => (Kind: "refused", problem)).Concat(result.Warnings.Select(problem => (Kind: "warning", problem)));
        await csv.WriteRecordsAsync(
            rows.OrderBy(row => row.problem.Line)
                .Select(row => new
                {
                    line = row.problem.Line,
                    kind = row.Kind,
                    field = row.problem.Field,
                    message = row.problem.Message,
                }),
            cancellationToken
        );
    }
}
