using Crm.Plugins;
using Crm.Sequences.Templates;
using Crm.Values;

namespace Crm.Sequences.Definition;

/// <summary>Checks a definition before it is saved, wherever it came from. Pure.</summary>
internal static class SequenceCheck
{
    private const int LongestName = 200;
    private const int MostSteps = 100;

    /// <summary>All that is wrong, each with its field in the definition's JSON (<c>steps[1].settings.subject</c>, the first step is 0); empty where nothing is.</summary>
    /// <param name="definition">What is to be saved.</param>
    /// <param name="handlers">The loaded step handlers by key.</param>
    /// <param name="custom">The tenant's custom fields, where it is to be published: every field that a template names must be one; null for a draft.</param>
    public static IReadOnlyList<Problem> Problems(
        SequenceDefinition definition,
        IReadOnlyDictionary<string, StepHandler> handlers,
        IReadOnlyList<CustomField>? custom = null
    )
    {
        var problems = new List<Problem>();
        var tags = custom is null ? null : TemplateFields.Of(definition.RecordTypes, custom);
        if (string.IsNullOrWhiteSpace(definition.Name) || definition.Name.Length > LongestName)
            problems.Add(new Problem("name", $"must have 1 to {LongestName} characters, has {definition.Name.Length}."));
        if (!SequenceDefinition.IsKey(definition.Key))
            problems.Add(new Problem("key", KeyRule(definition.Key)));
        if (definition.RecordTypes.Count == 0 || definition.RecordTypes.Distinct().Count() != definition.RecordTypes.Count)
            problems.Add(new Problem("recordTypes", $"must name at least one of {Words<RecordType>()}, none twice."));
        if (definition.Owner is { } owner && (owner != owner.Trim() || EmailAddress.Normalize(owner).WhyNot is not null))
            problems.Add(new Problem("owner", "must be a member's email address."));
        if (definition.Zone is { } zone && Zones.WhyNot(zone) is { } why)
            problems.Add(new Problem("zone", why));
        if (definition.Steps.Count is < 1 or > MostSteps)
            problems.Add(new Problem("steps", $"must be 1 to {MostSteps} steps, are {definition.Steps.Count}."));
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < definition.Steps.Count; index++)
        {
            var (step, field) = (definition.Steps[index], $"steps[{index}]");
            if (!SequenceDefinition.IsKey(step.Key))
                problems.Add(new Problem(field + ".key", KeyRule(step.Key)));
            else if (!keys.TryAdd(step.Key, index))
                problems.Add(new Problem(field + ".key", $"'{step.Key}' is already the key of steps[{keys[step.Key]}]; give each step its own."));
            if (step.At is { } at && at.Ticks % TimeSpan.TicksPerMinute != 0)
                problems.Add(new Problem(field + ".at", $"must be a time of day to the minute, was {at:O}."));
            if (handlers.TryGetValue(step.Type, out var handler))
                CheckSettings(handler, step, field + ".settings", problems, tags);
            else
                problems.Add(new Problem(field + ".type", UnknownHandler(step.Type, handlers)));
        }
        return problems;
    }

    /// <summary>The words of an enumeration as definitions write them, joined by commas.</summary>
    public static string Words<TEnum>()
        where TEnum : struct, Enum => string.Join(", ", Enum.GetNames<TEnum>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]));

    private static void CheckSettings(StepHandler handler, StepDefinition step, string field, List<Problem> problems, TemplateFields? tags)
    {
        var before = problems.Count;
        SettingsSchema.Check(handler.Descriptor.SettingsSchema, step.Settings, field, problems, tags);
        if (problems.Count == before) // a handler reads settings that have its schema, or it would only report the same again in other words
            problems.AddRange(handler.Check(step.Settings).Select(found => new Problem(found.Field.Length > 0 ? $"{field}.{found.Field}" : field, found.Message)));
    }

    private static string KeyRule(string found) =>
        $"must have 1 to 64 lower-case letters, digits, hyphens or underscores and begin with a letter or digit, was '{(found.Length > 70 ? found[..70] + "…" : found)}'.";

    private static string UnknownHandler(string type, IReadOnlyDictionary<string, StepHandler> handlers) =>
        $"There is no step handler '{(type.Length > 70 ? type[..70] + "…" : type)}'; loaded are {(handlers.Count > 0 ? string.Join(", ", handlers.Keys.Order(StringComparer.Ordinal)) : "none")}.";
}
