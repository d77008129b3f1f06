using System.Security.Cryptography;
using System.Text.Json;
using Crm.Audit;
using Crm.Events;

namespace Crm.Import;

/// <summary>
/// Imports a file as a mapping says: all of it in one transaction, or nothing where a row is wrong. A second import of the same file changes nothing, empty cells erase
/// nothing, and no rules start. The batch is the audit row. Publishes <c>import.finished</c>.
/// </summary>
/// <remarks>
/// Wrong rows are in the result, with their lines; they throw nothing. Invalid: no file, no plugin reads this kind of file, or the mapping does not fit it. Forbidden: the caller may not administer and
/// the file holds members, choices or fields to declare.
/// </remarks>
public sealed class ImportFile : UseCase<ImportFileInput, ImportResult>
{
    private const int PortionSize = 1_000;
    private readonly PluginCatalog plugins;
    private readonly IRecordFollower follower;

    internal ImportFile(UseCaseExecutor executor, PluginCatalog plugins, IRecordFollower follower)
        : base(executor, "file.import", Right.Import, WorkKind.Write, Right.Administer) => (this.plugins, this.follower) = (plugins, follower);

    /// <summary>The file's content counts, too.</summary>
    private protected override byte[] HashOf(ImportFileInput input)
    {
        var content = ContentOf(input);
        content.Position = 0;
        return SHA256.HashData([.. base.HashOf(input), .. SHA256.HashData(content)]);
    }

    private protected override async Task<ImportResult> DecideAsync(Work work, ImportFileInput input)
    {
        var (content, fileName) = (ContentOf(input), input.FileName ?? "");
        var format = FormatOf(fileName);
        var tally = new ImportTally(keepsRows: input.IsDryRun);
        var target = await TargetAsync(work, input.Mapping, tally);
        try
        {
            // From its beginning each time: the use case may be decided again.
            var text = await ImportText.OpenAsync(content, input.Mapping.Encoding, tally, work.Cancellation);
            var delimiter = input.Mapping.Delimiter is { } sign ? ImportText.Delimiter(sign) : null;
            await ReadAsync(work, target, plugins.ReadRowsAsync(format, text, delimiter, work.Cancellation), input, tally);
            if (!tally.HasProblems)
                await target.FinishAsync();
        }
        catch (ImportFormatException exception)
        {
            tally.Break(exception.Line, exception.Message);
        }
        // Without changes in the work nothing is committed: what the portions wrote is rolled back.
        if (input.IsDryRun || tally.HasProblems)
            return tally.ToResult(batch: null);
        var result = tally.ToResult(work.NewId());
        work.Changes.Insert(
            new Batch
            {
                Tenant = work.Tenant,
                Id = result.Batch!.Value,
                Kind = "import",
                Name = fileName,
                At = work.Now,
                Actor = work.Actor,
                Counts = JsonSerializer.Serialize(
                    new
                    {
                        @new = result.New,
                        changed = result.Changed,
                        same = result.Same,
                        warnings = result.WarningCount,
                    }
                ),
            }
        );
        work.Publish("import.finished", about: null, new EventPayload.OfImport(result.Batch, input.Mapping.Kind));
        return result;
    }

    private static Stream ContentOf(ImportFileInput input) =>
        input.Content switch
        {
            null => throw CrmException.Invalid("file", "A file is required."),
            { CanSeek: false } => throw new ArgumentException("The file must be seekable: it may have to be read again.", nameof(input)),
            var content => content,
        };

    private IImportFormat FormatOf(string fileName)
    {
        var ending = Path.GetExtension(fileName);
        return plugins.ImportFormats.Values.FirstOrDefault(format => format.Extensions.Contains(ending, StringComparer.OrdinalIgnoreCase))
            ?? throw CrmException.Invalid(
                "file",
                $"Nothing reads '{ending}' files; loaded formats read {string.Join(", ", plugins.ImportFormats.Values.SelectMany(format => format.Extensions).Order(StringComparer.Ordinal))}."
            );
    }

    private static void RequireAdministrator(Work work, string what)
    {
        if (!work.Access.Rights.Contains(Right.Administer))
            throw CrmException.Forbidden(nameof(Right.Administer), $"{what} requires the right {nameof(Right.Administer)}.");
    }

    private static async Task ReadAsync(Work work, IImportTarget target, IAsyncEnumerable<ImportRow> file, ImportFileInput input, ImportTally tally)
    {
        var mapper = new RowMapper(input.Mapping);
        var portion = new List<MappedRow>(PortionSize);
        var rows = 0L;
        await foreach (var row in file.WithCancellation(work.Cancellation))
        {
            if (rows++ == 0)
                mapper.CheckColumns(row, tally);
            tally.Attempt(row.Line, () => portion.Add(mapper.Map(row)));
            if (portion.Count < PortionSize)
                continue;
            await target.TakeAsync(portion, mapper);
            portion.Clear();
            input.Progress?.Report(new ImportProgress(rows));
        }
        if (rows == 0)
            tally.WarnOfNoRows();
        if (portion.Count > 0)
            await target.TakeAsync(portion, mapper);
        input.Progress?.Report(new ImportProgress(rows));
    }

    private async Task<IImportTarget> TargetAsync(Work work, ImportMapping mapping, ImportTally tally)
    {
        await CheckAsync(work, mapping);
        // What takes the right to administer on every other way takes it on this one: else a file would make its importer an administrator.
        if (mapping.Kind is ImportKind.Members or ImportKind.Choices)
            RequireAdministrator(work, $"Importing {mapping.Kind.ToString().ToLowerInvariant()}");
        if (mapping.Fields.Count > 0 && await CustomFieldImport.UndeclaredAsync(work, mapping) is { Count: > 0 } undeclared)
        {
            RequireAdministrator(work, $"Declaring custom fields ({string.Join(", ", undeclared.Select(field => field.Key))})");
            await CustomFieldImport.DeclareAsync(work, undeclared);
        }
        return mapping.Kind switch
        {
            ImportKind.Members => await MemberImport.OpenAsync(work, tally),
            ImportKind.Choices => await CustomFieldImport.OpenAsync(work, mapping, tally),
            ImportKind.Activities => await ActivityImport.OpenAsync(work, plugins, mapping, tally),
            _ => await RecordImport.OpenAsync(work, mapping, tally, follower),
        };
    }

    /// <summary>What the mapping says must have a meaning here, whoever made it.</summary>
    private static async Task CheckAsync(Work work, ImportMapping mapping)
    {
        var custom = mapping.RecordType is { } type
            ? (await work.Stores.Tenancy.GetCustomFieldsAsync(work.Cancellation)).Where(field => field.RecordType == type).Select(field => field.Key)
            : [];
        var problems = MappingCheck.Problems(mapping, [.. custom]).ToList();
        if (mapping.Zone is { } zone && Zones.WhyNot(zone) is { } whyNot)
            problems.Add(new Problem("zone", whyNot));
        if (problems.Count > 0)
            throw CrmException.Invalid(problems);
    }
}
