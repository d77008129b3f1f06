using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Records;

namespace Crm.Sequences;

/// <summary>A published version, parsed once. Immutable, safe for all threads.</summary>
internal sealed class PublishedSequence
{
    private readonly FrozenDictionary<string, int> indexes;

    public PublishedSequence(SequenceVersion version)
    {
        Tenant = version.Tenant;
        Sequence = version.Sequence;
        Version = version.Id;
        Number = version.Number;
        Definition = SequenceDefinition.FromJson(version.Definition);
        indexes = Definition.Steps.Select((step, index) => KeyValuePair.Create(step.Key, index)).ToFrozenDictionary();
    }

    public TenantId Tenant { get; }

    public SequenceId Sequence { get; }

    public SequenceVersionId Version { get; }

    public int Number { get; }

    public SequenceDefinition Definition { get; }

    public IReadOnlyList<StepDefinition> Steps => Definition.Steps;

    /// <summary>Where a step stands, from 0; -1 where the version has none of that key.</summary>
    public int IndexOf(string? stepKey) => stepKey is not null && indexes.TryGetValue(stepKey, out var index) ? index : -1;
}

/// <summary>A step's settings with the texts that count now.</summary>
/// <param name="Settings">The definition's settings, its texts replaced by the newest revision.</param>
/// <param name="TextRevision">The revision of the texts, or null where the step has none.</param>
internal sealed record CurrentSettings(JsonElement Settings, int? TextRevision)
{
    /// <summary>Puts a revision's texts in the place of the definition's.</summary>
    public static CurrentSettings Of(StepDefinition step, StepText? text)
    {
        if (text is null)
            return new CurrentSettings(step.Settings, null);
        if (text.TextRevision == 1)
            return new CurrentSettings(step.Settings, 1); // the first revision is what was published
        var settings = JsonObject.Create(step.Settings)!;
        foreach (var (name, value) in JsonNode.Parse(text.Texts)!.AsObject())
            settings[name] = value?.DeepClone();
        return new CurrentSettings(JsonSerializer.SerializeToElement(settings), text.TextRevision);
    }
}
