using Crm.Components;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;

namespace Crm.Web.Pages;

/// <summary>Whom an enrollment addresses, and who else comes into question.</summary>
/// <param name="Person">The person addressed; null where there is none, or not for the reader to see.</param>
/// <param name="Others">Other contacts of the same company, by name.</param>
public sealed record Recipients(RecordView? Person, IReadOnlyList<RecordView> Others)
{
    private const int Most = 50;

    /// <summary>The person's email addresses, the primary one first.</summary>
    public IReadOnlyList<ContactPoint> Addresses =>
        [.. (Person?.ContactPoints ?? []).Where(point => point.Kind == ContactPointKind.Email).OrderByDescending(point => point.IsPrimary)];

    /// <summary>Reads them.</summary>
    internal static async Task<Recipients> ReadAsync(Reading reading, EnrollmentView enrollment)
    {
        var record = await FindAsync(reading, enrollment.Record);
        var person = enrollment.Recipient is { } recipient && recipient != enrollment.Record ? await FindAsync(reading, recipient) : record;
        if (person?.Record.Type is not (RecordType.Contact or RecordType.Lead))
            person = null;
        var company = person?.Link("company") ?? (record?.Record.Type == RecordType.Company ? record.Record.Id : record?.Link("company"));
        return new Recipients(person, company is { } employer ? await OfCompanyAsync(reading, employer, person) : []);
    }

    private static async Task<IReadOnlyList<RecordView>> OfCompanyAsync(Reading reading, RecordId company, RecordView? person)
    {
        var input = new ListRecordsInput(RecordType.Contact) { Company = company, Page = new PageRequest(Most) };
        return [.. (await reading.ReadAsync(reading.Get<ListRecords>(), input)).Rows.Where(one => one.Record != person?.Record)];
    }

    private static async Task<RecordView?> FindAsync(Reading reading, RecordId id) =>
        await reading.ReadAsync(reading.Get<NameRecords>(), new NameRecordsInput([id])) is [var named, ..]
            ? await reading.ReadAsync(reading.Get<GetRecord>(), new GetRecordInput(named.Record))
            : null;
}
