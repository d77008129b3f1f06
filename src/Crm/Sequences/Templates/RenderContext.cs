using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Crm.Sequences.Templates;

/// <summary>One render: counts steps and characters, stops at a tag without value, encodes for HTML.</summary>
internal sealed class RenderContext : TemplateContext
{
    public const int LongestOutput = 256 * 1024;
    private const int MostSteps = 20_000;
    private const int MostCharacters = 4 * 1024 * 1024;
    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly int outermost;
    private int steps;
    private int characters;
    private string? missing;

    public RenderContext(TemplateModel model, bool html)
        : base(LiquidFilters.All)
    {
        IsHtml = html;
        Language = ScriptLang.Liquid;
        EnableRelaxedTargetAccess = true;
        EnableRelaxedMemberAccess = true;
        EnableRelaxedIndexerAccess = true;
        EnableBreakAndContinueAsReturnOutsideLoop = true;
        AutoIndent = false;
        NewLine = "\n";
        LoopLimit = 1000;
        RecursiveLimit = 50;
        ObjectRecursionLimit = 5;
        LimitToString = LongestOutput;
        OnStringLimit = ScriptLimitBehavior.Throw;
        OutputLimit = LongestOutput;
        OnOutputLimit = ScriptLimitBehavior.Throw;
        RegexTimeOut = TimeSpan.FromMilliseconds(50);
        MemberFilter = _ => false;
        TemplateLoader = null!;
        PushCulture(CultureInfo.InvariantCulture);
        PushGlobal(model.Root);
        PushGlobal(new ScriptObject());
        outermost = OutputCount;
    }

    public bool IsHtml { get; }

    /// <summary>Takes characters from the render's budget, so that doubling a text in a loop ends early.</summary>
    public void Spend(int length)
    {
        characters += length;
        if (characters > MostCharacters)
            throw new TemplateException($"The template writes more than {LongestOutput / 1024} kB.");
    }

    /// <inheritdoc/>
    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction)
    {
        if (++steps > MostSteps)
            throw new TemplateException($"The template takes more than {MostSteps} steps.");
        switch (scriptNode)
        {
            case ScriptRawStatement raw:
                Spend(raw.Text.Length);
                break;
            case ScriptExpressionStatement:
                missing = null;
                break;
            default:
                break;
        }
        var value = base.Evaluate(scriptNode, aliasReturnedFunction);
        switch (scriptNode)
        {
            case ScriptMemberExpression or ScriptIndexerExpression when value is null:
                missing = scriptNode.ToString();
                return null;
            case ScriptExpressionStatement { Expression: { } tag and not ScriptAssignExpression }:
                return Written(value, tag);
            default:
                return value;
        }
    }

    private string Written(object? value, ScriptExpression tag)
    {
        var text = value is null ? throw new MissingValueException(missing ?? tag.ToString().Trim()) : LiquidFilters.Text(value);
        Spend(text.Length);
        // Inside a capture the text is encoded when the captured value is written.
        return IsHtml && OutputCount == outermost ? Encoder.Encode(text) : text;
    }
}
