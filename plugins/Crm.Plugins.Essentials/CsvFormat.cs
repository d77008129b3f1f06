using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Crm.Import;
using CsvHelper;
using CsvHelper.Configuration;

namespace Crm.Plugins.Essentials;

/// <summary>Comma-separated values (RFC 4180) in UTF-8, with or without a byte order mark; commas, semicolons, tabs or bars between cells. The first line names the columns.</summary>
public sealed class CsvFormat : IImportFormat
{
    private const int MaxCell = 1_000_000;

    /// <inheritdoc/>
    public string Key => "crm.csv";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions => [".csv", ".tsv"];

    /// <inheritdoc/>
    public IAsyncEnumerable<ImportRow> ReadAsync(Stream file, CancellationToken cancellationToken) => ReadAsync(file, null, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ImportRow> ReadAsync(Stream file, char delimiter, CancellationToken cancellationToken) =>
        ReadAsync(file, (char?)delimiter, cancellationToken);

    private static async IAsyncEnumerable<ImportRow> ReadAsync(Stream file, char? delimiter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        await CheckEncodingAsync(file, cancellationToken);
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var (named, rest) = await SeparatorLine.TakeAsync(reader, cancellationToken);
        using var text = rest;
        using var parser = new CsvParser(text, Configuration(delimiter ?? named));
        // The line that names the separator stands above the header.
        var first = named is null ? 1L : 2L;
        if (!await NextAsync(parser, cancellationToken))
            throw new ImportFormatException(first, "The file is empty; its first line must name the columns.");
        var header = Header(parser, first);
        var ended = parser.RawRow + first - 1;
        while (await NextAsync(parser, cancellationToken))
        {
            var line = ended + 1L;
            ended = parser.RawRow + first - 1;
            CheckQuotes(parser, line);
            if (parser.Count != header.Length)
                throw new ImportFormatException(line, $"The row has {parser.Count} cells, but the first line names {header.Length} columns.");
            var values = new Dictionary<string, string>(header.Length, StringComparer.OrdinalIgnoreCase);
            for (var column = 0; column < header.Length; column++)
                values[header[column]] = parser[column].Trim();
            yield return new ImportRow(line, values);
        }
    }

    private static CsvConfiguration Configuration(char? delimiter) =>
        new(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = delimiter is null,
            DetectDelimiterValues = [",", ";", "\t", "|"],
            Delimiter = $"{delimiter ?? ','}",
            MaxFieldSize = MaxCell,
            BadDataFound = null,
        };

    private static async Task<bool> NextAsync(CsvParser parser, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await parser.ReadAsync();
        }
        catch (MaxFieldSizeException)
        {
            throw new ImportFormatException(parser.RawRow, $"A cell has more than {MaxCell} characters; is a quotation mark missing before it?");
        }
        catch (CsvHelperException exception)
        {
            throw new ImportFormatException(parser.RawRow, exception.Message);
        }
    }

    private static string[] Header(CsvParser parser, long line)
    {
        CheckQuotes(parser, line);
        var header = parser.Record!.Select(column => column.Trim()).ToArray();
        if (Array.Exists(header, string.IsNullOrEmpty))
            throw new ImportFormatException(line, "The first line must name every column; one is empty.");
        var twice = header.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? header : throw new ImportFormatException(line, $"The first line names the column '{twice.Key}' twice.");
    }

    /// <summary>A quote that is opened must be closed (RFC 4180 §2.5); else the rest of the file would end up in one cell.</summary>
    private static void CheckQuotes(CsvParser parser, long line)
    {
        if (parser.RawRecord.AsSpan().Count('"') % 2 != 0)
            throw new ImportFormatException(line, "A quotation mark is opened and not closed; inside a quoted cell write it twice.");
    }

    /// <summary>Looks for bytes that are not UTF-8 before anything is read, so that the line can be named.</summary>
    private static async Task CheckEncodingAsync(Stream file, CancellationToken cancellationToken)
    {
        if (!file.CanSeek)
            return;
        var start = file.Position;
        var buffer = new byte[64 * 1024];
        var (line, held) = (1L, 0);
        int read;
        while ((read = await file.ReadAsync(buffer.AsMemory(held), cancellationToken)) > 0)
        {
            var filled = held + read;
            // Whole lines are looked at; what begins a line at the end of the buffer waits for more.
            var whole = buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && filled == buffer.Length)
                whole = filled - 4;
            line = CheckLines(buffer.AsSpan(0, whole), line);
            held = filled - whole;
            buffer.AsSpan(whole, held).CopyTo(buffer);
        }
        CheckLines(buffer.AsSpan(0, held), line);
        file.Position = start;
    }

    private static long CheckLines(ReadOnlySpan<byte> lines, long line)
    {
        if (Utf8.IsValid(lines) && !lines.Contains((byte)0))
            return line + lines.Count((byte)'\n');
        foreach (var range in lines.Split((byte)'\n'))
        {
            if (lines[range].Contains((byte)0))
                throw new ImportFormatException(
                    line,
                    "The line contains the character U+0000, which text cannot contain: the file is UTF-16 or damaged; save it as 'CSV UTF-8' and try again, or name its encoding in the mapping ('encoding: utf-16')."
                );
            if (!Utf8.IsValid(lines[range]))
                throw new ImportFormatException(
                    line,
                    "The file is not UTF-8: save it as 'CSV UTF-8' and try again, or name its encoding in the mapping ('encoding: windows-1252')."
                );
            line++;
        }
        return line;
    }
}
