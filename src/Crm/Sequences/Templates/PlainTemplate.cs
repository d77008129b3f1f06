using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace Crm.Sequences.Templates;

/// <summary>
/// A template of text and bare tags such as <c>{{ contact.first_name }}</c>, which most are: written without an interpreter, whose context costs 22 kB a render (measured), more
/// than everything else of a step together. Whatever is not text with a value goes the long way, so that both say the same. Immutable.
/// </summary>
internal sealed partial class PlainTemplate
{
    private readonly string[] texts;
    private readonly (string Root, string Field)[] tags;

    private PlainTemplate(string[] texts, (string Root, string Field)[] tags) => (this.texts, this.tags) = (texts, tags);

    /// <summary>The template's parts; null where it has anything but text and bare tags.</summary>
    /// <param name="template">A template that parses.</param>
    public static PlainTemplate? Of(string template)
    {
        if (template.Contains('\r', StringComparison.Ordinal))
            return null;
        var (texts, tags, position) = (new List<string>(), new List<(string, string)>(), 0);
        foreach (Match match in Tag().Matches(template))
        {
            texts.Add(template[position..match.Index]);
            tags.Add((match.Groups["root"].Value, match.Groups["field"].Value));
            position = match.Index + match.Length;
        }
        texts.Add(template[position..]);
        return texts.Exists(text =>
            text.Contains("{{", StringComparison.Ordinal) || text.Contains("{%", StringComparison.Ordinal) || text.Contains("}}", StringComparison.Ordinal)
        )
            ? null
            : new PlainTemplate([.. texts], [.. tags]);
    }

    /// <summary>Writes it; null where a tag has no value, or one that is no text.</summary>
    /// <param name="model">The values.</param>
    /// <param name="encoder">Encodes each value; null for plain text.</param>
    public string? Render(TemplateModel model, HtmlEncoder? encoder)
    {
        var output = new StringBuilder(texts[0], 256);
        for (var index = 0; index < tags.Length; index++)
        {
            var (root, field) = tags[index];
            if (
                !model.Root.TryGetValue(root, out var part)
                || part is not ScriptObject fields
                || !fields.TryGetValue(field, out var value)
                || value is not string text
            )
                return null;
            output.Append(encoder is null ? text : encoder.Encode(text)).Append(texts[index + 1]);
            if (output.Length > RenderContext.LongestOutput)
                return null;
        }
        return output.ToString();
    }

    [GeneratedRegex(@"\{\{ *(?<root>record|contact|company|deal|sender)\.(?<field>[a-z][a-z0-9_]*) *\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
