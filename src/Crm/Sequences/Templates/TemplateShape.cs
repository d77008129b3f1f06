using Scriban;
using Scriban.Syntax;

namespace Crm.Sequences.Templates;

/// <summary>Lets a parsed template pass only if all its parts are on the list: an engine's new syntax is refused until somebody adds it here.</summary>
internal sealed class TemplateShape
{
    private const int Deepest = 64;
    private readonly HashSet<string> names = new(StringComparer.Ordinal) { "for", "forloop", "empty", "blank" };

    private TemplateShape()
    {
        names.UnionWith(TemplateModel.Roots);
        names.UnionWith(LiquidFilters.Names);
    }

    /// <summary>Checks a template that was parsed without errors.</summary>
    /// <exception cref="TemplateException">A part is not allowed, a name is unknown, or it nests too deep.</exception>
    public static void Check(Template template)
    {
        var shape = new TemplateShape();
        shape.Collect(template.Page?.Body, 0);
        shape.Visit(template.Page?.Body);
    }

    private void Collect(ScriptNode? node, int depth)
    {
        if (node is null)
            return;
        if (depth > Deepest * 3)
            throw new TemplateException($"{Line(node)}the template nests deeper than {Deepest} levels.");
        var target = node switch
        {
            ScriptAssignExpression assign => assign.Target,
            ScriptCaptureStatement capture => capture.Target,
            ScriptForStatement loop => loop.Variable,
            _ => null,
        };
        if (target is ScriptVariableGlobal variable)
        {
            if (names.Contains(variable.Name) && (TemplateModel.Roots.Contains(variable.Name) || LiquidFilters.Names.Contains(variable.Name)))
                throw new TemplateException($"{Line(node)}'{variable.Name}' is the engine's own name; assign to another one.");
            names.Add(variable.Name);
        }
        else if (target is not null)
            throw new TemplateException($"{Line(node)}only a plain name can be assigned to, was '{target}'.");
        for (var index = 0; index < node.ChildrenCount; index++)
            Collect(node.GetChildren(index), depth + 1);
    }

    private void Visit(ScriptNode? node)
    {
        switch (node)
        {
            case null:
            case ScriptRawStatement or ScriptEscapeStatement or ScriptToken or ScriptKeyword or ScriptEndStatement or ScriptLiteral:
                return;
            case ScriptVariable variable:
                if (!names.Contains(variable.Name))
                    throw new TemplateException(
                        $"{Line(node)}'{variable.Name}' is unknown; a tag begins with {string.Join(", ", TemplateModel.Roots)}, filters are {string.Join(", ", LiquidFilters.Names)}."
                    );
                return;
            case ScriptMemberExpression member:
                Visit(member.Target);
                return;
            case ScriptNamedArgument argument:
                Visit(argument.Value);
                return;
            case ScriptPipeCall { From: ScriptLiteral { Value: string word } } when word is "now" or "today":
                throw new TemplateException($"{Line(node)}'{word}' is refused: a template must give the same text on every attempt.");
            case ScriptFunctionCall { Target: not ScriptVariableGlobal }:
                throw new TemplateException($"{Line(node)}'{node}' is not a filter.");
            case ScriptBlockStatement or ScriptList or ScriptExpressionStatement or ScriptIfStatement or ScriptElseStatement:
            case ScriptCaseStatement or ScriptWhenStatement or ScriptCaptureStatement or ScriptBreakStatement or ScriptContinueStatement:
            case ScriptPipeCall or ScriptFunctionCall or ScriptIndexerExpression or ScriptBinaryExpression or ScriptUnaryExpression:
            case ScriptNestedExpression or ScriptAssignExpression:
            case ScriptForStatement and not ScriptTableRowStatement:
                break;
            default:
                throw new TemplateException($"{Line(node)}'{node.ToString().Trim()}' is not allowed in a template.");
        }
        for (var index = 0; index < node.ChildrenCount; index++)
            Visit(node.GetChildren(index));
    }

    private static string Line(ScriptNode node) => $"line {node.Span.Start.Line + 1}: ";
}
