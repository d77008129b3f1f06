using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Crm.Import;

/// <summary>Reads the nodes of one mapping; remembers what is wrong, and where each key is. Not thread-safe.</summary>
internal sealed class MappingReader
{
    private static readonly string[] Keys =
    [
        "import",
        "system",
        "encoding",
        "delimiter",
        "dates",
        "zone",
        "decimal",
        "thousands",
        "empty",
        "columns",
        "several",
        "values",
        "set",
        "history",
        "for",
        "fields",
        "ignore",
    ];
    private readonly Dictionary<string, long> lines = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong so far.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>The line of a key such as <c>columns.mail</c>.</summary>
    public long LineOf(string place) => lines.TryGetValue(place, out var line) ? line : 1;

    /// <summary>The mapping, as far as it can be read.</summary>
    public ImportMapping Read(YamlMappingNode root)
    {
        var nodes = Children(root, "", Keys);
        var kind = Word<ImportKind>(nodes.GetValueOrDefault("import"), "import") ?? default;
        if (!nodes.ContainsKey("import"))
            Problems.Add(new Problem("import", $"It is missing; allowed are {Words<ImportKind>()}.") { Line = 1 });
        if (!nodes.ContainsKey("columns"))
            Problems.Add(new Problem("columns", "They are missing: 'columns:' lists the file's columns and the fields they go to.") { Line = 1 });
        var target = Target(nodes.GetValueOrDefault("for"));
        if (kind == ImportKind.Choices && target is null)
            Problems.Add(new Problem("for", "Choices need 'for:', such as 'deal.product': the field whose allowed values they are.") { Line = 1 });
        return new ImportMapping
        {
            Kind = kind,
            System = Text(nodes, "system") ?? "import",
            Dates = Text(nodes, "dates"),
            DecimalSign = Text(nodes, "decimal"),
            ThousandsSign = Text(nodes, "thousands"),
            Encoding = Text(nodes, "encoding"),
            Delimiter = Text(nodes, "delimiter"),
            Zone = Text(nodes, "zone"),
            Columns = [.. Columns(nodes.GetValueOrDefault("columns"))],
            Several = Texts(nodes.GetValueOrDefault("several"), "several"),
            Empty = [.. TextsOf(nodes.GetValueOrDefault("empty"), "empty")],
            Values = Pairs(nodes.GetValueOrDefault("values"), "values")
                .ToDictionary(
                    pair => pair.Key,
                    pair => (IReadOnlyDictionary<string, string>)Texts(pair.Value, $"values.{pair.Key}"),
                    StringComparer.OrdinalIgnoreCase
                ),
            Set = Texts(nodes.GetValueOrDefault("set"), "set"),
            History = [.. Visits(nodes.GetValueOrDefault("history"))],
            For = target,
            Fields = [.. Pairs(nodes.GetValueOrDefault("fields"), "fields").Select(pair => Declaration(pair.Key, pair.Value))],
            Ignore = [.. TextsOf(nodes.GetValueOrDefault("ignore"), "ignore")],
        };
    }

    private List<ColumnMapping> Columns(YamlNode? node) =>
        [
            .. Pairs(node, "columns")
                .SelectMany(pair => (pair.Value is YamlSequenceNode several ? several.Children : [pair.Value]).Select(field => (pair.Key, Field: field)))
                .Select(pair => new ColumnMapping(pair.Key, Required(pair.Field, $"columns.{pair.Key}"))),
        ];

    private List<VisitMapping> Visits(YamlNode? node)
    {
        var visits = new List<VisitMapping>();
        foreach (var item in Items(node, "history"))
        {
            var where = $"history[{visits.Count}]";
            var visit = item is YamlMappingNode map ? Children(map, where, ["stage", "on"]) : [];
            visits.Add(
                new VisitMapping(
                    Required(visit.GetValueOrDefault("stage"), $"{where}.stage", item),
                    Required(visit.GetValueOrDefault("on"), $"{where}.on", item)
                )
            );
        }
        return visits;
    }

