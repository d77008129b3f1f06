using System.Text.Json.Serialization;
using Crm.Import;
using Crm.Records.Editing;

namespace Crm.Records;

/// <summary>Finds the records that a person means: named one by one, listed in a file, or all of a type by name, in this order.</summary>
/// <remarks>Invalid: nothing or too much is named, or the file cannot be read; names the line. NotFound, Refused with <c>ambiguous</c>: one that is named, with its line where it stands in a file.</remarks>
public sealed class SelectRecords : UseCase<SelectRecordsInput, IReadOnlyList<NamedRecord>>
{
    private const int MaxRecords = 10_000;
    private static readonly string[] Columns = ["record", "email"];
    private readonly PluginCatalog plugins;

    internal SelectRecords(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "records.select", Right.ReadRecords, WorkKind.Read) => this.plugins = plugins;

    private protected override async Task<IReadOnlyList<NamedRecord>> DecideAsync(Work work, SelectRecordsInput input)
    {
        var named = input.References.Select(text => (Text: text, Line: (long?)null)).ToList();
        if (input.Content is { } content)
            named.AddRange(await ReadAsync(content, work.Cancellation));
        var selected = await FindAsync(work, named);
        if (input.All is { } type)
            selected.AddRange(await AllAsync(work, type));
        return selected.Count switch
        {
            0 => throw CrmException.Invalid("records", "No records were given; name records, a file, or all of a type."),
            > MaxRecords => throw CrmException.Invalid("records", $"At most {MaxRecords} at once, were {selected.Count}."),
            _ => selected,
        };
    }

    private async Task<List<(string Text, long? Line)>> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        var texts = new List<(string, long?)>();
        // The use case may be decided again, and then the stream stands at its end.
        if (content.CanSeek)
            content.Position = 0;
        try
        {
            await foreach (var row in plugins.ReadRowsAsync(plugins.ImportFormat("csv"), content, delimiter: null, cancellationToken))
            {
                var column =
                    row.Values.Keys.FirstOrDefault(key => Columns.Contains(PlainText.Key(key)))
                    ?? throw CrmException.Invalid("file", $"It must have a column record or email; has {string.Join(", ", row.Values.Keys)}.");
                if (PlainText.Normalize(row.Values[column]) is { Length: > 0 } text)
                    texts.Add((text.Contains(':', StringComparison.Ordinal) || Guid.TryParse(text, out _) ? text : $"contact:{text}", row.Line));
                if (texts.Count > MaxRecords)
                    throw CrmException.Invalid("file", $"It may name {MaxRecords} records at most.");
            }
        }
        catch (ImportFormatException exception)
        {
            throw CrmException.Invalid([new Problem("file", exception.Message) { Line = exception.Line > 0 ? exception.Line : null }]);
        }
        return texts;
    }

    /// <summary>Set-based, kind by kind: a file names thousands.</summary>
    private static async Task<List<NamedRecord>> FindAsync(Work work, List<(string Text, long? Line)> named)
    {
        var texts = named.Select(one => (Text: At(one.Line, () => RecordText.Parse(one.Text)), one.Line)).ToList();
        var matches = await RecordMatches.LoadAsync(work, [.. texts.Select(one => one.Text)]);
        return
        [
            .. texts.Select(one => At(one.Line, () => ResolveRecord.One(work, one.Text, matches))).Select(record => new NamedRecord(record.Ref, record.Name)),
        ];
    }

    /// <summary>A problem with a line of the file is reported with its number.</summary>
    private static T At<T>(long? line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CrmException exception) when (line is not null)
        {
            throw CrmException.Invalid([new Problem("file", exception.Message) { Line = line }]);
        }
    }

    private static async Task<List<NamedRecord>> AllAsync(Work work, RecordType type)
    {
        var all = new List<NamedRecord>();
        var filter = new RecordFilter { Type = type, VisibleOwners = work.Access.VisibleOwners };
        for (string? after = null; all.Count <= MaxRecords; )
        {
            var page = await work.Stores.Records.ListAsync(filter, new PageRequest(200, after), work.Cancellation);
            all.AddRange(page.Rows.Select(record => new NamedRecord(record.Ref, record.Name)));
            if (page.Next is null)
                break;
            after = page.Next;
        }
        return all;
    }
}

/// <summary>Which records are meant; what is given adds up.</summary>
/// <param name="References">Texts as <see cref="ResolveRecord"/> takes them.</param>
public sealed record SelectRecordsInput(IReadOnlyList<string> References) : IFileInput
{
    /// <summary>A CSV file with a column <c>record</c> or <c>email</c> (of contacts), or null. The caller disposes it.</summary>
    [JsonIgnore]
    public Stream? Content { get; init; }

    /// <summary>The file's name, or null.</summary>
    public string? FileName { get; init; }

    /// <summary>All records of this type that the caller may see, or null.</summary>
    public RecordType? All { get; init; }

    /// <inheritdoc/>
    public object WithFile(Stream content, string fileName) => this with { Content = content, FileName = fileName };
}
