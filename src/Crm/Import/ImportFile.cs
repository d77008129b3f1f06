using System.Security.Cryptography;
using System.Text.Json;
using Crm.Audit;
using Crm.Imports;
using Crm.Plugins;
using Crm.Values;

namespace Crm.Import;

/// <summary>
/// Imports a file as a mapping says: all of it in one transaction, or nothing where a row is wrong. A second import of the same file changes nothing, empty cells erase
/// nothing, and no rules start. The batch is the audit row.
/// </summary>
public sealed class ImportFile(UseCaseExecutor executor, PluginCatalog plugins)
{
    private const int PortionSize = 1_000;

    /// <summary>Imports the file, or says what an import would do.</summary>
    /// <returns>What became of the rows. Wrong rows are in it, with their lines; they throw nothing.</returns>
    /// <exception cref="CrmException">Invalid: no plugin reads this kind of file, or the mapping does not fit it. Forbidden: the caller may not import, or may not administer and the file holds members, choices or fields to declare.</exception>
    public async Task<ImportResult> ExecuteAsync(Caller caller, ImportFileInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        if (!input.Content.CanSeek)
            throw new ArgumentException("The file must be seekable: it may have to be read again.", nameof(input));
        var format = FormatOf(input.FileName);
        return await executor.WriteAsync(
            caller,
            "import",
            Right.Import,
            new
            {
                input.FileName,
                input.IsDryRun,
                input.Mapping,
                // Only where a later call is compared with this one: hashing reads the file once more.
                Content = caller.IdempotencyKey is null ? "" : await HashAsync(input.Content, cancellationToken),
            },
            work => ImportAsync(work, format, input, cancellationToken),
            cancellationToken
        );
    }

    private static async Task<string> HashAsync(Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    private IImportFormat FormatOf(string fileName)
    {
        var ending = Path.GetExtension(fileName);
        return plugins.ImportFormats.Values.FirstOrDefault(format => format.Extensions.Contains(ending, StringComparer.OrdinalIgnoreCase))
            ?? throw CrmException.Invalid(
                "file",
                $"Nothing reads '{ending}' files; loaded formats read {string.Join(", ", plugins.ImportFormats.Values.SelectMany(format => format.Extensions).Order(StringComparer.Ordinal))}."
            );
    }

    private async Task<ImportResult> ImportAsync(Work work, IImportFormat format, ImportFileInput input, CancellationToken cancellationToken)
    {
        input.Content.Position = 0;
        var tally = new ImportTally(keepsRows: input.IsDryRun);
        var target = await TargetAsync(work, input.Mapping, tally, cancellationToken);
        try
        {
            await ReadAsync(target, format, input, tally, cancellationToken);
            if (!tally.HasProblems)
                await target.FinishAsync(cancellationToken);
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
                Name = input.FileName,
                At = work.Now,
                Actor = work.Author,
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
        work.Publish("import.finished", about: null, new { batch = result.Batch, kind = input.Mapping.Kind });
        return result;
    }

    private static void RequireAdministrator(Work work, string what)
    {
        if (!work.Access.Rights.Contains(Right.Administer))
            throw CrmException.Forbidden(nameof(Right.Administer), $"{what} takes the right {nameof(Right.Administer)}.");
    }

    private static async Task ReadAsync(
        IImportTarget target,
        IImportFormat format,
        ImportFileInput input,
        ImportTally tally,
        CancellationToken cancellationToken
    )
    {
        var mapper = new RowMapper(input.Mapping);
        var portion = new List<MappedRow>(PortionSize);
        var rows = 0L;
        await foreach (var row in format.ReadAsync(input.Content, cancellationToken))
        {
            if (rows++ == 0)
                mapper.CheckColumns(row, tally);
            portion.Add(mapper.Map(row));
            if (portion.Count < PortionSize)
                continue;
            await target.TakeAsync(portion, mapper, cancellationToken);
            portion.Clear();
            input.Progress?.Report(new ImportProgress(rows));
        }
        if (rows == 0)
            tally.WarnOfNoRows();
        if (portion.Count > 0)
            await target.TakeAsync(portion, mapper, cancellationToken);
        input.Progress?.Report(new ImportProgress(rows));
    }

    private async Task<IImportTarget> TargetAsync(Work work, ImportMapping mapping, ImportTally tally, CancellationToken cancellationToken)
    {
        if (mapping.Zone is { } zone && Zones.WhyNot(zone) is { } why)
            throw CrmException.Invalid("zone", why);
        // What takes the right to administer on every other way takes it on this one: else a file would make its importer an administrator.
        if (mapping.Kind is ImportKind.Members or ImportKind.Choices)
            RequireAdministrator(work, $"Importing {mapping.Kind.ToString().ToLowerInvariant()}");
        if (mapping.Fields.Count > 0 && await CustomFieldImport.UndeclaredAsync(work, mapping, cancellationToken) is { Count: > 0 } undeclared)
        {
            RequireAdministrator(work, $"Declaring custom fields ({string.Join(", ", undeclared.Select(field => field.Key))})");
            await CustomFieldImport.DeclareAsync(work, undeclared, cancellationToken);
        }
        return mapping.Kind switch
        {
            ImportKind.Members => await MemberImport.OpenAsync(work, tally, cancellationToken),
            ImportKind.Choices => await CustomFieldImport.OpenAsync(work, mapping, tally, cancellationToken),
            ImportKind.Activities => await ActivityImport.OpenAsync(work, plugins, mapping, tally, cancellationToken),
            _ => await RecordImport.OpenAsync(work, mapping, tally, cancellationToken),
        };
    }
}
