namespace Crm.Import;

/// <summary>Reads a kind of file into rows of named values; the engine maps, checks and writes them.</summary>
public interface IImportFormat
{
    /// <summary>The format's key, such as <c>crm.csv</c>.</summary>
    string Key { get; }

    /// <summary>File name endings, such as <c>.csv</c>.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Reads rows one after the other, without holding the file in memory.</summary>
    /// <exception cref="ImportFormatException">The file is not of this format; says the line.</exception>
    IAsyncEnumerable<ImportRow> ReadAsync(Stream file, CancellationToken cancellationToken);
}
