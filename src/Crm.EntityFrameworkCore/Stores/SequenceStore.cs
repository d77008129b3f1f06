using System.Text.Json;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Microsoft.EntityFrameworkCore;

namespace Crm.EntityFrameworkCore;

/// <inheritdoc cref="ISequenceStore"/>
internal sealed class SequenceStore(StoreSession session) : ISequenceStore
{
    private CrmDbContext Db => session.Db;

    /// <inheritdoc/>
    public async Task<Sequence?> FindAsync(string key, CancellationToken cancellationToken) =>
        await Db.Rows<Sequence>().FirstOrDefaultAsync(row => row.Key == key, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Sequence>> FindAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? [] : await Db.Rows<Sequence>().Where(row => keys.Contains(row.Key)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Sequence>> GetAsync(IReadOnlyCollection<SequenceId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await Db.Rows<Sequence>().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SequenceFigures>> ListAsync(CancellationToken cancellationToken)
    {
        var sequences = await Db.Rows<Sequence>().OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);
        var numbers = await Db.Rows<SequenceVersion>()
            .Select(row => new { row.Id, row.Number })
            .ToDictionaryAsync(row => row.Id, row => row.Number, cancellationToken);
        var counts = await Db.Rows<Enrollment>()
            .GroupBy(row => new { row.Sequence, row.State })
            .Select(group => new
            {
                group.Key.Sequence,
                group.Key.State,
                Count = group.Count(),
            })
            .ToListAsync(cancellationToken);
        var figures = counts.ToLookup(row => row.Sequence);
        return
        [
            .. sequences.Select(sequence => new SequenceFigures(
                sequence,
                sequence.Published is { } published && numbers.TryGetValue(published, out var number) ? number : null,
                figures[sequence.Id].ToDictionary(row => row.State, row => row.Count)
            )),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SequenceVersion>> GetVersionsAsync(IReadOnlyCollection<SequenceVersionId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await Db.Rows<SequenceVersion>().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SequenceVersion>> GetVersionsOfAsync(SequenceId sequence, CancellationToken cancellationToken) =>
        await Db.Rows<SequenceVersion>().Where(row => row.Sequence == sequence).OrderByDescending(row => row.Number).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepText>> GetTextsAsync(IReadOnlyCollection<SequenceVersionId> versions, CancellationToken cancellationToken)
    {
        if (versions.Count == 0)
            return [];
        var texts = Db.Rows<StepText>();
        return await texts
            .Where(row => versions.Contains(row.Version))
            .Where(row => !texts.Any(later => later.Version == row.Version && later.StepKey == row.StepKey && later.TextRevision > row.TextRevision))
            .ToListAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GetUsedHandlerKeysAsync(CancellationToken cancellationToken)
    {
        var live = Db.Rows<Enrollment>().Where(row => row.State != EnrollmentState.Finished);
        var published = await Db.Rows<SequenceVersion>()
            .Where(version => live.Any(row => row.Sequence == version.Sequence && row.Version == version.Id))
            .Select(version => version.Definition)
            .ToListAsync(cancellationToken);
        var drafts = await Db.Rows<Sequence>().Select(row => row.Draft).ToListAsync(cancellationToken);
        return [.. published.Concat(drafts).SelectMany(HandlersOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> GetEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await Db.Rows<Enrollment>().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<Page<Enrollment>> ListEnrollmentsAsync(EnrollmentFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var cursor = Cursor.Of("enrollments", session.Tenant, filter.Sequence, filter.Record, filter.States?.Cast<object>(), filter.Batch);
        var size = Cursor.Size(page);
        var rows = cursor.Read<Position>(page.After) is { } after
            ? Db.RowsOf<Enrollment>("select * from crm_enrollment where id < {0}", session.Id(after.Id))
            : Db.Rows<Enrollment>();
        if (filter.Sequence is { } sequence)
            rows = rows.Where(row => row.Sequence == sequence);
        if (filter.Record is { } record)
            rows = rows.Where(row => row.Record == record);
        if (filter.States is { } states)
            rows = rows.Where(row => states.Contains(row.State));
        if (filter.Batch is { } batch)
            rows = rows.Where(row => row.Batch == batch);
        if (filter.VisibleOwners is { } owners)
            rows = rows.Where(row => row.Owner == null || owners.Contains(row.Owner.Value));
        var found = await rows.OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(cancellationToken);
        return cursor.Page(found, size, row => new Position(row.Id.Value));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> FindEnrollmentsAsync(
        IReadOnlyCollection<RecordId> records,
        IReadOnlyCollection<string> addressHashes,
        bool liveOnly,
        CancellationToken cancellationToken
    )
    {
        // Three look-ups instead of one 'or': each has an index of its own.
        var found = new Dictionary<EnrollmentId, Enrollment>();
        var rows = liveOnly ? Db.Rows<Enrollment>().Where(row => row.State != EnrollmentState.Finished) : Db.Rows<Enrollment>();
        if (records.Count > 0)
        {
            Add(await rows.Where(row => records.Contains(row.Record)).ToListAsync(cancellationToken));
            Add(
                await rows.Where(row => row.Recipient != null && row.Recipient != row.Record && records.Contains(row.Recipient.Value))
                    .ToListAsync(cancellationToken)
            );
        }
        if (addressHashes.Count > 0)
            Add(await rows.Where(row => addressHashes.Contains(row.AddressHash)).ToListAsync(cancellationToken));
        return [.. found.Values];

        void Add(List<Enrollment> more)
        {
            foreach (var row in more)
                found[row.Id] = row;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepExecution>> GetExecutionsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken) =>
        enrollments.Count == 0
            ? []
            : await Db.Rows<StepExecution>()
                .Where(row => enrollments.Contains(row.Enrollment))
                .OrderBy(row => row.DecidedAt)
                .ThenBy(row => row.Pass)
                .ThenBy(row => row.Id)
                .ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepExecution>> GetExecutionsByIdAsync(IReadOnlyCollection<StepExecutionId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await Db.Rows<StepExecution>().Where(row => ids.Contains(row.Id)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EnrollmentValue>> GetValuesAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken) =>
        enrollments.Count == 0 ? [] : await Db.Rows<EnrollmentValue>().Where(row => enrollments.Contains(row.Enrollment)).ToListAsync(cancellationToken);

    /// <summary>Reads no more of a definition than this: the check at start must not fail on a draft that is not finished.</summary>
    private static IEnumerable<string> HandlersOf(string definition)
    {
        using var document = JsonDocument.Parse(definition);
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("steps", out var steps)
            || steps.ValueKind != JsonValueKind.Array
        )
            return [];
        return
        [
            .. steps
                .EnumerateArray()
                .Select(step => step.ValueKind == JsonValueKind.Object && step.TryGetProperty("type", out var type) ? type.GetString() : null)
                .OfType<string>(),
        ];
    }

    private sealed record Position(Guid Id);
}
