using Crm.Sequences;

namespace Crm.Web.Demo;

/// <summary>Sequences that are published, or still being written.</summary>
internal sealed class DemoSequences(DemoDirectory directory, PublishSequence publish, SaveSequenceDraft save) : IDemoVerbs
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Verbs => ["publish", "draft"];

    /// <inheritdoc/>
    public bool MovesSequences => false;

    /// <inheritdoc/>
    public async Task DoAsync(DemoEntry entry, CancellationToken cancellationToken)
    {
        var input = new SequenceInput { Yaml = DemoFiles.Read($"{entry.Required(entry.Verb)}.sequence.yaml") };
        if (entry.Verb == "publish")
            await publish.ExecuteAsync(directory.CallerOf(entry), input, cancellationToken);
        else
            await save.ExecuteAsync(directory.CallerOf(entry), input, cancellationToken);
    }
}
