using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;
using Crm.Stores;
using Crm.Tenancy;

namespace Crm.Web.Demo;

/// <summary>A tenant with made-up data, from the files in <c>hosts/demo</c>, brought in by the use cases that everybody uses.</summary>
internal sealed class DemoData(
    DemoTenant tenant,
    DemoFiles files,
    ListEnrollments enrollments,
    ListRecords records,
    PublishSequence publish,
    EnrollRecords enroll
)
{
    /// <summary>Who brings it in.</summary>
    public static readonly Caller Caller = new(TenantId.From("default"), Actor.System("demo"));

    private const string Sequence = "after-the-fair";
    private const int Enrolled = 12;

    /// <summary>Brings it in where it is not there; what people changed since stays as it is.</summary>
    /// <exception cref="CrmException">Refused: the database holds a tenant that is no demo.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await tenant.EnsureAsync(cancellationToken);
        // Enrolling comes last: where the process ended before it, the next start brings in what is missing.
        if ((await enrollments.ExecuteAsync(Caller, new ListEnrollmentsInput { Page = new PageRequest(1) }, cancellationToken)).Rows.Count > 0)
            return;
        await files.ImportAllAsync(cancellationToken);
        await publish.ExecuteAsync(Caller, new SequenceInput { Yaml = files.Read($"{Sequence}.sequence.yaml") }, cancellationToken);
        var contacts = await records.ExecuteAsync(Caller, new ListRecordsInput(RecordType.Contact) { Page = new PageRequest(Enrolled) }, cancellationToken);
        await enroll.ExecuteAsync(Caller, new EnrollInput(Sequence, [.. contacts.Rows.Select(contact => contact.Record)]), cancellationToken);
    }
}
