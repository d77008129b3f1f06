using Crm.Plugins;
using Crm.Sequences.Publishing;

namespace Crm.Sequences;

/// <summary>Publishes a sequence: a new immutable version that new enrollments take; live ones keep theirs. Takes <see cref="Right.PublishSequences"/>; publishes <c>sequence.published</c>.</summary>
public sealed class PublishSequence(UseCaseExecutor executor, PluginCatalog plugins)
{
    /// <summary>Carries it out; what says the same as the published version makes no new one.</summary>
    /// <exception cref="CrmException">Invalid: names every problem with its field, and line where it is a file. Refused: the sequence has ended. Forbidden.</exception>
    public Task<SavedSequence> ExecuteAsync(Caller caller, SequenceInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(
            caller,
            "sequence.publish",
            Right.PublishSequences,
            input,
            context => PublishAsync(context, input, cancellationToken),
            cancellationToken
        );
    }

    private async Task<SavedSequence> PublishAsync(UseCaseContext context, SequenceInput input, CancellationToken cancellationToken)
    {
        var definition = input.Read(plugins);
        var stored = await context.Stores.Sequences.FindAsync(definition.Key, cancellationToken);
        SequenceWriting.RequireNotEnded(stored);
        var versions = stored is null ? [] : await context.Stores.Sequences.GetVersionsOfAsync(stored.Id, cancellationToken);
        var current = versions.FirstOrDefault(version => version.Id == stored?.Published);
        if (current is not null && SequenceWriting.IsSame(current.Definition, definition))
            return new SavedSequence(stored!.Id, stored.Key, stored.Name, current.Number, IsChanged: false);

        var number = versions.Count == 0 ? 1 : versions.Max(version => version.Number) + 1;
        var draft = SequenceWriting.WithDraft(context, stored, definition);
        var version = new SequenceVersion
        {
            Tenant = context.Tenant,
            Id = new SequenceVersionId(context.NewId()),
            Sequence = draft.Id,
            Number = number,
            Definition = draft.Draft,
            PublishedAt = context.Now,
            PublishedBy = context.Author,
        };
        var sequence = draft with { Published = version.Id };
        if (stored is null)
            context.Changes.Insert(sequence);
        else
            context.Changes.Update(sequence);
        context.Changes.Insert(version);
        foreach (var step in definition.Steps)
        {
            if (StepTexts.Of(plugins.StepHandlers[step.Type], step.Settings) is { Count: > 0 } texts)
                context.Changes.Insert(StepTexts.Revision(context, version.Id, step.Key, 1, texts));
        }
        context.Audit($"sequence:{sequence.Key}", current is null ? null : new { current.Number }, new { version.Number, version.Definition });
        context.Publish(
            "sequence.published",
            null,
            new
            {
                sequence = sequence.Id.Value,
                key = sequence.Key,
                version = number,
            }
        );
        return new SavedSequence(sequence.Id, sequence.Key, sequence.Name, number, IsChanged: true);
    }
}
