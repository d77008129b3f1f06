using Crm.Stores;
using Crm.Tenancy;

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

    /// <summary>Only of this batch.</summary>
    public Guid? Batch { get; init; }

    /// <summary>Which page.</summary>
    public PageRequest Page { get; init; } = new();
}

/// <summary>An enrollment in a list.</summary>
/// <param name="Enrollment">The enrollment.</param>
/// <param name="SequenceKey">Key of its sequence.</param>
/// <param name="RecordName">Name of its record.</param>
public sealed record EnrollmentRow(Enrollment Enrollment, string SequenceKey, string RecordName);

/// <summary>Lists enrollments, newest first. Takes <see cref="Right.ReadRecords"/>.</summary>
public sealed class ListEnrollments(UseCaseExecutor executor)
{
    /// <summary>Carries it out.</summary>
    /// <exception cref="CrmException">NotFound: no such sequence. Invalid: the page's size is out of range, or its cursor is of another list.</exception>
    public Task<Page<EnrollmentRow>> ExecuteAsync(Caller caller, ListEnrollmentsInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.ReadAsync(caller, Right.ReadRecords, work => ListAsync(work, input, cancellationToken), cancellationToken);
    }

    private static async Task<Page<EnrollmentRow>> ListAsync(Work work, ListEnrollmentsInput input, CancellationToken cancellationToken)
    {
        if (input.Page.Size is < 1 or > 200)
            throw CrmException.Invalid("page.size", $"It must be 1–200, was {input.Page.Size}.");
        var sequence = input.Sequence is { } key
            ? await work.Stores.Sequences.FindAsync(key, cancellationToken) ?? throw CrmException.NotFound("sequence", key)
            : null;
        var filter = new EnrollmentFilter
        {
            Sequence = sequence?.Id,
            Record = input.Record,
            States = input.States,
            Batch = input.Batch,
            VisibleOwners = work.Access.VisibleOwners,
        };
        var page = await work.Stores.Sequences.ListEnrollmentsAsync(filter, input.Page, cancellationToken);
        var sequences = (await work.Stores.Sequences.GetAsync([.. page.Rows.Select(row => row.Sequence).Distinct()], cancellationToken)).ToDictionary(row =>
            row.Id
        );
        var records = (await work.Stores.Records.GetAsync([.. page.Rows.Select(row => row.Record).Distinct()], cancellationToken)).ToDictionary(row => row.Id);
        return new Page<EnrollmentRow>(
            [
                .. page.Rows.Select(row => new EnrollmentRow(
                    row,
                    sequences.GetValueOrDefault(row.Sequence)?.Key ?? "",
                    records.GetValueOrDefault(row.Record)?.Name ?? ""
                )),
            ],
            page.Next
        );
    }
}
