namespace Crm.Import;

/// <summary>Reads files of one format into rows of named values; the engine maps, validates and writes them.</summary>
public interface IImportFormat
{
    /// <summary>The format's key, such as <c>crm.csv</c>.</summary>
    string Key { get; }

    /// <summary>File name extensions, such as <c>.csv</c>.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Reads the rows one by one, without loading the whole file into memory.</summary>
    /// <exception cref="ImportFormatException">The file is not valid in this format; the exception names the line.</exception>
    IAsyncEnumerable<ImportRow> ReadAsync(Stream file, CancellationToken cancellationToken);

    /// <summary>Reads the rows of a text whose delimiter is known. Formats without delimiters keep the default, which refuses.</summary>
    /// <exception cref="ImportFormatException">The file is not valid in this format, or the format has no delimiters.</exception>
    IAsyncEnumerable<ImportRow> ReadAsync(Stream file, char delimiter, CancellationToken cancellationToken) =>
        throw new ImportFormatException(0, $"Files of the format {Key} have no delimiter; leave 'delimiter:' out of the mapping.");
}
