using Crm.Kernel;
using Crm.Records;
using Crm.Sequences;

namespace Crm.Web.Demo;

/// <summary>Who is enrolled in a sequence, and whose enrollment is held or ended by hand.</summary>
internal sealed class DemoEnrollments(DemoDirectory directory, EnrollRecords enroll, ListEnrollments list, PauseEnrollment pause, FinishEnrollment finish)
    : IDemoVerbs
{
    private static readonly EnrollmentState[] Live = [EnrollmentState.Pending, EnrollmentState.Active, EnrollmentState.Waiting, EnrollmentState.Blocked];

    /// <inheritdoc/>
    public IReadOnlyList<string> Verbs => ["enroll", "pause", "finish"];

    /// <inheritdoc/>
    public bool MovesSequences => true;

    /// <inheritdoc/>
    public async Task DoAsync(DemoEntry entry, CancellationToken cancellationToken)
    {
        var caller = directory.CallerOf(entry);
        if (entry.Verb == "enroll")
        {
            var result = await enroll.ExecuteAsync(caller, new EnrollInput(entry.Required("in"), directory.Records(entry, "enroll")), cancellationToken);
            if (result.Answers.SelectMany(answer => answer.Reasons).FirstOrDefault() is { } refused)
                throw entry.Wrong(refused.Why);
            return;
        }
        var enrollment = await FindAsync(caller, directory.Record(entry, entry.Required(entry.Verb)), entry, cancellationToken);
        if (entry.Verb == "pause")
            await pause.ExecuteAsync(caller, new PauseEnrollmentInput(enrollment, entry["why"]) { Until = entry.Moment("until") }, cancellationToken);
        else
            await finish.ExecuteAsync(caller, new EnrollmentInput(enrollment, entry["why"]), cancellationToken);
    }

    private async Task<EnrollmentId> FindAsync(Caller caller, RecordRef record, DemoEntry entry, CancellationToken cancellationToken)
    {
        var found = await list.ExecuteAsync(caller, new ListEnrollmentsInput { Record = record.Id, States = Live }, cancellationToken);
        return found.Rows is [var one] ? one.Enrollment.Id : throw entry.Wrong($"{found.Rows.Count} enrollments are meant");
    }
}
