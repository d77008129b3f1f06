using Crm.Values;
using Scriban.Syntax;

namespace Crm.Sequences.Templates;

/// <summary>The fields that the tags of a sequence's templates can name. A misspelled one would never have a value: its fallback would go to everybody. Immutable.</summary>
internal sealed class TemplateFields
{
    private static readonly string[] OfAll = ["name", "owner", "owner_email"];
    private readonly Dictionary<string, string[]> fields;

    private TemplateFields(Dictionary<string, string[]> fields) => this.fields = fields;

    /// <summary>The fields for a sequence of these types of records; a lead is the person addressed, too.</summary>
    /// <param name="types">Types of the records that it enrolls.</param>
    /// <param name="custom">The tenant's custom fields, retired ones too.</param>
    /// <param name="sender">What the sender has besides name and address.</param>
    public static TemplateFields Of(IReadOnlyCollection<RecordType> types, IReadOnlyList<CustomField> custom, params IEnumerable<string> sender)
    {
        RecordType[] people = types.Contains(RecordType.Lead) ? [RecordType.Contact, RecordType.Lead] : [RecordType.Contact];
        return new TemplateFields(
            new Dictionary<string, string[]>
            {
                ["record"] = Keys(types),
                ["contact"] = Keys(people),
                ["company"] = Keys([RecordType.Company]),
                ["deal"] = Keys([RecordType.Deal]),
                ["sender"] = ["name", "email", .. sender],
            }
        );

        string[] Keys(IEnumerable<RecordType> of) =>
            [
                .. of.SelectMany(type =>
                        RecordFields
                            .KeysOf(type)
                            .Concat(type == RecordType.Company ? ["website"] : [])
                            .Concat(custom.Where(field => field.RecordType == type).Select(field => field.Key))
                    )
                    .Concat(OfAll)
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ];
    }

    /// <summary>What is wrong with the tags of a template that parses; each begins with its line.</summary>
    public IReadOnlyList<string> Problems(string template)
    {
        var named = new List<(string Root, string Field, int Line)>();
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(LiquidTemplates.Parse(template).Page?.Body, named, aliases);
        return
        [
            .. named
                .Select(tag => (tag.Field, tag.Line, Root: aliases.GetValueOrDefault(tag.Root, tag.Root)))
                .Where(tag => fields.TryGetValue(tag.Root, out var known) && !known.Contains(tag.Field, StringComparer.OrdinalIgnoreCase))
                .Select(tag => $"line {tag.Line}: {Unknown(tag.Root, tag.Field)}")
                .Distinct(),
        ];
    }

    private string Unknown(string root, string field)
    {
        var known = fields[root];
        var close = Suggestion.For(field, known);
        return $"A {root} has no field '{Values.Problems.Shown(field)}'{(close is null ? $"; it has {string.Join(", ", known)}." : $"; did you mean {close}?")}";
    }

    /// <summary>Tags of all branches: <c>contact.title</c>, <c>contact["title"]</c>, and those of a name that stands for one of them.</summary>
    private static void Collect(ScriptNode? node, List<(string Root, string Field, int Line)> named, Dictionary<string, string> aliases)
    {
        switch (node)
        {
            case null:
                return;
            case ScriptAssignExpression { Target: ScriptVariable target, Value: ScriptVariable value }:
                aliases[target.Name] = aliases.GetValueOrDefault(value.Name, value.Name);
                break;
            case ScriptMemberExpression { Target: ScriptVariable root, Member: { } member }:
                named.Add((root.Name, member.Name, node.Span.Start.Line + 1));
                break;
            case ScriptIndexerExpression { Target: ScriptVariable root, Index: ScriptLiteral { Value: string field } }:
                named.Add((root.Name, field, node.Span.Start.Line + 1));
                break;
            default:
                break;
        }
        for (var index = 0; index < node.ChildrenCount; index++)
            Collect(node.GetChildren(index), named, aliases);
    }
}
