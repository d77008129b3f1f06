using System.Text.Json;
using Crm.Audit;
using Crm.Events;
using Crm.Plugins;

namespace Crm.Sequences.Engine;

/// <summary>Events and audit rows of what the engine decides by itself.</summary>
internal static class SequenceEvents
{
    /// <summary>Who acts where no person does.</summary>
    public const string Runner = "system:runner";

    /// <summary>What leads to all that an enrollment does: what it was enrolled for, and itself.</summary>
    public static IReadOnlyList<string> Because(Enrollment enrollment) => [.. enrollment.Causes, $"enrollment:{enrollment.Id}"];

    /// <summary>A step was decided. Written by hand: one per enrollment and step, and nothing in it needs escaping.</summary>
    public static void StepDecided(ChangeSet changes, StepExecution execution, Enrollment enrollment, DateTimeOffset now)
    {
        var message = execution.Message is { } queued ? $",\"message\":\"{queued.Value}\"" : "";
        var activity = execution.Activity is { } made ? $",\"activity\":\"{made.Value}\"" : "";
        Publish(
            changes,
            "step.decided",
            enrollment,
            now,
            $$"""{"enrollment":"{{enrollment.Id.Value}}","step":"{{execution.StepKey}}","pass":{{execution.Pass}},"state":"{{Word(execution.State)}}"{{message}}{{activity}}}"""
        );
    }

    /// <summary>An enrollment is over.</summary>
    public static void Finished(ChangeSet changes, Enrollment enrollment, DateTimeOffset now) =>
        Publish(
            changes,
            "enrollment.finished",
            enrollment,
            now,
            JsonSerializer.Serialize(
                new
                {
                    enrollment = enrollment.Id.Value,
                    sequence = enrollment.Sequence.Value,
                    reason = enrollment.Finish,
                },
                ContractJson.Options
            )
        );

    /// <summary>An enrollment is held, or goes on.</summary>
    public static void Moved(ChangeSet changes, string type, Enrollment enrollment, DateTimeOffset now) =>
        Publish(
            changes,
            type,
            enrollment,
            now,
            JsonSerializer.Serialize(
                new
                {
                    enrollment = enrollment.Id.Value,
                    due = enrollment.DueAt,
                    reason = enrollment.Reason,
                },
                ContractJson.Options
            )
        );

    /// <summary>Something stands in an enrollment's way, or it failed: somebody has to look.</summary>
    public static void NeedsAttention(ChangeSet changes, Enrollment enrollment, DateTimeOffset now) =>
        Publish(
            changes,
            enrollment.State == EnrollmentState.Failed ? "enrollment.failed" : "enrollment.blocked",
            enrollment,
            now,
            JsonSerializer.Serialize(new { enrollment = enrollment.Id.Value, reason = enrollment.Reason }, ContractJson.Options)
        );

    /// <summary>An event about an enrollment's record.</summary>
    public static void Publish(ChangeSet changes, string type, Enrollment enrollment, DateTimeOffset now, string payload) =>
        changes.Insert(
            new OutboxEvent
            {
                Tenant = enrollment.Tenant,
                Id = new CrmEventId(OrderedId.At(now)),
                Type = type,
                Record = enrollment.Record,
                RecordType = enrollment.RecordType,
                Payload = payload,
                Causes = Because(enrollment),
                OccurredAt = now,
            }
        );

    /// <summary>The audit row of a move that makes no step execution.</summary>
    public static void Audit(ChangeSet changes, string action, Enrollment before, Enrollment after, DateTimeOffset now) =>
        changes.Insert(
            new AuditEntry
            {
                Tenant = after.Tenant,
                Id = OrderedId.At(now),
                At = now,
                Actor = Runner,
                Action = action,
                Subject = $"enrollment:{after.Id}",
                Before = JsonSerializer.Serialize(new { before.State, before.StepKey }, ContractJson.Options),
                After = JsonSerializer.Serialize(new { after.State, after.Reason }, ContractJson.Options),
                Causes = Because(after),
            }
        );

    private static string Word(StepExecutionState state) =>
        state switch
        {
            StepExecutionState.Done => "done",
            StepExecutionState.Waiting => "waiting",
            StepExecutionState.Skipped => "skipped",
            StepExecutionState.Cancelled => "cancelled",
            StepExecutionState.RetryAt => "retryAt",
            StepExecutionState.Failed => "failed",
            _ => "deciding",
        };
}
