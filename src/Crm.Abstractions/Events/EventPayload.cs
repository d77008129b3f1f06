using Crm.Activities;
using Crm.Import;
using Crm.Messages;
using Crm.Records;
using Crm.Sequences;
using Crm.Tenancy;

namespace Crm.Events;

/// <summary>
/// The data of the engine's own events; <see cref="EventTypes"/> says which type has which. Closed: an event of a plugin has data of its own. None holds a record's values or a message's text; a reason may
/// be a mail server's own words.
/// </summary>
public abstract record EventPayload
{
    private EventPayload() { }

    /// <summary>A record was created, deleted or restored.</summary>
    /// <param name="Revision">Its revision since.</param>
    public sealed record OfRecord(int Revision) : EventPayload;

    /// <summary>A record was changed.</summary>
    /// <param name="Revision">Its revision since.</param>
    /// <param name="Changed">Keys of the fields that changed; their values are the record's.</param>
    /// <param name="References">External references that were added, as <c>system:id</c>.</param>
    public sealed record OfRecordChange(int Revision, IReadOnlyList<string> Changed, IReadOnlyList<string> References) : EventPayload;

    /// <summary>A deal came to another stage or pipeline.</summary>
    /// <param name="Pipeline">Key of its pipeline.</param>
    /// <param name="From">Key of the stage before.</param>
    /// <param name="To">Key of the stage since.</param>
    /// <param name="Kind">Whether the deal is open, won or lost there.</param>
    public sealed record OfDealMove(string Pipeline, string From, string To, StageKind Kind) : EventPayload;

    /// <summary>A lead became a contact.</summary>
    /// <param name="Contact">The contact.</param>
    /// <param name="Company">Its company, or null.</param>
    /// <param name="Deal">The deal that was made, or null.</param>
    public sealed record OfLeadConversion(RecordId Contact, RecordId? Company, RecordId? Deal) : EventPayload;

    /// <summary>An activity, task or draft.</summary>
    /// <param name="Activity">Which.</param>
    /// <param name="Type">Key of its type, such as <c>crm.call</c>.</param>
    /// <param name="State">Its state since.</param>
    /// <param name="Outcome">Key of its outcome, or null.</param>
    /// <param name="Enrollment">The enrollment whose step made it, or null.</param>
    public sealed record OfActivity(ActivityId Activity, string Type, ActivityState State, string? Outcome, EnrollmentId? Enrollment) : EventPayload;

    /// <summary>A message in the ledger.</summary>
    /// <param name="Message">Which.</param>
    /// <param name="Mailbox">Whose.</param>
    /// <param name="State">Its state since.</param>
    /// <param name="Reason">Why, in words; or null.</param>
    /// <param name="Enrollment">The enrollment that sends it, or null.</param>
    public sealed record OfMessage(MessageId Message, MailboxId Mailbox, MessageState State, string? Reason, EnrollmentId? Enrollment) : EventPayload;

    /// <summary>A mailbox.</summary>
    /// <param name="Mailbox">Which.</param>
    /// <param name="Reason">Why it was stopped, as the server said it; else null.</param>
    public sealed record OfMailbox(MailboxId Mailbox, string? Reason) : EventPayload;

    /// <summary>An address gets no more mail.</summary>
    /// <param name="AddressHash">The address, as its hash.</param>
    /// <param name="Channel">Such as <c>email</c>.</param>
    /// <param name="Reason">Why.</param>
    public sealed record OfSuppression(string AddressHash, string Channel, SuppressionReason Reason) : EventPayload;

    /// <summary>An enrollment began.</summary>
    /// <param name="Enrollment">Which.</param>
    /// <param name="Sequence">In which sequence.</param>
    /// <param name="Step">Key of its first step.</param>
    public sealed record OfEnrollmentStart(EnrollmentId Enrollment, SequenceId Sequence, string Step) : EventPayload;

    /// <summary>An enrollment stands elsewhere or differently.</summary>
    /// <param name="Enrollment">Which.</param>
    /// <param name="Due">When its step is due, in UTC; null where it waits for somebody.</param>
    /// <param name="Reason">Why, in words; or null.</param>
    public sealed record OfEnrollment(EnrollmentId Enrollment, DateTimeOffset? Due, string? Reason) : EventPayload;

    /// <summary>An enrollment ended.</summary>
    /// <param name="Enrollment">Which.</param>
    /// <param name="Sequence">In which sequence.</param>
    /// <param name="Reason">Why.</param>
    public sealed record OfEnrollmentEnd(EnrollmentId Enrollment, SequenceId Sequence, FinishReason? Reason) : EventPayload;

    /// <summary>A step was decided.</summary>
    /// <param name="Enrollment">For which enrollment.</param>
    /// <param name="Step">Key of the step.</param>
    /// <param name="Pass">Which pass of the enrollment through it, from 1.</param>
    /// <param name="State">What came of it.</param>
    /// <param name="Message">The message that was queued, or null.</param>
    /// <param name="Activity">The task or draft that was made, or null.</param>
    public sealed record OfStep(
        EnrollmentId Enrollment,
        string Step,
        int Pass,
        StepExecutionState State,
        MessageId? Message = null,
        ActivityId? Activity = null
    ) : EventPayload;

    /// <summary>A step tells a member something.</summary>
    /// <param name="Enrollment">Whose step.</param>
    /// <param name="Member">The enrollment's owner, or null.</param>
    /// <param name="Text">What it says.</param>
    public sealed record OfNotice(EnrollmentId Enrollment, MemberId? Member, string Text) : EventPayload;

    /// <summary>A sequence.</summary>
    /// <param name="Sequence">Which.</param>
    /// <param name="Key">Its key.</param>
    /// <param name="Version">The version that was published, from 1.</param>
    public sealed record OfSequence(SequenceId Sequence, string Key, int Version) : EventPayload;

    /// <summary>A sequence stands elsewhere.</summary>
    /// <param name="Sequence">Which.</param>
    /// <param name="Key">Its key.</param>
    public sealed record OfSequenceState(SequenceId Sequence, string Key) : EventPayload;

    /// <summary>A text of a published step was revised.</summary>
    /// <param name="Sequence">Of which sequence.</param>
    /// <param name="Step">Key of the step.</param>
    public sealed record OfTextRevision(SequenceId Sequence, string Step) : EventPayload;

    /// <summary>A member.</summary>
    public sealed record OfMember(MemberId Member) : EventPayload;

    /// <summary>A team.</summary>
    public sealed record OfTeam(TeamId Team) : EventPayload;

    /// <summary>A custom field.</summary>
    public sealed record OfCustomField(RecordType RecordType, string Key) : EventPayload;

    /// <summary>An outcome of a type of activity.</summary>
    public sealed record OfOutcome(string ActivityType, string Key) : EventPayload;

    /// <summary>A pipeline, by its key.</summary>
    public sealed record OfPipeline(string Pipeline) : EventPayload;

    /// <summary>An import.</summary>
    /// <param name="Batch">The batch that it wrote.</param>
    /// <param name="Kind">What the rows became.</param>
    public sealed record OfImport(Guid? Batch, ImportKind Kind) : EventPayload;

    /// <summary>Nothing more than the event's type says.</summary>
    public sealed record OfNothing : EventPayload;
}
