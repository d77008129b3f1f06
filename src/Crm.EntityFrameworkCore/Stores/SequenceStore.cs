using Crm.Records;
using Crm.Sequences;
using Crm.Sql.Stores;
using Crm.Stores;

namespace Crm.EntityFrameworkCore.Stores;

/// <inheritdoc cref="ISequenceStore"/>
internal sealed class SequenceStore(EntityFrameworkSession session) : ISequenceStore
{
    /// <inheritdoc/>
    public async Task<Sequence?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await session.ListAsync(session.Rows<Sequence>().Where(row => row.Key == key), cancellationToken)).FirstOrDefault();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Sequence>> FindAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        keys.Count == 0 ? [] : await session.ListAsync(session.Rows<Sequence>().Where(row => keys.Contains(row.Key)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Sequence>> FindAsync(
        IReadOnlyCollection<TenantId> tenants,
        IReadOnlyCollection<string> keys,
        CancellationToken cancellationToken
    ) =>
        keys.Count == 0
            ? []
            : await session.ListAsync(session.Rows<Sequence>().Where(row => tenants.Contains(row.Tenant) && keys.Contains(row.Key)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Sequence>> GetAsync(IReadOnlyCollection<SequenceId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.ListAsync(session.Rows<Sequence>().Where(row => ids.Contains(row.Id)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FoundSequence>> FindByTextAsync(string text, int max, CancellationToken cancellationToken) =>
        SequenceSearch.FindAsync(session, text, max, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SequenceFigures>> ListAsync(CancellationToken cancellationToken)
    {
        var sequences = await session.ListAsync(session.Rows<Sequence>().OrderBy(row => row.Name).ThenBy(row => row.Id), cancellationToken);
        var published = sequences.Select(sequence => sequence.Published).OfType<SequenceVersionId>().ToList();
        var versions = await session.ListAsync(
            session.Rows<SequenceVersion>().Where(row => published.Contains(row.Id)).Select(row => new { row.Id, row.Number }),
            cancellationToken
        );
        var numbers = versions.ToDictionary(row => row.Id, row => row.Number);
        var counts = await session.ListAsync(
            session
                .Rows<Enrollment>()
                .GroupBy(row => new { row.Sequence, row.State })
                .Select(group => new
                {
                    group.Key.Sequence,
                    group.Key.State,
                    Count = group.Count(),
                }),
            cancellationToken
        );
        var figures = counts.ToLookup(row => row.Sequence);
        return
        [
            .. sequences.Select(sequence => new SequenceFigures(
                sequence,
                sequence.Published is { } current && numbers.TryGetValue(current, out var number) ? number : null,
                figures[sequence.Id].ToDictionary(row => row.State, row => row.Count)
            )),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SequenceVersion>> GetVersionsAsync(IReadOnlyCollection<SequenceVersionId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.ListAsync(session.Rows<SequenceVersion>().Where(row => ids.Contains(row.Id)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SequenceVersion>> GetVersionsOfAsync(SequenceId sequence, CancellationToken cancellationToken) =>
        await session.ListAsync(session.Rows<SequenceVersion>().Where(row => row.Sequence == sequence).OrderByDescending(row => row.Number), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepText>> GetTextsAsync(IReadOnlyCollection<SequenceVersionId> versions, CancellationToken cancellationToken)
    {
        if (versions.Count == 0)
            return [];
        var texts = session.Rows<StepText>();
        var latest = texts
            .Where(row => versions.Contains(row.Version))
            .Where(row => !texts.Any(later => later.Version == row.Version && later.StepKey == row.StepKey && later.TextRevision > row.TextRevision));
        return await session.ListAsync(latest, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> GetEnrollmentsAsync(IReadOnlyCollection<EnrollmentId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.ListAsync(session.Rows<Enrollment>().Where(row => ids.Contains(row.Id)), cancellationToken);

    /// <inheritdoc/>
    public Task<Page<Enrollment>> ListEnrollmentsAsync(EnrollmentFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        EnrollmentList.PageAsync(session, filter, page, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Enrollment>> FindBlockedAsync(IReadOnlyCollection<string> causes, int max, CancellationToken cancellationToken) =>
        causes.Count == 0
            ? []
            : await session.ListAsync(
                session.Rows<Enrollment>().Where(row => row.State == EnrollmentState.Blocked && causes.Contains(row.Cause)).Take(max),
                cancellationToken
            );

    /// <inheritdoc/>
    public Task<IReadOnlyList<Enrollment>> FindEnrollmentsAsync(
        IReadOnlyCollection<RecordId> records,
        IReadOnlyCollection<string> addressHashes,
        bool liveOnly,
        CancellationToken cancellationToken
    ) => FindEnrollmentsAsync(session.Rows<Enrollment>(), records, addressHashes, liveOnly, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Enrollment>> FindEnrollmentsAsync(
        IReadOnlyCollection<TenantId> tenants,
        IReadOnlyCollection<RecordId> records,
        IReadOnlyCollection<string> addressHashes,
        bool liveOnly,
        CancellationToken cancellationToken
    ) => FindEnrollmentsAsync(session.Rows<Enrollment>().Where(row => tenants.Contains(row.Tenant)), records, addressHashes, liveOnly, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepExecution>> GetPendingExecutionsAsync(
        IReadOnlyCollection<EnrollmentId> enrollments,
        CancellationToken cancellationToken
    ) =>
        enrollments.Count == 0
            ? []
            : await session.ListAsync(
                session
                    .Rows<StepExecution>()
                    .Where(row => enrollments.Contains(row.Enrollment))
                    .Where(row => row.State == StepExecutionState.Waiting || row.State == StepExecutionState.Deciding),
                cancellationToken
            );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepExecution>> GetExecutionsAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken)
    {
        if (enrollments.Count == 0)
            return [];
        var executions = session
            .Rows<StepExecution>()
            .Where(row => enrollments.Contains(row.Enrollment))
            .OrderBy(row => row.FirstDecidedAt)
            .ThenBy(row => row.Pass)
            .ThenBy(row => row.Id);
        return await session.ListAsync(executions, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepExecution>> GetExecutionsByIdAsync(IReadOnlyCollection<StepExecutionId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await session.ListAsync(session.Rows<StepExecution>().Where(row => ids.Contains(row.Id)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EnrollmentValue>> GetValuesAsync(IReadOnlyCollection<EnrollmentId> enrollments, CancellationToken cancellationToken) =>
        enrollments.Count == 0
            ? []
            : await session.ListAsync(session.Rows<EnrollmentValue>().Where(row => enrollments.Contains(row.Enrollment)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, int>> CountBlockedAsync(CancellationToken cancellationToken)
    {
        var counts = session
            .Rows<Enrollment>()
            .Where(row => row.State == EnrollmentState.Blocked)
            .GroupBy(row => row.Cause)
            .Select(group => new { Cause = group.Key, Count = group.Count() });
        return (await session.ListAsync(counts, cancellationToken)).ToDictionary(row => row.Cause ?? "", row => row.Count);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, int>> CountSetAsideAsync(DateTimeOffset dueBefore, CancellationToken cancellationToken) =>
        SetAsideCount.ReadAsync(session, dueBefore, cancellationToken);

    /// <summary>Three look-ups instead of one 'or': each has an index of its own.</summary>
    private async Task<IReadOnlyList<Enrollment>> FindEnrollmentsAsync(
        IQueryable<Enrollment> rows,
        IReadOnlyCollection<RecordId> records,
        IReadOnlyCollection<string> addressHashes,
        bool liveOnly,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<EnrollmentId, Enrollment>();
        if (liveOnly)
            rows = rows.Where(row => row.State != EnrollmentState.Finished);
        if (records.Count > 0)
        {
            await AddAsync(rows.Where(row => records.Contains(row.Record)));
            await AddAsync(rows.Where(row => row.Recipient != null && row.Recipient != row.Record && records.Contains(row.Recipient.Value)));
        }
        if (addressHashes.Count > 0)
            await AddAsync(rows.Where(row => addressHashes.Contains(row.AddressHash)));
        return [.. found.Values];

        async Task AddAsync(IQueryable<Enrollment> wanted)
        {
            foreach (var row in await session.ListAsync(wanted, cancellationToken))
                found[row.Id] = row;
        }
    }
}
