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
        Of<OfDealMove>("deal.moved", "A deal came to another stage or pipeline."),
        Of<OfLeadConversion>("lead.converted", "A lead became a contact."),
        Of<OfActivity>("activity.logged", "A call, meeting, email, note or an activity of a plugin was logged."),
        Of<OfActivity>("activity.edited", "A logged activity was edited."),
        Of<OfActivity>("activity.deleted", "An activity was deleted."),
        Of<OfActivity>("activity.restored", "A deleted activity was restored."),
        Of<OfActivity>("activity.linked", "An activity was linked to further records."),
        Of<OfActivity>("task.completed", "A task was completed."),
        Of<OfActivity>("task.reopened", "A completed or cancelled task was opened again."),
        Of<OfActivity>("task.cancelled", "A task was cancelled."),
        Of<OfActivity>("draft.edited", "A step's draft was edited."),
        Of<OfActivity>("draft.approved", "A step's draft was approved and its message queued."),
        Of<OfActivity>("draft.rejected", "A step's draft was rejected."),
        Of<OfActivity>("draft.stopped", "A step's draft was approved, and a rule stopped its message."),
        Of<OfMessage>("message.queued", "A message may be sent."),
        Of<OfMessage>("message.sent", "The server accepted a message."),
        Of<OfMessage>("message.unknown", "Nobody knows whether a message left."),
        Of<OfMessage>("message.delivered", "A message reached its recipient."),
        Of<OfMessage>("message.bounced", "A message came back."),
        Of<OfMessage>("message.replied", "The recipient answered."),
        Of<OfMessage>("message.failed", "A message was given up."),
        Of<OfMessage>("message.cancelled", "A message that had not left was cancelled."),
        Of<OfMailbox>("mailbox.added", "A mailbox was added."),
        Of<OfMailbox>("mailbox.refused", "A server refused a mailbox, which is stopped."),
        Of<OfMailbox>("mailbox.resumed", "A stopped mailbox sends again."),
        Of<OfMailbox>("mailbox.stopped", "A person stopped a mailbox."),
        Of<OfMailbox>("mailbox.updated", "A mailbox was changed."),
        Of<OfSuppression>("address.unsuppressed", "A suppression was lifted."),
        Of<OfSuppression>("address.suppressed", "An address gets no more mail."),
        Of<OfEnrollmentStart>("enrollment.started", "A record was enrolled in a sequence."),
        Of<OfStep>("step.decided", "A step was decided, or what it waited for came."),
        Of<OfEnrollment>("enrollment.paused", "An enrollment was paused."),
        Of<OfEnrollment>("enrollment.resumed", "An enrollment continues."),
        Of<OfEnrollment>("enrollment.blocked", "Something that can be fixed stands in an enrollment's way."),
        Of<OfEnrollment>("enrollment.failed", "A step was given up."),
        Of<OfEnrollment>("enrollment.retried", "A failed step is decided again."),
        Of<OfEnrollment>("enrollment.reassigned", "An enrollment belongs to another member."),
        Of<OfEnrollment>("enrollment.readdressed", "An enrollment addresses another person."),
        Of<OfEnrollmentEnd>("enrollment.finished", "An enrollment ended."),
        Of<OfNotice>("member.notified", "A step tells its owner something."),
        Of<OfSequence>("sequence.published", "A version of a sequence was published."),
        Of<OfSequenceState>("sequence.paused", "A sequence was paused: nothing of it goes out."),
        Of<OfSequenceState>("sequence.resumed", "A sequence continues."),
        Of<OfSequenceState>("sequence.archived", "A sequence takes no new enrollments."),
        Of<OfSequenceState>("sequence.ended", "A sequence was ended, with its enrollments."),
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
