using System.Collections.Concurrent;

namespace Crm.Sequences.Publishing;

/// <summary>Keeps parsed versions, which never change. One per host; safe for all threads.</summary>
internal sealed class PublishedSequences
{
    /// <summary>More versions than a host has live are a leak of tenants that are gone; then the cache starts anew.</summary>
    private const int MaxVersions = 10_000;

    private readonly ConcurrentDictionary<SequenceVersionId, PublishedSequence> versions = new();

    /// <summary>The parsed versions of ids; reads those that are not known yet.</summary>
    public async Task<Dictionary<SequenceVersionId, PublishedSequence>> GetAsync(
        ISequenceLookup store,
        IReadOnlyCollection<SequenceVersionId> ids,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<SequenceVersionId, PublishedSequence>(ids.Count);
        List<SequenceVersionId>? unknown = null;
        foreach (var id in ids)
        {
            if (versions.TryGetValue(id, out var known))
                found[id] = known;
            else
                (unknown ??= []).Add(id);
        }
        if (unknown is null)
            return found;
        if (versions.Count > MaxVersions)
            versions.Clear();
        foreach (var row in await store.GetVersionsAsync(unknown, cancellationToken))
            found[row.Id] = versions.GetOrAdd(row.Id, _ => new PublishedSequence(row));
        return found;
    }
}
