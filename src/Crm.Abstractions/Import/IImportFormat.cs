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

/// <summary>One row of a file.</summary>
/// <param name="Line">The line in the file where the row begins, from 1.</param>
/// <param name="Values">Values by column; an empty cell is an empty text.</param>
public sealed record ImportRow(long Line, IReadOnlyDictionary<string, string> Values);

/// <summary>The file cannot be read.</summary>
/// <param name="line">Where, from 1; 0 for the file as a whole.</param>
/// <param name="message">What is wrong and what is expected.</param>
public sealed class ImportFormatException(long line, string message) : Exception(message)
{
    /// <summary>The line, from 1; 0 for the file as a whole.</summary>
    public long Line { get; } = line;
}
