using Crm.Records;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Components;

/// <summary>What belongs to a record.</summary>
/// <param name="Contacts">A company's contacts.</param>
/// <param name="Deals">A company's deals.</param>
/// <param name="Enrollments">Sequences that it is or was in, newest first.</param>
public sealed record RelatedItems(IReadOnlyList<RecordView> Contacts, IReadOnlyList<RecordView> Deals, IReadOnlyList<EnrollmentRow> Enrollments)
{
    private const int Most = 8;

    /// <summary>Reads it in one transaction.</summary>
    internal static async Task<RelatedItems> ReadAsync(Reading reading, RecordRef record)
    {
        var isCompany = record.Type == RecordType.Company;
        return new RelatedItems(
            isCompany ? await ListAsync(reading, RecordType.Contact, record.Id) : [],
            isCompany ? await ListAsync(reading, RecordType.Deal, record.Id) : [],
            isCompany
                ? []
                : (await reading.ReadAsync(reading.Get<ListEnrollments>(), new ListEnrollmentsInput { Record = record.Id, Page = new PageRequest(Most) })).Rows
        );
    }

    private static async Task<IReadOnlyList<RecordView>> ListAsync(Reading reading, RecordType type, RecordId company) =>
        (await reading.ReadAsync(reading.Get<ListRecords>(), new ListRecordsInput(type) { Company = company, Page = new PageRequest(Most) })).Rows;
}
