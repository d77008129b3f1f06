using System.Text;

namespace Crm.Import;

/// <summary>The text of a file in the encoding and with the delimiter that its mapping declares.</summary>
internal static class ImportText
{
    private const int Portion = 64 * 1024;

    /// <summary>The byte order marks (Unicode Standard §23.8) of encodings that have one.</summary>
    private static readonly (byte[] Mark, string Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], "utf-8"),
        ([0xFF, 0xFE, 0x00, 0x00], "utf-32"),
        ([0xFF, 0xFE], "utf-16"),
        ([0xFE, 0xFF], "utf-16be"),
    ];

    /// <summary>What is wrong with an encoding's name; null where nothing is.</summary>
    public static string? WhyNot(string encoding) =>
        Find(encoding) is null
            ? $"There is no encoding '{Problems.Shown(encoding)}'; use an IANA name such as utf-8, utf-16, windows-1252 or iso-8859-15."
            : null;

    /// <summary>The delimiter that a mapping names, or null where it names none that is one.</summary>
    public static char? Delimiter(string text) =>
        text.ToLowerInvariant() switch
        {
            "tab" or "\\t" => '\t',
            "comma" => ',',
            "semicolon" => ';',
            "pipe" or "bar" => '|',
            [var sign] when !char.IsLetterOrDigit(sign) && sign is not ('"' or '\n' or '\r') => sign,
            _ => null,
        };

    /// <summary>The file as UTF-8. A file in another encoding is looked through once before, so that a wrong line is named.</summary>
    /// <exception cref="ImportFormatException">The file is not in this encoding; names the line.</exception>
    public static async Task<Stream> OpenAsync(Stream file, string? name, ImportTally tally, CancellationToken cancellationToken)
    {
        file.Position = 0;
        if (name is null || Find(name) is not { } encoding || encoding.WebName == Encoding.UTF8.WebName)
            return file;
        var mark = await MarkAsync(file, cancellationToken);
        if (mark is { } found && Find(found)!.WebName != encoding.WebName && !(encoding.WebName == "utf-16" && found == "utf-16be"))
            throw new ImportFormatException(1, $"The file begins with the byte order mark of {found}, but the mapping says 'encoding: {name}'.");
        if (mark is not null)
            encoding = Find(mark)!;
        if (await ChecksAsync(file, encoding, cancellationToken))
            tally.Warn(
                1,
                "encoding",
                $"The whole file is valid UTF-8, but the mapping says 'encoding: {name}'; check that accented letters were read correctly."
            );
        var length = mark is null ? 0 : Array.Find(Marks, known => known.Encoding == mark).Mark.Length;
        file.Position = length;
        return Encoding.CreateTranscodingStream(file, encoding, new UTF8Encoding(false), leaveOpen: true);
    }

    private static Encoding? Find(string name)
    {
        try
        {
            return Strict(CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static async Task<string?> MarkAsync(Stream file, CancellationToken cancellationToken)
    {
        var beginning = new byte[4];
        var read = await file.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        return Array.Find(Marks, known => beginning.AsSpan(0, read).StartsWith(known.Mark)).Encoding;
    }

    /// <summary>Reads all of the file; whether it would be valid UTF-8 with letters beyond ASCII, too.</summary>
    private static async Task<bool> ChecksAsync(Stream file, Encoding encoding, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var (decoder, other) = (encoding.GetDecoder(), Strict(Encoding.UTF8).GetDecoder());
        var (bytes, characters) = (new byte[Portion], new char[encoding.GetMaxCharCount(Portion) + Portion]);
        var (line, mayBeUtf8, hasOther) = (1L, true, false);
        int read;
        do
        {
            read = await file.ReadAsync(bytes, cancellationToken);
            try
            {
                var count = decoder.GetChars(bytes, 0, read, characters, 0, flush: read == 0);
                line += characters.AsSpan(0, count).Count('\n');
            }
            catch (DecoderFallbackException)
            {
                throw new ImportFormatException(
                    LineOf(encoding, bytes.AsSpan(0, read), line),
                    $"The line is not in the encoding {encoding.WebName} that the mapping declares."
                );
            }
            hasOther |= bytes.AsSpan(0, read).ContainsAnyExceptInRange((byte)0, (byte)0x7F);
            mayBeUtf8 = mayBeUtf8 && Decodes(other, bytes.AsSpan(0, read), characters, out _);
        } while (read > 0);
        return mayBeUtf8 && hasOther;
    }

    /// <summary>The line in a portion that cannot be read.</summary>
    private static long LineOf(Encoding encoding, ReadOnlySpan<byte> bytes, long line)
    {
        var decoder = encoding.GetDecoder();
        Span<char> letters = stackalloc char[8];
        for (var index = 0; index < bytes.Length; index++)
            if (Decodes(decoder, bytes.Slice(index, 1), letters, out var count))
                line += letters[..count].Count('\n');
            else
                break;
        return line;
    }

    private static bool Decodes(Decoder decoder, ReadOnlySpan<byte> bytes, Span<char> letters, out int count)
    {
        try
        {
            count = decoder.GetChars(bytes, letters, flush: false);
            return true;
        }
        catch (DecoderFallbackException)
        {
            count = 0;
            return false;
        }
    }
}
