using Crm.Tenancy;

namespace Crm.Records;

/// <summary>Says what people call records that others point at, for lists and pages. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class NameRecords(UseCaseExecutor executor)
{
    private const int MaxRecords = 1_000;

    /// <summary>Names by the ids asked for; unknown records, and those that the caller may not see, are left out. A merged one has the name of the one that stayed.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="ids">At most 1,000.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="CrmException">Invalid: more ids. Forbidden.</exception>
    public async Task<IReadOnlyDictionary<RecordId, NamedRecord>> ExecuteAsync(
        Caller caller,
        IReadOnlyCollection<RecordId> ids,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (ids.Count > MaxRecords)
            throw CrmException.Invalid("ids", $"At most {MaxRecords} records are named at once, {ids.Count} were asked for.");
        if (ids.Count == 0)
            return new Dictionary<RecordId, NamedRecord>();
        return await executor.ReadAsync(
            caller,
            Right.ReadRecords,
            async context =>
                (await context.Stores.Records.GetAsync(ids, cancellationToken))
                    .Where(record => context.Access.Sees(record.Owner))
                    .ToDictionary(record => record.Id, record => new NamedRecord(record.Ref, record.Name)),
            cancellationToken
        );
    }
}
