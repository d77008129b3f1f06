using System.Text.Json;
using Crm.Sequences.Publishing;

namespace Crm.Sequences;

/// <summary>Which sequence.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Version">A version's number; null for the published one, or the draft where none is.</param>
public sealed record SequenceQuery(string Key, int? Version = null);

/// <summary>A published version.</summary>
/// <param name="Id">The version.</param>
/// <param name="Number">1 for the first one published.</param>
/// <param name="PublishedAt">When, in UTC.</param>
/// <param name="PublishedBy">By whom.</param>
public sealed record SequenceVersionView(SequenceVersionId Id, int Number, DateTimeOffset PublishedAt, Actor PublishedBy)
{
    internal static SequenceVersionView Of(SequenceVersion row) => new(row.Id, row.Number, row.PublishedAt, row.PublishedBy);
}

/// <summary>The texts of a step that count now.</summary>
/// <param name="StepKey">Key of the step.</param>
/// <param name="TextRevision">Their revision, from 1.</param>
/// <param name="Texts">The texts by the name of their setting.</param>
public sealed record StepTextView(string StepKey, int TextRevision, JsonElement Texts);

/// <summary>A sequence with one of its definitions.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Definition">The definition asked for.</param>
/// <param name="Version">The version it belongs to; null for the draft.</param>
/// <param name="Versions">All versions, the newest first.</param>
/// <param name="Texts">The texts that count now, of the version's steps.</param>
public sealed record SequenceView(
    SequenceSummary Sequence,
    SequenceDefinition Definition,
    SequenceVersionView? Version,
    IReadOnlyList<SequenceVersionView> Versions,
    IReadOnlyList<StepTextView> Texts
);

/// <summary>Shows a sequence.</summary>
/// <remarks>NotFound: no such sequence or version.</remarks>
public sealed class GetSequence : UseCase<SequenceQuery, SequenceView>
{
    internal GetSequence(UseCaseExecutor executor)
        : base(executor, "sequence.get", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<SequenceView> DecideAsync(Work work, SequenceQuery input)
    {
        var stored = await StoredSequence.LoadAsync(work, input);
        return new SequenceView(
            SequenceSummary.Of(stored.Sequence),
            stored.Definition,
            stored.Version is null ? null : SequenceVersionView.Of(stored.Version),
            [.. stored.Versions.Select(SequenceVersionView.Of)],
            [.. stored.Texts.Select(text => new StepTextView(text.StepKey, text.TextRevision, JsonElement.Parse(text.Texts)))]
        );
    }
}
