using Crm.Sequences;

namespace Crm.Output;

/// <summary>How enrollments look.</summary>
internal static class EnrollmentShape
{
    /// <summary>An enrollment for programs.</summary>
    public static object Of(EnrollmentView enrollment, string? sequence, string? recordName) =>
        new
        {
            id = enrollment.Id,
            sequence,
            record = new Records.RecordRef(enrollment.RecordType, enrollment.Record),
            recordName,
            state = enrollment.State,
            step = enrollment.StepKey,
            pass = enrollment.Pass,
            attempt = enrollment.Attempt,
            dueAt = enrollment.DueAt,
            dueLocal = enrollment.DueLocal,
            dueZone = enrollment.DueZone,
            zoneSource = enrollment.ZoneSource,
            finish = enrollment.Finish,
            reason = enrollment.Reason,
            cause = enrollment.Cause,
            owner = enrollment.Owner,
            batch = enrollment.Batch,
            enrolledAt = enrollment.EnrolledAt,
            finishedAt = enrollment.FinishedAt,
            revision = enrollment.Revision,
        };

    /// <summary>An enrollment with its steps for programs.</summary>
    public static object Of(EnrollmentDetails view) =>
        new
        {
            summary = view.Summary,
            enrollment = Of(view.Enrollment, view.SequenceKey, view.RecordName),
            version = view.Version,
            recipientName = view.RecipientName,
            steps = view.Steps.Select(step => new
            {
                key = step.Key,
                type = step.Type,
                delay = step.Delay,
                isCurrent = step.IsCurrent,
                waitsFor = step.WaitsFor,
                executions = step.Executions.Select(one => new
                {
                    id = one.Execution.Id,
                    pass = one.Execution.Pass,
                    state = one.Execution.State,
                    why = one.Execution.Why,
                    dueAt = one.Execution.DueAt,
                    firstDecidedAt = one.Execution.FirstDecidedAt,
                    finishedAt = one.Execution.FinishedAt,
                    activity = one.Execution.Activity,
                    message = one.Message?.Id,
                    messageState = one.Message?.State,
                }),
            }),
        };

    /// <summary>An enrollment with its steps for people.</summary>
    public static void Write(TextPage page, ConsoleSession session, EnrollmentDetails view) =>
        page.Line($"{view.RecordName} in {view.SequenceKey}, version {view.Version}")
            .Line(view.SummaryBy(session.Clock.Show))
            .Line()
            .Table(
                ["", "STEP", "TYPE", "AFTER", "STATE", "DUE", "DONE", "WHY"],
                view.Steps.Select(step =>
                {
                    var last = step.Executions.Count == 0 ? null : step.Executions[^1];
                    return new[]
                    {
                        step.IsCurrent ? ">" : "",
                        step.Key,
                        step.Type,
                        step.Delay,
                        last?.Execution.State.ToString() ?? (step.IsCurrent ? view.Enrollment.State.ToString() : ""),
                        session.Clock.Show(last?.Execution.DueAt ?? (step.IsCurrent ? view.Enrollment.DueAt : null)),
                        session.Clock.Show(last?.Execution.FinishedAt),
                        last?.Execution.Why ?? (step.WaitsFor is { } what ? $"waits for {what}" : ""),
                    };
                })
            );

    /// <summary>The state, with the reason of a finished one.</summary>
    public static string State(EnrollmentView enrollment) => enrollment.Finish is { } finish ? $"{enrollment.State} ({finish})" : enrollment.State.ToString();
}
