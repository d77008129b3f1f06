using System.Text.Json;
using Crm.Events;

namespace Crm.Sequences.Transitions;

/// <summary>Events and audit rows of an enrollment's moves.</summary>
internal static class EnrollmentEvents
{
    /// <summary>Publishes what a move did; nothing where the step's own event says it all.</summary>
    /// <param name="frame">The enrollment's frame.</param>
    /// <param name="after">The enrollment as it is then.</param>
    /// <param name="type">The event's type.</param>
    public static void Moved(Work frame, Enrollment after, string type)
    {
        if (type == EnrollmentEventTypes.StepDecided)
            return;
        Publish(
            frame,
            after,
            type,
            type == "enrollment.finished"
                ? new EventPayload.OfEnrollmentEnd(after.Id, after.Sequence, after.Finish)
                : new EventPayload.OfEnrollment(after.Id, after.DueAt, after.Reason)
        );
    }

    /// <summary>A step was decided. <see cref="EventPayload.OfStep"/>, written by hand: one per enrollment and step, and nothing in it needs escaping.</summary>
    public static void StepDecided(Work frame, StepExecution execution, Enrollment enrollment)
    {
        var message = execution.Message is { } queued ? $",\"message\":\"{queued.Value}\"" : "";
        var activity = execution.Activity is { } made ? $",\"activity\":\"{made.Value}\"" : "";
        PublishJson(
            frame,
            enrollment,
            EnrollmentEventTypes.StepDecided,
            $$"""{"enrollment":"{{enrollment.Id.Value}}","step":"{{execution.StepKey}}","pass":{{execution.Pass}},"state":"{{JsonNamingPolicy.CamelCase.ConvertName(execution.State.ToString())}}"{{message}}{{activity}}}"""
        );
    }

    /// <summary>An event about an enrollment's record.</summary>
    /// <param name="frame">The enrollment's frame.</param>
    /// <param name="enrollment">The enrollment.</param>
    /// <param name="type">The event's type.</param>
    /// <param name="payload">Its data.</param>
    public static void Publish(Work frame, Enrollment enrollment, string type, EventPayload payload) =>
        frame.Publish(type, new RecordRef(enrollment.RecordType, enrollment.Record), payload);

    /// <summary>The same with data that is JSON already.</summary>
    public static void PublishJson(Work frame, Enrollment enrollment, string type, string json) =>
        frame.PublishJson(type, new RecordRef(enrollment.RecordType, enrollment.Record), json);

    /// <summary>The audit row of a move that no step execution stands for, or that a person made.</summary>
    public static void Audit(Work frame, Enrollment before, Enrollment after, EnrollmentTrigger trigger, string? why) =>
        frame
            .With(frame.Origin with { Action = EnrollmentEventTypes.ActionOf(trigger) })
            .Audit(
                $"enrollment:{after.Id}",
                new
                {
                    before.State,
                    before.StepKey,
                    before.Reason,
                },
                new
                {
                    after.State,
                    after.StepKey,
                    after.Finish,
                    why,
                }
            );
}
