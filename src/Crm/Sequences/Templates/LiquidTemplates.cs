using System.Collections.Concurrent;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Crm.Sequences.Templates;

/// <summary>Renders the Liquid templates that users write: no code, nothing of the host in reach, limits on size, depth, loops, steps and output.</summary>
/// <remarks>
/// Safe for all threads. Parsed templates are kept by their exact text, which holds for every tenant and version: a parsed template knows no values. Each render has its own
/// context.
/// </remarks>
internal sealed class LiquidTemplates
{
    /// <summary>The longest template, in characters.</summary>
    public const int LongestTemplate = 64 * 1024;

    private const int MostTags = 500;
    private const int LongestTag = 1000;
    private const int MostParsed = 1024;

    // Two generations instead of a least-recently-used list: a hit writes nothing, and memory is bounded by twice the number.
    private ConcurrentDictionary<string, ParsedTemplate> young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, ParsedTemplate> old = new(StringComparer.Ordinal);

    /// <summary>Parses a template and throws the result away.</summary>
    /// <exception cref="TemplateException">Broken, over a limit, or with a name or tag that is not allowed; begins with the line.</exception>
    public static void Check(string template) => Parse(template);

    /// <summary>Renders plain text.</summary>
    /// <exception cref="MissingValueException">A tag has no value and no fallback.</exception>
    /// <exception cref="TemplateException">The template is broken or over its limits.</exception>
    public string Render(string template, TemplateModel model) => Render(template, model, html: false);

    /// <summary>Renders HTML: the template's own markup stays, every value is encoded.</summary>
    /// <inheritdoc cref="Render(string, TemplateModel)"/>
    public string RenderHtml(string template, TemplateModel model) => Render(template, model, html: true);

    /// <summary>Renders.</summary>
    /// <inheritdoc cref="Render(string, TemplateModel)"/>
    public string Render(string template, TemplateModel model, bool html)
    {
        if (!template.Contains('{', StringComparison.Ordinal) && template.Length <= LongestTemplate)
            return template;
        var parsed = Parsed(template);
        if (parsed.Plain?.Render(model, html ? RenderContext.Encoder : null) is { } plain)
            return plain;
        try
        {
            var output = parsed.Template.Render(new RenderContext(model, html));
            return output.Length <= RenderContext.LongestOutput
                ? output
                : throw new TemplateException($"The template writes more than {RenderContext.LongestOutput / 1024} kB.");
        }
        catch (ScriptRuntimeException exception)
        {
            Exception? cause = exception;
            while (cause is not null and not MissingValueException and not TemplateException)
                cause = cause.InnerException;
            throw cause switch
            {
                MissingValueException missing => new MissingValueException(missing.Tag),
                TemplateException broken => new TemplateException($"line {exception.Span.Start.Line + 1}: {broken.Message}"),
                _ => new TemplateException($"line {exception.Span.Start.Line + 1}: {exception.OriginalMessage}"),
            };
        }
    }

    private ParsedTemplate Parsed(string template)
    {
        if (young.TryGetValue(template, out var parsed))
            return parsed;
        if (!old.TryGetValue(template, out parsed))
            parsed = new ParsedTemplate(Parse(template), PlainTemplate.Of(template));
        if (young.Count >= MostParsed)
            (old, young) = (young, new ConcurrentDictionary<string, ParsedTemplate>(StringComparer.Ordinal));
        young[template] = parsed;
        return parsed;
    }

    /// <summary>Parses a template.</summary>
    /// <exception cref="TemplateException">As <see cref="Check"/> throws it.</exception>
    internal static Template Parse(string template)
    {
        CheckSize(template);
        Template parsed;
        try
        {
            parsed = Template.ParseLiquid(template, parserOptions: new ParserOptions { ExpressionDepthLimit = 32, ParseFloatAsDecimal = true });
        }
        catch (Exception exception) when (exception is ScriptParserRuntimeException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new TemplateException(exception.Message);
        }
        if (parsed.HasErrors)
        {
            var first = parsed.Messages.First(message => message.Type == ParserMessageType.Error);
            throw new TemplateException($"line {first.Span.Start.Line + 1}: {first.Message}");
        }
        TemplateShape.Check(parsed);
        return parsed;
    }

    /// <summary>Before the parser runs: it descends once per nested tag, and a stack that overflows takes the process with it.</summary>
    private static void CheckSize(string template)
    {
        if (template.Length > LongestTemplate)
            throw new TemplateException($"A template has at most {LongestTemplate} characters, this one has {template.Length}.");
        var (tags, position) = (0, 0);
        while ((position = template.IndexOf('{', position)) >= 0 && position + 1 < template.Length)
        {
            if (template[position + 1] is not ('{' or '%'))
            {
                position++;
                continue;
            }
            if (++tags > MostTags)
                throw new TemplateException($"A template has at most {MostTags} tags.");
            var close = template.IndexOf(template[position + 1] == '%' ? "%}" : "}}", position + 2, StringComparison.Ordinal);
            if ((close < 0 ? template.Length : close) - position > LongestTag)
                throw new TemplateException(
                    $"line {template.AsSpan(0, position).Count('\n') + 1}: a tag has at most {LongestTag} characters, or it is not closed."
                );
            position += 2;
        }
    }

    /// <summary>A parsed template.</summary>
    /// <param name="Template">As the interpreter takes it.</param>
    /// <param name="Plain">The short way; null where the template needs the interpreter.</param>
    private sealed record ParsedTemplate(Template Template, PlainTemplate? Plain);
}
