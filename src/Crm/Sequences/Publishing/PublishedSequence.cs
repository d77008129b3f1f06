using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace Crm.Sequences.Publishing;

/// <summary>A published version, parsed once. Safe for all threads.</summary>
internal sealed class PublishedSequence
{
    private readonly FrozenDictionary<string, int> indexes;
    private readonly ConcurrentDictionary<(string Step, int Revision), JsonElement> revised = new();

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

    /// <summary>A step's settings with the texts of a later revision; merged once.</summary>
    public JsonElement Revised(StepDefinition step, StepText text) =>
        revised.GetOrAdd((step.Key, text.TextRevision), (_, both) => StepTexts.Merged(both.step.Settings, both.text), (step, text));
}
