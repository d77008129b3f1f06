using System.Text.RegularExpressions;

namespace Crm.Plugins.Essentials;

/// <summary>The line <c>sep=;</c> that export tools write first, so that Excel opens the file correctly.</summary>
internal static partial class SeparatorLine
{
    /// <summary>More than this has no such line, with its quotes and line break.</summary>
    private const int Longest = 16;

    /// <summary>Removes the line from a text that begins with one.</summary>
    /// <returns>The separator that it names, or null; and what is left to read.</returns>
    public static async Task<(char? Separator, TextReader Text)> TakeAsync(TextReader text, CancellationToken cancellationToken)
    {
        var beginning = new char[Longest];
        var read = await text.ReadBlockAsync(beginning, cancellationToken);
        var match = Line().Match(new string(beginning, 0, read));
        return match.Success
            ? (match.Groups["tab"].Success ? '\t' : match.Groups["sign"].Value[0], new PrefixedReader(beginning[match.Length..read], text))
            : (null, new PrefixedReader(beginning[..read], text));
    }

    [GeneratedRegex("""^"?sep=(?:(?<tab>\\t)|(?<sign>[^\r\n"]))"?(?:\r\n|\n|\r|$)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    /// <summary>A text whose beginning has already been read.</summary>
    private sealed class PrefixedReader(char[] beginning, TextReader rest) : TextReader
    {
        private int position;

        public override int Peek() => position < beginning.Length ? beginning[position] : rest.Peek();

        public override int Read() => position < beginning.Length ? beginning[position++] : rest.Read();

        public override int Read(char[] buffer, int index, int count) =>
            position < beginning.Length ? Take(buffer.AsSpan(index, count)) : rest.Read(buffer, index, count);

        public override Task<int> ReadAsync(char[] buffer, int index, int count) =>
            position < beginning.Length ? Task.FromResult(Take(buffer.AsSpan(index, count))) : rest.ReadAsync(buffer, index, count);

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
            position < beginning.Length ? ValueTask.FromResult(Take(buffer.Span)) : rest.ReadAsync(buffer, cancellationToken);

        private int Take(Span<char> buffer)
        {
            var count = Math.Min(buffer.Length, beginning.Length - position);
            beginning.AsSpan(position, count).CopyTo(buffer);
            position += count;
            return count;
        }
    }
}
