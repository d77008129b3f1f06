using Crm.Plugins;
using Crm.Sequences.Publishing;

namespace Crm.Sequences;

/// <summary>Where a sequence stands after it was saved or published.</summary>
/// <param name="Id">The sequence.</param>
/// <param name="Key">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Number of the published version; null where none is.</param>
/// <param name="IsChanged">Whether anything was written.</param>
public sealed record SavedSequence(SequenceId Id, string Key, string Name, int? Version, bool IsChanged);

/// <summary>Saves the draft of a sequence; nothing that runs changes.</summary>
/// <remarks>Invalid: names every problem with its field, and line where it is a file. Refused: the sequence has ended.</remarks>
public sealed class SaveSequenceDraft : UseCase<SequenceInput, SavedSequence>
{
    private readonly PluginCatalog plugins;

    internal SaveSequenceDraft(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "sequence.save", Right.EditSequences, WorkKind.Write) => this.plugins = plugins;

    private protected override async Task<SavedSequence> DecideAsync(Work work, SequenceInput input)
    {
        var (definition, stored) = await SequenceWriting.ReadAsync(work, input, plugins);
        var number = stored?.Published is { } published ? (await work.Stores.Sequences.GetVersionsAsync([published], work.Cancellation))[0].Number : (int?)null;
        if (stored is not null && SequenceWriting.IsSame(stored.Draft, definition))
            return new SavedSequence(stored.Id, stored.Key, stored.Name, number, IsChanged: false);
        var sequence = SequenceWriting.WithDraft(work, stored, definition);
        SequenceWriting.Write(work, stored, sequence);
        work.Audit($"sequence:{sequence.Key}", stored is null ? null : new { stored.Name, stored.Draft }, new { sequence.Name, sequence.Draft });
        return new SavedSequence(sequence.Id, sequence.Key, sequence.Name, number, IsChanged: true);
    }
}
