using System.Globalization;

namespace Crm.Sequences.Publishing;

/// <summary>A stored sequence with one of its versions.</summary>
/// <param name="Sequence">The sequence.</param>
/// <param name="Version">The version asked for; null for the draft.</param>
/// <param name="Versions">All versions, the newest first.</param>
/// <param name="Texts">The texts that count now, of the version's steps.</param>
internal sealed record StoredSequence(Sequence Sequence, SequenceVersion? Version, IReadOnlyList<SequenceVersion> Versions, IReadOnlyList<StepText> Texts)
{
    /// <summary>The definition asked for.</summary>
    public SequenceDefinition Definition => SequenceDefinition.FromJson(Version?.Definition ?? Sequence.Draft);

    /// <summary>Reads it.</summary>
    /// <exception cref="CrmException">NotFound: no such sequence or version.</exception>
    public static async Task<StoredSequence> LoadAsync(Work work, SequenceQuery query)
    {
        var sequence = await work.Stores.Sequences.FindAsync(query.Key, work.Cancellation) ?? throw CrmException.NotFound("sequence", query.Key);
        var versions = await work.Stores.Sequences.GetVersionsOfAsync(sequence.Id, work.Cancellation);
        var version = versions.FirstOrDefault(row => query.Version is { } number ? row.Number == number : row.Id == sequence.Published);
        if (version is null && query.Version is { } wanted)
            throw CrmException.NotFound($"version of the sequence '{query.Key}'", wanted.ToString(CultureInfo.InvariantCulture));
        var texts = version is null ? [] : await work.Stores.Sequences.GetTextsAsync([version.Id], work.Cancellation);
        return new StoredSequence(sequence, version, versions, texts);
    }
}
