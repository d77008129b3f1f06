using Crm.Sequences.Definition;
using Crm.Sequences.Publishing;

namespace Crm.Sequences;

/// <summary>Writes a sequence as a YAML file, with the texts that count now.</summary>
/// <remarks>NotFound: no such sequence or version.</remarks>
public sealed class ExportSequence : UseCase<SequenceQuery, string>
{
    internal ExportSequence(UseCaseExecutor executor)
        : base(executor, "sequence.export", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<string> DecideAsync(Work work, SequenceQuery input)
    {
        var stored = await StoredSequence.LoadAsync(work, input);
        var texts = stored.Texts.ToDictionary(text => text.StepKey);
        var definition = stored.Definition;
        return SequenceYaml.Write(
            definition with
            {
                Steps = [.. definition.Steps.Select(step => step with { Settings = StepTexts.Merged(step.Settings, texts.GetValueOrDefault(step.Key)) })],
            }
        );
    }
}
