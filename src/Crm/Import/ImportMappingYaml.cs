using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Crm.Import;

/// <summary>Reads mappings from YAML. Every mistake is named with its line.</summary>
public static class ImportMappingYaml
{
    private const int MaxLength = 256 * 1024;
    private static readonly string[] Keys = ["import", "system", "dates", "zone", "columns", "values", "set", "history", "for", "fields", "ignore"];

    /// <summary>Reads a mapping.</summary>
    /// <exception cref="CrmException">Invalid: names every mistake with its line.</exception>
    public static ImportMapping Parse(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var problems = new List<Problem>();
        var mapping = Read(YamlDocuments.Load(yaml, MaxLength, "import"), problems);
        return problems.Count == 0 ? mapping : throw CrmException.Invalid(problems);
    }

    private static ImportMapping Read(YamlMappingNode root, List<Problem> problems)
    {
        var nodes = Children(root, "", problems, Keys);
        var kind = Word<ImportKind>(nodes.GetValueOrDefault("import"), "import", problems) ?? default;
        if (!nodes.ContainsKey("import"))
            problems.Add(new Problem("import", $"It is missing; allowed are {Words<ImportKind>()}.") { Line = 1 });
        if (!nodes.ContainsKey("columns"))
            problems.Add(new Problem("columns", "They are missing: 'columns:' lists the file's columns and the fields they go to.") { Line = 1 });
        var target = Target(nodes.GetValueOrDefault("for"), problems);
        if (kind == ImportKind.Choices && target is null)
            problems.Add(new Problem("for", "Choices need 'for:', such as 'deal.product': the field whose allowed values they are.") { Line = 1 });
        return new ImportMapping
        {
            Kind = kind,
            System = Text(nodes.GetValueOrDefault("system")) ?? "import",
            Dates = Text(nodes.GetValueOrDefault("dates")),
            Zone = Text(nodes.GetValueOrDefault("zone")),
            Columns = [.. Columns(nodes.GetValueOrDefault("columns"), problems)],
            Values = Pairs(nodes.GetValueOrDefault("values"), "values", problems)
                .ToDictionary(
                    pair => pair.Key,
                    pair => (IReadOnlyDictionary<string, string>)Texts(pair.Value, $"values.{pair.Key}", problems),
                    StringComparer.OrdinalIgnoreCase
                ),
            Set = Texts(nodes.GetValueOrDefault("set"), "set", problems),
            History = [.. Visits(nodes.GetValueOrDefault("history"), problems)],
            For = target,
            Fields = [.. Pairs(nodes.GetValueOrDefault("fields"), "fields", problems).Select(pair => Declaration(pair.Key, pair.Value, problems))],
            Ignore = [.. Items(nodes.GetValueOrDefault("ignore"), "ignore", problems).Select(node => Text(node) ?? "")],
        };
    }

    private static IEnumerable<ColumnMapping> Columns(YamlNode? node, List<Problem> problems)
    {
        foreach (var (column, fields) in Pairs(node, "columns", problems))
        foreach (var field in fields is YamlSequenceNode several ? several.Children : [fields])
            yield return new ColumnMapping(column, Text(field) ?? Missing($"columns.{column}", field, problems));
    }

    private static IEnumerable<VisitMapping> Visits(YamlNode? node, List<Problem> problems)
    {
        foreach (var (item, index) in Items(node, "history", problems).Select((item, index) => (item, index)))
        {
            var where = $"history[{index}]";
            var visit = item is YamlMappingNode map ? Children(map, where, problems, ["stage", "on"]) : [];
            yield return new VisitMapping(
                Text(visit.GetValueOrDefault("stage")) ?? Missing($"{where}.stage", item, problems),
                Text(visit.GetValueOrDefault("on")) ?? Missing($"{where}.on", item, problems)
            );
        }
    }

