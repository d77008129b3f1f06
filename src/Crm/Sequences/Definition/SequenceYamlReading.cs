using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Plugins;
using YamlDotNet.RepresentationModel;

namespace Crm.Sequences.Definition;

/// <summary>One reading of a file: makes a definition of whatever stands there, keeping problems and lines; what is written but wrong is left to <see cref="SequenceCheck"/>.</summary>
internal sealed class SequenceYamlReading(IReadOnlyDictionary<string, StepHandler> handlers)
{
    private static readonly string[] Keys = ["sequence", "key", "for", "owner", "reenroll", "exclusive", "zone", "steps"];
    private readonly Dictionary<string, long> lines = new(StringComparer.Ordinal);

    public List<Problem> Problems { get; } = [];

    /// <summary>The line of a field, or of the nearest thing around it.</summary>
    public long LineOf(string field)
    {
        for (var path = field; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))])
        {
            if (lines.TryGetValue(path, out var line))
                return line;
        }
        return 1;
    }

    public SequenceDefinition Read(YamlMappingNode root)
    {
        var members = Members(root, "");
        foreach (var unknown in members.Keys.Except(Keys))
            Report(unknown, $"is unknown; allowed are {string.Join(", ", Keys)}.");
        var name = Text(members, "sequence", "") ?? "";
        if (!members.ContainsKey("sequence"))
            Report("sequence", "is missing: the sequence's name.");
        var key = Text(members, "key", "") ?? SequenceDefinition.KeyOf(name);
        if (key.Length == 0 && name.Length > 0 && !members.ContainsKey("key"))
            Report("key", "is missing: the name has no Latin letter or digit to derive it from.");
        else if (name.Length == 0 && key.Length == 0)
            key = "unnamed";
        return new SequenceDefinition
        {
            Key = key,
            Name = name,
            RecordTypes = ReadRecordTypes(members),
            Owner = Text(members, "owner", ""),
            Zone = Text(members, "zone", ""),
            Reenroll = Word(members, "reenroll", Reenroll.Once),
            Exclusive = Word(members, "exclusive", Exclusive.Yes),
            Steps = ReadSteps(members),
        };
    }

    private List<RecordType> ReadRecordTypes(Dictionary<string, YamlNode> members)
    {
        if (!members.TryGetValue("for", out var node))
        {
            Report("for", $"is missing: a list of {SequenceCheck.Words<RecordType>()}.");
            return [];
        }
        var types = new List<RecordType>();
        foreach (var item in node is YamlSequenceNode list ? list.Children : [node])
        {
            if (item is YamlScalarNode { Value: { } word } && Named<RecordType>(word) is { } type)
                types.Add(type);
            else
                Report("for", $"must be a list of {SequenceCheck.Words<RecordType>()}, was '{Shown(item)}'.");
        }
        return types;
    }

    private List<StepDefinition> ReadSteps(Dictionary<string, YamlNode> members)
    {
        if (!members.TryGetValue("steps", out var node) || node is not YamlSequenceNode list)
        {
            Report("steps", members.ContainsKey("steps") ? "must be a list of steps, each beginning with '- '." : "is missing: a list of steps.");
            return [];
        }
        return [.. list.Children.Select((step, index) => ReadStep(step, index))];
    }

    private StepDefinition ReadStep(YamlNode node, int index)
    {
        var field = $"steps[{index}]";
        lines[field] = node.Start.Line;
        if (node is not YamlMappingNode mapping)
            Report(field, "must be a mapping with 'step:' and the step's settings.");
        var members = node is YamlMappingNode known ? Members(known, field + ".") : [];
        var written = Text(members, "step", field + ".");
        if (written is null)
            Report(field + ".step", $"is missing: the step's handler, one of {string.Join(", ", handlers.Keys.Order(StringComparer.Ordinal))}.");
        var handler = written is null ? null : handlers.GetValueOrDefault(written) ?? handlers.GetValueOrDefault(PluginKey.EssentialsPrefix + written);
        var delay = Delay.None;
        if (members.ContainsKey("delay") && !Delay.TryParse(Text(members, "delay", field + "."), out delay, out var problem))
            Report(field + ".delay", problem);
        return new StepDefinition
        {
            Key = Text(members, "key", field + ".") ?? $"step-{index + 1}",
            Type = handler?.Key ?? written ?? "",
            Delay = delay,
            At = ReadTime(members, field + "."),
            Wait = ReadWait(members, field + "."),
            Settings = ReadSettings(members, handler?.Descriptor.SettingsSchema ?? default, field),
        };
    }

    private TimeOnly? ReadTime(Dictionary<string, YamlNode> members, string prefix)
    {
        if (Text(members, "at", prefix) is not { } text)
            return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        Report(prefix + "at", $"must be a time of day such as \"09:00\", was '{text}'.");
        return null;
    }

    private bool ReadWait(Dictionary<string, YamlNode> members, string prefix)
    {
        var text = Text(members, "wait", prefix);
        if (text is not (null or "true" or "false"))
            Report(prefix + "wait", $"must be true or false, was '{text}'.");
        return text != "false";
    }

    private JsonElement ReadSettings(Dictionary<string, YamlNode> members, JsonElement schema, string field)
    {
        var settings = new JsonObject();
        foreach (var (name, value) in members.Where(member => !SequenceYaml.StepKeys.Contains(member.Key)))
            settings[name] = YamlSettings.ToJson(value, SettingsSchema.Member(schema, name) ?? default);
        if (members.TryGetValue("settings", out var more))
        {
            if (more is not YamlMappingNode mapping)
                Report(field + ".settings", "must be a mapping of settings.");
            else
            {
                foreach (var (name, value) in Members(mapping, field + "."))
                    settings[name] = YamlSettings.ToJson(value, SettingsSchema.Member(schema, name) ?? default);
            }
        }
        return JsonSerializer.SerializeToElement(settings);
    }

    private Dictionary<string, YamlNode> Members(YamlMappingNode mapping, string prefix)
    {
        var members = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } name })
            {
                Problems.Add(new Problem(prefix.TrimEnd('.'), "a key must be a word.") { Line = key.Start.Line });
                continue;
            }
            members[name] = value;
            lines[prefix + name] = key.Start.Line;
        }
        return members;
    }

    private string? Text(Dictionary<string, YamlNode> members, string name, string prefix)
    {
        if (!members.TryGetValue(name, out var node))
            return null;
        if (node is not YamlScalarNode scalar)
            Report(prefix + name, "must be a single value.");
        else if (!YamlSettings.IsNull(scalar))
            return scalar.Value;
        return null;
    }

    private TEnum Word<TEnum>(Dictionary<string, YamlNode> members, string name, TEnum absent)
        where TEnum : struct, Enum
    {
        if (Text(members, name, "") is not { } text)
            return absent;
        if (Named<TEnum>(text) is { } value)
            return value;
        Report(name, $"must be one of {string.Join(", ", Enum.GetValues<TEnum>().Select(SequenceYaml.Word))}, was '{text}'.");
        return absent;
    }

    /// <summary>Reads <c>when-not-active</c>, <c>when not active</c> and <c>whenNotActive</c> alike.</summary>
    private static TEnum? Named<TEnum>(string text)
        where TEnum : struct, Enum
    {
        var plain = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        var name = Enum.GetNames<TEnum>().FirstOrDefault(name => name.Equals(plain, StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Enum.Parse<TEnum>(name);
    }

    private static string Shown(YamlNode node) => node is YamlScalarNode { Value: { } value } ? value : "a list or mapping";

    private void Report(string field, string message) => Problems.Add(new Problem(field, message) { Line = LineOf(field) });
}