    private FieldDeclaration Declaration(string key, YamlNode node)
    {
        var members = node is YamlMappingNode map ? Children(map, $"fields.{key}", ["kind", "label", "indexed"]) : [];
        var kind = Word<CustomFieldKind>(node is YamlMappingNode ? members.GetValueOrDefault("kind") : node, $"fields.{key}.kind") ?? CustomFieldKind.Text;
        var label = Text(members, "label", $"fields.{key}.label") ?? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(key.Replace('_', ' '));
        var indexed = Text(members, "indexed", $"fields.{key}.indexed")?.ToLowerInvariant();
        if (indexed is not (null or "true" or "false"))
            Add($"fields.{key}.indexed", $"It must be true or false, was '{Values.Problems.Shown(indexed)}'.", members["indexed"]);
        return new FieldDeclaration(key, label, kind, indexed == "true");
    }

    private CustomFieldName? Target(YamlNode? node)
    {
        if (node is null)
            return null;
        var parts = ((node as YamlScalarNode)?.Value ?? "").Split('.', 2);
        if (parts.Length == 2 && EnumWord.TryParse<RecordType>(parts[0], out var type))
            return new CustomFieldName(type, parts[1]);
        Add("for", $"'{node}' is not a field; write the record type and the field's key, such as deal.product.", node);
        return null;
    }

    private T? Word<T>(YamlNode? node, string field)
        where T : struct, Enum
    {
        if (node is null)
            return null;
        if (EnumWord.TryParse<T>((node as YamlScalarNode)?.Value, out var value))
            return value;
        Add(field, $"'{Values.Problems.Shown(node.ToString())}' is not allowed; allowed are {Words<T>()}.", node);
        return null;
    }

    /// <summary>The children of a node whose keys are known.</summary>
    private Dictionary<string, YamlNode> Children(YamlMappingNode map, string where, string[] allowed)
    {
        var children = new Dictionary<string, YamlNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Named(map, where))
        {
            var path = where.Length == 0 ? name : $"{where}.{name}";
            if (allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
                children[name] = value;
            else
                Problems.Add(
                    new Problem(
                        path,
                        $"It is unknown{(Suggestion.For(name, allowed) is { } close ? $"; did you mean {close}? Allowed" : "; allowed")} are {string.Join(", ", allowed)}."
                    )
                    {
                        Line = LineOf(path),
                    }
                );
        }
        return children;
    }

    private List<(string Key, YamlNode Value)> Pairs(YamlNode? node, string field)
    {
        if (node is null)
            return [];
        if (node is YamlMappingNode map)
            return Named(map, field);
        Add(field, "Names and values are expected, such as 'column: field'.", node);
        return [];
    }

    private List<(string Key, YamlNode Value)> Named(YamlMappingNode map, string field)
    {
        var pairs = new Dictionary<string, YamlNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in map.Children)
        {
            var name = PlainText.Normalize((key as YamlScalarNode)?.Value ?? "");
            var place = field.Length == 0 ? name : $"{field}.{name}";
            if (name.Length == 0)
                Add(field, "A name is expected before the colon.", key);
            else if (pairs.TryAdd(name, value))
                lines[place] = key.Start.Line;
            else
                Add(place, "It appears twice; case does not matter.", key);
        }
        return [.. pairs.Select(pair => (pair.Key, pair.Value))];
    }

    private IEnumerable<YamlNode> Items(YamlNode? node, string field)
    {
        if (node is null)
            return [];
        if (node is YamlSequenceNode list)
            return list.Children;
        Add(field, "A list is expected.", node);
        return [];
    }

    private IEnumerable<string> TextsOf(YamlNode? node, string field) => Items(node, field).Select(item => Required(item, field));

    /// <summary>Texts by name; an empty text is one, too.</summary>
    private Dictionary<string, string> Texts(YamlNode? node, string field)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in Pairs(node, field))
            if (value is YamlScalarNode { Value: { } text })
                texts[key] = text;
            else
                Add($"{field}.{key}", "A text is expected.", value);
        return texts;
    }

    private string? Text(Dictionary<string, YamlNode> nodes, string name, string? field = null)
    {
        if (!nodes.TryGetValue(name, out var node))
            return null;
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return text;
        Add(field ?? name, "A text is expected.", node);
        return null;
    }

    private string Required(YamlNode? node, string field, YamlNode? within = null)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return text;
        Add(field, "A text is expected.", node ?? within!);
        return "";
    }

    private void Add(string field, string message, YamlNode node) => Problems.Add(new Problem(field, message) { Line = node.Start.Line });

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
}
