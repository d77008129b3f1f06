namespace Crm.Records;

/// <summary>Says what people call records that others point at, for lists and pages. Unknown records, and those that the caller may not see, are left out; a merged one is named as the one that stayed.</summary>
/// <remarks>Invalid: more than 1,000 records.</remarks>
public sealed class NameRecords : UseCase<NameRecordsInput, IReadOnlyList<NamedRecord>>
{
    private const int MaxRecords = 1_000;

    internal NameRecords(UseCaseExecutor executor)
        : base(executor, "records.name", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<NamedRecord>> DecideAsync(Work work, NameRecordsInput input)
    {
        if (input.Records.Count > MaxRecords)
            throw CrmException.Invalid("records", $"At most {MaxRecords} records can be named at once, but {input.Records.Count} were requested.");
        var found = input.Records.Count == 0 ? [] : await work.Stores.Records.GetHeadersAsync(input.Records, work.Cancellation);
        return [.. found.Where(record => work.Access.Sees(record.Owner)).Select(record => new NamedRecord(record.Ref, record.Name))];
    }
}

/// <summary>Which records are to be named.</summary>
/// <param name="Records">At most 1,000.</param>
public sealed record NameRecordsInput(IReadOnlyCollection<RecordId> Records);
