using Crm.Plugins;

namespace Crm.Sequences.Definition;

/// <summary>Sequences as YAML files. Pure; <c>Parse(Write(definition))</c> gives the definition back.</summary>
internal static class SequenceYaml
{
    /// <summary>The longest file, in characters.</summary>
    public const int LongestFile = 256 * 1024;

    /// <summary>Keys of a step that are no settings; a setting of the same name stands under <c>settings</c>.</summary>
    internal static readonly string[] StepKeys = ["key", "step", "delay", "at", "wait", "settings"];

    /// <summary>Reads and checks a file.</summary>
    /// <param name="yaml">One document: <c>sequence</c>, <c>key</c>, <c>for</c>, <c>owner</c>, <c>reenroll</c>, <c>exclusive</c>, <c>zone</c>, <c>steps</c>.</param>
    /// <param name="handlers">The loaded step handlers by key.</param>
    /// <param name="custom">See <see cref="SequenceCheck.Problems"/>.</param>
    /// <exception cref="CrmException">Invalid, with all problems, each with its field (<c>steps[1].delay</c>, the first step is 0) and line.</exception>
    public static SequenceDefinition Parse(string yaml, IReadOnlyDictionary<string, StepHandler> handlers, IReadOnlyList<CustomField>? custom = null)
    {
        var reading = new SequenceYamlReading(handlers);
        var definition = reading.Read(YamlDocuments.Load(yaml, LongestFile, "sequence"));
        var reported = reading.Problems.Select(problem => problem.Field).ToHashSet(StringComparer.Ordinal);
        var further = SequenceCheck
            .Problems(definition, handlers, custom)
            .Select(problem => problem with { Field = YamlField(problem.Field), Line = reading.LineOf(YamlField(problem.Field)) })
            .Where(problem => !reported.Contains(problem.Field));
        var problems = reading.Problems.Concat(further).OrderBy(problem => problem.Line).ToList();
        return problems.Count == 0 ? definition : throw CrmException.Invalid(problems);
    }

    /// <summary>Writes a file that <see cref="Parse"/> reads; what has its default is left out.</summary>
    public static string Write(SequenceDefinition definition) => SequenceYamlWriting.Write(definition);

    /// <summary>A word of an enumeration as files write it: <c>when-not-active</c>.</summary>
    internal static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        string.Concat(
            value
                .ToString()
                .Select((letter, index) => char.IsAsciiLetterUpper(letter) ? (index > 0 ? "-" : "") + char.ToLowerInvariant(letter) : letter.ToString())
        );

    private static string YamlField(string field) =>
        field switch
        {
            "name" => "sequence",
            "recordTypes" => "for",
            _ when field.EndsWith(".type", StringComparison.Ordinal) && field.Count(letter => letter == '.') == 1 => field[..^"type".Length] + "step",
            _ when field.EndsWith(".settings", StringComparison.Ordinal) => field[..^".settings".Length],
            _ when field.IndexOf(".settings.", StringComparison.Ordinal) is var at and > 0 => field.Remove(at, ".settings".Length),
            _ => field,
        };
}
