using Crm.Events;
using Crm.Plugins;
using Crm.Sequences.Publishing;

namespace Crm.Sequences;

/// <summary>Publishes a sequence: a new immutable version that new enrollments take; live ones keep theirs. Publishes <c>sequence.published</c>.</summary>
/// <remarks>Invalid: names every problem with its field, and line where it is a file. Refused: the sequence has ended. Forbidden.</remarks>
public sealed class PublishSequence : UseCase<SequenceInput, SavedSequence>
{
    private readonly PluginCatalog plugins;

    internal PublishSequence(UseCaseExecutor executor, PluginCatalog plugins)
        : base(executor, "sequence.publish", Right.PublishSequences, WorkKind.Write) => this.plugins = plugins;

    private protected override async Task<SavedSequence> DecideAsync(Work work, SequenceInput input)
    {
        var (definition, stored) = await SequenceWriting.ReadAsync(work, input, plugins, isPublished: true);
        var versions = stored is null ? [] : await work.Stores.Sequences.GetVersionsOfAsync(stored.Id, work.Cancellation);
        var current = versions.FirstOrDefault(version => version.Id == stored?.Published);
        if (current is not null && SequenceWriting.IsSame(current.Definition, definition))
            return new SavedSequence(stored!.Id, stored.Key, stored.Name, current.Number, IsChanged: false);

        var number = versions.Count == 0 ? 1 : versions.Max(version => version.Number) + 1;
        var draft = SequenceWriting.WithDraft(work, stored, definition);
        var version = new SequenceVersion
        {
            Tenant = work.Tenant,
            Id = new SequenceVersionId(work.NewId()),
            Sequence = draft.Id,
            Number = number,
            Definition = draft.Draft,
            PublishedAt = work.Now,
            PublishedBy = work.Actor,
        };
        var sequence = draft with { Published = version.Id };
        SequenceWriting.Write(work, stored, sequence);
        work.Changes.Insert(version);
        foreach (var step in definition.Steps)
        {
            if (StepTexts.Of(plugins.StepHandlers[step.Type], step.Settings) is { Count: > 0 } texts)
                work.Changes.Insert(StepTexts.Revision(work, version.Id, step.Key, 1, texts));
        }
        work.Audit($"sequence:{sequence.Key}", current is null ? null : new { current.Number }, new { version.Number, version.Definition });
        work.Publish("sequence.published", null, new EventPayload.OfSequence(sequence.Id, sequence.Key, number));
        return new SavedSequence(sequence.Id, sequence.Key, sequence.Name, number, IsChanged: true);
    }
}
