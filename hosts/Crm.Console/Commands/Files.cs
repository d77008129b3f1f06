using System.CommandLine;
using System.Text;

namespace Crm.Commands;

/// <summary>Files that a line names.</summary>
internal static class Files
{
    /// <summary>A file that must be there.</summary>
    public static Argument<string> Argument(string name, string description) => new(name) { Description = description };

    /// <summary>Opens a file.</summary>
    /// <exception cref="CrmException">Invalid: it is not there or cannot be read.</exception>
    public static FileStream Open(string field, string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CrmException.Invalid(
                field,
                $"'{path}' cannot be read: {exception.GetType().Name switch
            {
                nameof(FileNotFoundException) or nameof(DirectoryNotFoundException) => "the file does not exist.",
                _ => exception.Message,
            }}"
            );
        }
    }

    /// <summary>Makes a file, or empties the one that is there.</summary>
    /// <exception cref="CrmException">Invalid: it cannot be written.</exception>
    public static FileStream Create(string field, string path)
    {
        try
        {
            return File.Create(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CrmException.Invalid(field, $"'{path}' cannot be written: {exception.Message}");
        }
    }

    /// <summary>Reads a text file in UTF-8.</summary>
    /// <exception cref="CrmException">Invalid: it is not there, cannot be read, or is not UTF-8.</exception>
    public static async Task<string> ReadTextAsync(string field, string path, CancellationToken cancellationToken)
    {
        await using var stream = Open(field, path);
        using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException exception)
        {
            throw CrmException.Invalid(field, $"'{path}' is not UTF-8 (near byte {exception.Index}).");
        }
    }
}