    private static FieldDeclaration Declaration(string key, YamlNode node, List<Problem> problems)
    {
        var members = node is YamlMappingNode map ? Children(map, $"fields.{key}", problems, ["kind", "label", "indexed"]) : [];
        var kind = Word<CustomFieldKind>(node as YamlScalarNode ?? members.GetValueOrDefault("kind"), $"fields.{key}.kind", problems) ?? CustomFieldKind.Text;
        var label = Text(members.GetValueOrDefault("label")) ?? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(key.Replace('_', ' '));
        return new FieldDeclaration(key, label, kind, Text(members.GetValueOrDefault("indexed")) == "true");
    }

    private static CustomFieldName? Target(YamlNode? node, List<Problem> problems)
    {
        if (node is null)
            return null;
        var parts = (Text(node) ?? "").Split('.', 2);
        if (parts.Length == 2 && Enum.TryParse<RecordType>(parts[0], ignoreCase: true, out var type))
            return new CustomFieldName(type, parts[1]);
        problems.Add(
            new Problem("for", $"'{Text(node)}' is not a field; write the record type and the field's key, such as deal.product.") { Line = node.Start.Line }
        );
        return null;
    }

    private static T? Word<T>(YamlNode? node, string field, List<Problem> problems)
        where T : struct, Enum
    {
        if (node is null)
            return null;
        if (Enum.TryParse<T>(Text(node), ignoreCase: true, out var value) && Enum.IsDefined(value))
            return value;
        problems.Add(new Problem(field, $"'{Text(node)}' is not allowed; allowed are {Words<T>()}.") { Line = node.Start.Line });
        return null;
    }

    private static Dictionary<string, YamlNode> Children(YamlMappingNode map, string where, List<Problem> problems, string[] allowed)
    {
        var children = new Dictionary<string, YamlNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in map.Children)
        {
            var name = Text(key) ?? "";
            var path = where.Length == 0 ? name : $"{where}.{name}";
            if (children.ContainsKey(name))
                problems.Add(Twice(path, key));
            else if (allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
                children[name] = value;
            else
                problems.Add(new Problem(path, $"It is unknown; allowed are {string.Join(", ", allowed)}.") { Line = key.Start.Line });
        }
        return children;
    }

    private static List<(string Key, YamlNode Value)> Pairs(YamlNode? node, string field, List<Problem> problems)
    {
        if (node is null)
            return [];
        if (node is YamlMappingNode map)
            return Named(map, field, problems);
        problems.Add(new Problem(field, "Names and values are expected, such as 'column: field'.") { Line = node.Start.Line });
        return [];
    }

    private static List<(string Key, YamlNode Value)> Named(YamlMappingNode map, string field, List<Problem> problems)
    {
        var pairs = new Dictionary<string, YamlNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in map.Children)
            if (!pairs.TryAdd(Text(key) ?? "", value))
                problems.Add(Twice($"{field}.{Text(key)}", key));
        return [.. pairs.Select(pair => (pair.Key, pair.Value))];
    }

    private static Problem Twice(string field, YamlNode key) => new(field, "It appears twice; case does not matter.") { Line = key.Start.Line };

    private static IEnumerable<YamlNode> Items(YamlNode? node, string field, List<Problem> problems)
    {
        if (node is null)
            return [];
        if (node is YamlSequenceNode list)
            return list.Children;
        problems.Add(new Problem(field, "A list is expected.") { Line = node.Start.Line });
        return [];
    }

    private static Dictionary<string, string> Texts(YamlNode? node, string field, List<Problem> problems) =>
        Pairs(node, field, problems).ToDictionary(pair => pair.Key, pair => Text(pair.Value) ?? "", StringComparer.OrdinalIgnoreCase);

    private static string? Text(YamlNode? node) => (node as YamlScalarNode)?.Value;

    private static string Missing(string field, YamlNode node, List<Problem> problems)
    {
        problems.Add(new Problem(field, "A text is expected.") { Line = node.Start.Line });
        return "";
    }

    private static string Words<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
}
