using System.Collections.Frozen;
using static Crm.Events.EventPayload;

namespace Crm.Events;

/// <summary>All types of event that the engine publishes. Types are added, never renamed; <c>docs/events.md</c> lists them.</summary>
public static class EventTypes
{
    /// <summary>The types, by subject.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        Of<OfRecord>("record.created", "A lead, contact, company or deal was created."),
        Of<OfRecordChange>("record.updated", "Fields of a record were changed, or external references added."),
        Of<OfRecord>("record.deleted", "A record was deleted."),
        Of<OfRecord>("record.restored", "A deleted record was restored."),
        Of<OfDealMove>("deal.moved", "A deal moved to another stage or pipeline."),
        Of<OfLeadConversion>("lead.converted", "A lead became a contact."),
        Of<OfActivity>("activity.logged", "A call, meeting, email, note or an activity of a plugin's type was logged."),
        Of<OfActivity>("activity.edited", "A logged activity was edited."),
        Of<OfActivity>("activity.deleted", "An activity was deleted."),
        Of<OfActivity>("activity.restored", "A deleted activity was restored."),
        Of<OfActivity>("activity.linked", "An activity was linked to further records."),
        Of<OfActivity>("task.completed", "A task was completed."),
        Of<OfActivity>("task.reopened", "A completed or cancelled task was reopened."),
        Of<OfActivity>("task.cancelled", "A task was cancelled."),
        Of<OfActivity>("draft.edited", "A step's draft was edited."),
        Of<OfActivity>("draft.approved", "A step's draft was approved and its message queued."),
        Of<OfActivity>("draft.rejected", "A step's draft was rejected."),
        Of<OfActivity>("draft.stopped", "A step's draft was approved, but a rule stopped its message."),
        Of<OfMessage>("message.queued", "A message was queued: a sender may send it."),
        Of<OfMessage>("message.sent", "The server accepted a message."),
        Of<OfMessage>("message.unknown", "The delivery of a message could not be confirmed."),
        Of<OfMessage>("message.delivered", "A message reached its recipient. Not published yet: no mailbox is read."),
        Of<OfMessage>("message.bounced", "The server refused the recipient's address."),
        Of<OfMessage>("message.replied", "The recipient answered. Not published yet: no mailbox is read."),
        Of<OfMessage>("message.failed", "A message was given up: after its last attempt, or by a person."),
        Of<OfMessage>("message.cancelled", "A message was cancelled before it was sent."),
        Of<OfMailbox>("mailbox.added", "A mailbox was added."),
        Of<OfMailbox>("mailbox.refused", "A server refused a mailbox, which was therefore stopped."),
        Of<OfMailbox>("mailbox.resumed", "A stopped mailbox sends again."),
        Of<OfMailbox>("mailbox.stopped", "A person stopped a mailbox."),
        Of<OfMailbox>("mailbox.updated", "A mailbox was changed."),
        Of<OfSuppression>("address.unsuppressed", "A suppression was lifted."),
        Of<OfSuppression>("address.suppressed", "An address was suppressed."),
        Of<OfEnrollmentStart>("enrollment.started", "A record was enrolled in a sequence."),
        Of<OfStep>("step.decided", "A step was decided, or what it waited for happened."),
        Of<OfEnrollment>("enrollment.paused", "An enrollment was paused."),
        Of<OfEnrollment>("enrollment.resumed", "A paused or blocked enrollment was resumed."),
        Of<OfEnrollment>("enrollment.blocked", "An enrollment was blocked by something that can be fixed."),
        Of<OfEnrollment>("enrollment.failed", "A step failed for good."),
        Of<OfEnrollment>("enrollment.retried", "A failed step was released, to be decided again."),
        Of<OfEnrollment>("enrollment.reassigned", "An enrollment got another owner."),
        Of<OfEnrollment>("enrollment.readdressed", "An enrollment got another recipient."),
        Of<OfEnrollmentEnd>("enrollment.finished", "An enrollment ended."),
        Of<OfNotice>("member.notified", "A step has a notice for the owner of its enrollment."),
        Of<OfSequence>("sequence.published", "A version of a sequence was published."),
        Of<OfSequenceState>("sequence.paused", "A sequence was paused: it sends nothing."),
        Of<OfSequenceState>("sequence.resumed", "A paused sequence was resumed."),
        Of<OfSequenceState>("sequence.archived", "A sequence was archived: it takes no new enrollments."),
        Of<OfSequenceState>("sequence.ended", "A sequence was ended, and its enrollments with it."),
        Of<OfTextRevision>("sequence.text_revised", "A text of a published step was revised."),
        Of<OfMember>("member.added", "A member was added."),
        Of<OfMember>("member.updated", "A member was changed."),
        Of<OfTeam>("team.added", "A team was added."),
        Of<OfTeam>("team.updated", "A team was changed."),
        Of<OfCustomField>("custom-field.defined", "A custom field was defined or changed."),
        Of<OfOutcome>("outcome.defined", "An outcome was defined or changed."),
        Of<OfPipeline>("pipeline.defined", "A pipeline was defined or changed."),
        Of<OfImport>("import.finished", "A file was imported."),
        Of<OfNothing>("tenant.set-up", "The tenant was set up."),
    ];

    private static readonly FrozenDictionary<string, EventType> ByName = All.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The type with a name; null where the engine publishes none of it.</summary>
    public static EventType? Find(string name) => ByName.GetValueOrDefault(name);

    private static EventType Of<TPayload>(string name, string when)
        where TPayload : EventPayload => new(name, typeof(TPayload), when);
}
