using Crm.Messages;

namespace Crm.Sequences;

/// <summary>Whom an enrollment is to address.</summary>
/// <param name="Id">The enrollment.</param>
/// <param name="Recipient">The contact or lead.</param>
/// <param name="Why">Why, in words, at most 500 characters; null for none.</param>
/// <param name="Revision">The revision that the caller saw; null where that does not matter.</param>
public sealed record ReaddressEnrollmentInput(EnrollmentId Id, RecordRef Recipient, string? Why = null, int? Revision = null);

/// <summary>
/// Lets an enrollment address another person, before anything was sent: it stays where it stands, and goes on where the former person's missing address blocked it. Publishes <c>enrollment.readdressed</c>.
/// </summary>
/// <remarks>
/// NotFound: the enrollment or the person is unknown or not for the caller to see. Stale: another revision was found. Invalid: the recipient is neither contact nor lead, or there are too many words. Refused: it is finished
/// (<c>finished</c>); something was sent, so that whoever comes later would get an answer to a mail that they never had (<c>thread-begun</c>); a draft or a message waits (<c>message-waits</c>); or the person stands in
/// the sequence already (<c>already-enrolled</c>).
/// </remarks>
public sealed class ReaddressEnrollment : UseCase<ReaddressEnrollmentInput, EnrollmentView>
{
    internal ReaddressEnrollment(UseCaseExecutor executor)
        : base(executor, "enrollment.readdress", Right.Enroll, WorkKind.Write) { }

    private protected override async Task<EnrollmentView> DecideAsync(Work work, ReaddressEnrollmentInput input)
    {
        if (input.Recipient.Type is not (RecordType.Contact or RecordType.Lead))
            throw CrmException.Invalid("recipient", $"It must be a contact or a lead, was a {input.Recipient.Type.Word()}.");
        var enrollment = await work.GetEnrollmentAsync(new EnrollmentInput(input.Id, input.Why, input.Revision));
        if (enrollment.State == EnrollmentState.Finished)
            throw CrmException.Refused("finished", "The enrollment is finished; enroll the other person instead.");
        var person =
            await work.Stores.Records.GetAsync([input.Recipient.Id], work.Cancellation) is [{ DeletedAt: null } found]
            && found.Type == input.Recipient.Type
            && work.Access.Sees(found.Owner)
                ? found
                : throw CrmException.NotFound(input.Recipient.Type.Word(), input.Recipient.Id.ToString());
        if (person.Id == enrollment.Recipient)
            return EnrollmentView.Of(enrollment);
        await RequireNothingOutAsync(work, enrollment);
        await work.Stores.LockAsync("enroll", work.Cancellation);
        var rivals = await work.Stores.Sequences.FindEnrollmentsAsync([person.Id], [], liveOnly: true, work.Cancellation);
        if (rivals.Any(rival => rival.Id != enrollment.Id && rival.Sequence == enrollment.Sequence))
            throw CrmException.Refused("already-enrolled", "The person stands in this sequence already.");
        var after = Enrollments.Redirect(work, enrollment, person, input.Why);
        var freed = new[] { enrollment.Record, enrollment.Recipient ?? enrollment.Record }.Distinct().Select(Obstacle.OfRecord).ToList();
        await Enrollments.ReleaseAsync(work, freed, blocked => blocked.Id == enrollment.Id);
        return EnrollmentView.Of(Enrollments.Wanted(work.Changes, after));
    }

    private static async Task RequireNothingOutAsync(Work work, Enrollment enrollment)
    {
        var messages = await work.Stores.Messages.GetOfEnrollmentsAsync([enrollment.Id], work.Cancellation);
        if (messages.Any(message => message.SentAt is not null || message.State is MessageState.Sending or MessageState.Unknown))
            throw CrmException.Refused("thread-begun", "A mail was sent already; finish this enrollment and enroll the other person.");
        var open = await work.Stores.Activities.GetOpenOfEnrollmentsAsync([enrollment.Id], work.Cancellation);
        if (
            open.Any(activity => activity.TypeKey == Activities.Types.EmailDraftActivity.Key)
            || messages.Any(message => message.State is MessageState.Draft or MessageState.Approved or MessageState.Queued)
        )
            throw CrmException.Refused("message-waits", "A draft or a message to the former person waits; reject or cancel it first.");
    }
}
