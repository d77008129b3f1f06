using System.Globalization;
using Crm.Kernel;
using YamlDotNet.RepresentationModel;

namespace Crm.Web.Demo;

/// <summary>
/// One thing that somebody did, as a story tells it: when (<c>at</c>), who (<c>by</c>), and a verb with what it takes. An address without a domain is one of the story's company.
/// </summary>
internal sealed class DemoEntry
{
    private static readonly string[] Frame = ["at", "by"];
    private readonly string file;
    private readonly YamlMappingNode node;
    private readonly DemoDays days;
    private readonly string domain;
    private readonly HashSet<string> read = new(Frame, StringComparer.Ordinal);

    /// <summary>Reads one.</summary>
    /// <param name="file">The story's file.</param>
    /// <param name="node">The entry.</param>
    /// <param name="story">The story that it stands in: <c>by</c> and <c>domain</c> hold for all its entries.</param>
    /// <param name="days">What its days mean.</param>
    public DemoEntry(string file, YamlMappingNode node, YamlMappingNode story, DemoDays days)
    {
        (this.file, this.node, this.days, domain) = (file, node, days, Scalar(story, "domain") ?? "");
        At = days.Moment(Scalar(node, "at") ?? throw Wrong("it has no 'at'"));
        By = Scalar(node, "by") ?? Scalar(story, "by") ?? throw Wrong("nobody did it");
        Verb =
            node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value!).FirstOrDefault(key => !Frame.Contains(key)) ?? throw Wrong("it has no verb");
    }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The member who did it.</summary>
    public string By { get; }

    /// <summary>What was done.</summary>
    public string Verb { get; }

    /// <summary>A text, or null.</summary>
    public string? this[string key] => Read(key) is YamlScalarNode text ? Text(text) : null;

    /// <summary>A text that must be there.</summary>
    public string Required(string key) => this[key] ?? throw Wrong($"it has no '{key}'");

    /// <summary>Texts: a list, or one; empty where there are none.</summary>
    public IReadOnlyList<string> All(string key) =>
        Read(key) switch
        {
            YamlSequenceNode list => [.. list.Children.Select(Text)],
            YamlScalarNode one => [Text(one)],
            _ => [],
        };

    /// <summary>Texts by key; empty where there are none.</summary>
    public IReadOnlyList<(string Key, string Value)> Pairs(string key) =>
        Read(key) is YamlMappingNode pairs ? [.. pairs.Children.Select(pair => (Text(pair.Key), Text(pair.Value)))] : [];

    /// <summary>Whether it says so.</summary>
    public bool Is(string key) => this[key] == "yes";

    /// <summary>A number, or null.</summary>
    public int? Number(string key) => this[key] is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : null;

    /// <summary>How long it took, in minutes; null where it does not say.</summary>
    public TimeSpan? Minutes(string key) => Number(key) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;

    /// <summary>A moment, or null.</summary>
    public DateTimeOffset? Moment(string key) => this[key] is { } moment ? days.Moment(moment) : null;

    /// <summary>A word of an enumeration; its first where the entry does not say.</summary>
    public TEnum Word<TEnum>(string key)
        where TEnum : struct, Enum => this[key] is { } word ? Enum.Parse<TEnum>(word, ignoreCase: true) : default;

    /// <summary>An address: as it is written, or one of the story's company.</summary>
    public string Address(string name) => name.Contains('@', StringComparison.Ordinal) || domain.Length == 0 ? name : $"{name}@{domain}";

    /// <summary>Refuses what nobody has read: a misspelled key would be left out of the story without a word.</summary>
    public void RequireAllRead()
    {
        var left = node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value!).Where(key => !read.Contains(key)).ToList();
        if (left.Count > 0)
            throw Wrong($"'{Verb}' has no {string.Join(", ", left)}");
    }

    /// <summary>An error in the story.</summary>
    public CrmException Wrong(string why) => CrmException.Invalid([new Problem(Verb ?? "", $"{file}: {why}.") { Line = node.Start.Line }]);

    private string Text(YamlNode scalar) => days.Fill(((YamlScalarNode)scalar).Value!.Trim());

    private YamlNode? Read(string key)
    {
        read.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    private static string? Scalar(YamlMappingNode of, string key) =>
        of.Children.TryGetValue(new YamlScalarNode(key), out var value) && value is YamlScalarNode { Value: { } text } ? text : null;
}
