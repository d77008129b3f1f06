namespace Crm.Sequences;

/// <summary>Which enrollments to list. Null members do not narrow.</summary>
public sealed record ListEnrollmentsInput
{
    /// <summary>Only of the sequence with this key.</summary>
    public string? Sequence { get; init; }

    /// <summary>Only of this record.</summary>
    public RecordId? Record { get; init; }

    /// <summary>Only in these states.</summary>
    public IReadOnlyList<EnrollmentState>? States { get; init; }

    /// <summary>Only those that this led to where they stand, such as what blocks them.</summary>
    public string? Cause { get; init; }

    /// <summary>Only of this batch.</summary>
    public Guid? Batch { get; init; }

    /// <summary>Only those that work in this member's name.</summary>
    public MemberId? Owner { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();
}

/// <summary>An enrollment in a list.</summary>
/// <param name="Enrollment">The enrollment.</param>
/// <param name="SequenceKey">Key of its sequence.</param>
/// <param name="RecordName">Name of its record.</param>
public sealed record EnrollmentRow(EnrollmentView Enrollment, string SequenceKey, string RecordName);

/// <summary>Lists enrollments, newest first.</summary>
/// <remarks>NotFound: no such sequence. Invalid: the page's size is out of range, or its cursor is of another list.</remarks>
public sealed class ListEnrollments : UseCase<ListEnrollmentsInput, Page<EnrollmentRow>>
{
    internal ListEnrollments(UseCaseExecutor executor)
        : base(executor, "enrollments.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<Page<EnrollmentRow>> DecideAsync(Work work, ListEnrollmentsInput input)
    {
        if (input.Page.Size is < 1 or > 200)
            throw CrmException.Invalid("page.size", $"It must be 1–200, was {input.Page.Size}.");
        var sequence = input.Sequence is { } key
            ? await work.Stores.Sequences.FindAsync(key, work.Cancellation) ?? throw CrmException.NotFound("sequence", key)
            : null;
        var filter = new EnrollmentFilter
        {
            Sequence = sequence?.Id,
            Record = input.Record,
            States = input.States,
            Cause = input.Cause,
            Batch = input.Batch,
            Owner = input.Owner,
            VisibleOwners = work.Access.VisibleOwners,
        };
        var page = await work.Stores.Sequences.ListEnrollmentsAsync(filter, input.Page, work.Cancellation);
        var sequences = (await work.Stores.Sequences.GetAsync([.. page.Rows.Select(row => row.Sequence).Distinct()], work.Cancellation)).ToDictionary(row =>
            row.Id
        );
        var records = (await work.Stores.Records.GetAsync([.. page.Rows.Select(row => row.Record).Distinct()], work.Cancellation)).ToDictionary(row => row.Id);
        return new Page<EnrollmentRow>(
            [
                .. page.Rows.Select(row => new EnrollmentRow(
                    EnrollmentView.Of(row),
                    sequences.GetValueOrDefault(row.Sequence)?.Key ?? "",
                    records.GetValueOrDefault(row.Record)?.Name ?? ""
                )),
            ],
            page.Next
        );
    }
}
