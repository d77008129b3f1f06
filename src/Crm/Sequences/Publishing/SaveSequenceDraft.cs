using Crm.Plugins;
using Crm.Sequences.Publishing;

namespace Crm.Sequences;

/// <summary>Saves the draft of a sequence; nothing that runs changes. Takes <see cref="Right.EditSequences"/>.</summary>
public sealed class SaveSequenceDraft(UseCaseExecutor executor, PluginCatalog plugins)
{
    /// <summary>Carries it out; a draft that says the same is left alone.</summary>
    /// <exception cref="CrmException">Invalid: names every problem with its field, and line where it is a file. Refused: the sequence has ended.</exception>
    public Task<SavedSequence> ExecuteAsync(Caller caller, SequenceInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "sequence.save", Right.EditSequences, input, work => SaveAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<SavedSequence> SaveAsync(Work work, SequenceInput input, CancellationToken cancellationToken)
    {
        var definition = input.Read(plugins);
        var stored = await work.Stores.Sequences.FindAsync(definition.Key, cancellationToken);
        SequenceWriting.RequireNotEnded(stored);
        var number = stored?.Published is { } published ? (await work.Stores.Sequences.GetVersionsAsync([published], cancellationToken))[0].Number : (int?)null;
        if (stored is not null && SequenceWriting.IsSame(stored.Draft, definition))
            return new SavedSequence(stored.Id, stored.Key, stored.Name, number, IsChanged: false);
        var sequence = SequenceWriting.WithDraft(work, stored, definition);
        if (stored is null)
            work.Changes.Insert(sequence);
        else
            work.Changes.Update(sequence);
        work.Audit($"sequence:{sequence.Key}", stored is null ? null : new { stored.Name, stored.Draft }, new { sequence.Name, sequence.Draft });
        return new SavedSequence(sequence.Id, sequence.Key, sequence.Name, number, IsChanged: true);
    }
}
