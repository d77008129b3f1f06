using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Crm.Kernel;

/// <summary>Loads YAML that strangers wrote: one document, no aliases, tags or bombs.</summary>
internal static class YamlDocuments
{
    private const int Deepest = 20;
    private const int MostNodes = 20_000;

    /// <summary>Loads the one document of a text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="longest">The most characters allowed.</param>
    /// <param name="first">The key that such a file begins with, for the message to who wrote something else.</param>
    /// <exception cref="CrmException">Invalid: too long, broken, empty, no mapping, or with an alias, an anchor, a tag or a second document.</exception>
    public static YamlMappingNode Load(string yaml, int longest, string first)
    {
        if (yaml.Length > longest)
            throw CrmException.Invalid("", $"The file must have at most {longest / 1024} kB, has {yaml.Length / 1024}.");
        try
        {
            CheckEvents(yaml);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw CrmException.Invalid("", $"The file must be one mapping of keys to values, with '{first}:' among them.");
        }
        catch (YamlException exception)
        {
            // The usual slip is a Liquid fallback, 'default: …', in a text without quotes.
            throw Broken(
                exception.Start.Line,
                exception.Message.Contains("invalid mapping", StringComparison.Ordinal)
                    ? "put a text with a colon in quotes, or below a '|'."
                    : exception.Message
            );
        }
        // YamlDotNet's scanner loses its own state on some broken texts, such as an unclosed list before a key.
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw Broken(null, "the text is not valid YAML; look for an unclosed bracket or quote.");
        }
    }

    private static void CheckEvents(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var (depth, nodes, documents) = (0, 0, 0);
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            depth += current.NestingIncrease;
            switch (current)
            {
                case DocumentStart when ++documents > 1:
                    throw Broken(current.Start.Line, "a second document begins; write one per file.");
                case AnchorAlias or NodeEvent { Anchor.IsEmpty: false }:
                    throw Broken(current.Start.Line, "anchors (&) and aliases (*) are not allowed; put a text that begins so in quotes.");
                case NodeEvent { Tag: { IsEmpty: false } tag } when !tag.IsNonSpecific:
                    throw Broken(current.Start.Line, "tags (!) are not allowed; put a text that begins so in quotes.");
                case NodeEvent when ++nodes > MostNodes:
                    throw Broken(current.Start.Line, $"more than {MostNodes} values.");
                default:
                    break;
            }
            if (depth > Deepest)
                throw Broken(current.Start.Line, $"nested deeper than {Deepest} levels.");
        }
    }

    private static CrmException Broken(long? line, string message) => CrmException.Invalid([new Problem("", message) { Line = line }]);
}
