using System.Text.Json;
using Crm.Plugins;

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
        var id = after.Id.Value;
        object? payload = type switch
        {
            EnrollmentEventTypes.StepDecided => null,
            "enrollment.finished" => new
            {
                enrollment = id,
                sequence = after.Sequence.Value,
                reason = after.Finish,
            },
            "enrollment.blocked" or "enrollment.failed" => new { enrollment = id, reason = after.Reason },
            _ => new
            {
                enrollment = id,
                due = after.DueAt,
                reason = after.Reason,
            },
        };
        if (payload is not null)
            Publish(frame, after, type, JsonSerializer.Serialize(payload, ContractJson.Options));
    }

    /// <summary>A step was decided. Written by hand: one per enrollment and step, and nothing in it needs escaping.</summary>
    public static void StepDecided(Work frame, StepExecution execution, Enrollment enrollment)
    {
        var message = execution.Message is { } queued ? $",\"message\":\"{queued.Value}\"" : "";
        var activity = execution.Activity is { } made ? $",\"activity\":\"{made.Value}\"" : "";
        Publish(
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
    /// <param name="json">Its data.</param>
    public static void Publish(Work frame, Enrollment enrollment, string type, string json) =>
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
