namespace Crm.Import;

/// <summary>The file cannot be read.</summary>
/// <param name="line">The line, from 1; 0 for the file as a whole.</param>
/// <param name="message">What is wrong and what is expected.</param>
public sealed class ImportFormatException(long line, string message) : Exception(message)
{
    /// <summary>The line, from 1; 0 for the file as a whole.</summary>
    public long Line { get; } = line;
}
