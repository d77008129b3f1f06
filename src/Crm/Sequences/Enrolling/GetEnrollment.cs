using System.Globalization;
using Crm.Messages;
using Crm.Sequences.Enrolling;
using Crm.Sequences.Publishing;

namespace Crm.Sequences;

/// <summary>Where an enrollment stands and why.</summary>
/// <param name="Enrollment">The enrollment: state, next due time with local time, zone and its source, reason and cause.</param>
/// <param name="SequenceKey">Key of its sequence.</param>
/// <param name="Version">Number of its version.</param>
/// <param name="RecordName">Name of its record.</param>
/// <param name="RecipientName">Name of the person addressed, or null.</param>
/// <param name="Steps">The steps of its version in order, and what came of each.</param>
public sealed record EnrollmentDetails(
    EnrollmentView Enrollment,
    string SequenceKey,
    int Version,
    string RecordName,
    string? RecipientName,
    IReadOnlyList<EnrollmentStepView> Steps
)
{
    /// <summary>One sentence for people: where it stands and why.</summary>
    public string Summary => SummaryBy(moment => moment.ToString("u", CultureInfo.InvariantCulture));

    /// <summary>The same, with moments as the reader writes them.</summary>
    /// <param name="show">Writes a moment; it is given in UTC.</param>
    public string SummaryBy(Func<DateTimeOffset, string> show) =>
        Enrollment.State switch
        {
            EnrollmentState.Finished => $"Finished: {Enrollment.Finish}. {Enrollment.Reason}",
            EnrollmentState.Active or EnrollmentState.Pending =>
                $"{Enrollment.State}: step '{Enrollment.StepKey}' is due {(Enrollment.DueAt is { } due ? show(due) : "now")}{Local}.{(Enrollment.Reason is { } why ? " " + why : "")}",
            EnrollmentState.Waiting =>
                $"Waiting at step '{Enrollment.StepKey}'{(Steps.FirstOrDefault(step => step.IsCurrent)?.WaitsFor is { } what ? $" for {what}" : "")}.",
            EnrollmentState.Paused =>
                $"Paused at step '{Enrollment.StepKey}' {(Enrollment.DueAt is { } until ? $"until {show(until)}" : "until it is resumed")}: {Enrollment.Reason}",
            _ => $"{Enrollment.State} at step '{Enrollment.StepKey}': {Enrollment.Reason}",
        };

    private string Local =>
        Enrollment.DueZone is { } zone
            ? $" ({(Enrollment.DueLocal is { } local ? local[..16].Replace('T', ' ') + " in " : "")}{zone}, the zone of the {Enrollment.ZoneSource})"
            : "";
}

/// <summary>A step of an enrollment.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">Key of its handler.</param>
/// <param name="Delay">How long after the step before, in words.</param>
/// <param name="IsCurrent">Whether the enrollment stands here.</param>
/// <param name="Executions">What was decided, oldest pass first; empty where it was not come to.</param>
public sealed record EnrollmentStepView(string Key, string Type, string Delay, bool IsCurrent, IReadOnlyList<ExecutionView> Executions)
{
    /// <summary>What is waited for, in words; null where nothing is.</summary>
    public string? WaitsFor =>
        Executions is not [.., { Execution.State: StepExecutionState.Waiting } last] ? null
        : last.Message is { } message ? $"the message ({message.State}{(message.Reason is { } why ? ": " + why : "")})"
        : "a person";
}

/// <summary>What was decided for a step in one pass.</summary>
/// <param name="Execution">The execution: due, decided, done, and why.</param>
/// <param name="Message">Its message, or null.</param>
public sealed record ExecutionView(StepExecutionView Execution, StepMessageView? Message);

/// <summary>What came of a step in one pass.</summary>
/// <param name="Id">The execution.</param>
/// <param name="Pass">The pass, from 1.</param>
/// <param name="State">What came of it.</param>
/// <param name="Why">Why, in words; null where nobody said.</param>
/// <param name="DueAt">When it was due, in UTC.</param>
/// <param name="FirstDecidedAt">When it was first decided, in UTC.</param>
/// <param name="Attempt">How often it was put off.</param>
/// <param name="FinishedAt">When it was done, skipped, cancelled or failed, in UTC; null before.</param>
/// <param name="Activity">The task, draft or activity that it made, or null.</param>
public sealed record StepExecutionView(
    StepExecutionId Id,
    int Pass,
    StepExecutionState State,
    string? Why,
    DateTimeOffset DueAt,
    DateTimeOffset FirstDecidedAt,
    int Attempt,
    DateTimeOffset? FinishedAt,
    ActivityId? Activity
)
{
    internal static StepExecutionView Of(StepExecution row) =>
        new(row.Id, row.Pass, row.State, row.Why, row.DueAt, row.FirstDecidedAt, row.Attempt, row.FinishedAt, row.Activity);
}

/// <summary>The message of a step.</summary>
/// <param name="Id">The message.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, in words, or null.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="SentAt">When it was sent, in UTC, or null.</param>
public sealed record StepMessageView(MessageId Id, MessageState State, string? Reason, string Subject, DateTimeOffset? SentAt)
{
    internal static StepMessageView Of(Message row) => new(row.Id, row.State, row.Reason, row.Subject, row.SentAt);
}

/// <summary>Which enrollment.</summary>
/// <param name="Id">The enrollment.</param>
public sealed record GetEnrollmentInput(EnrollmentId Id);

/// <summary>Shows where an enrollment stands and why, with all its steps.</summary>
/// <remarks>NotFound: it is unknown or not for the caller to see.</remarks>
public sealed class GetEnrollment : UseCase<GetEnrollmentInput, EnrollmentDetails>
{
    private readonly PublishedSequences versions;

    internal GetEnrollment(UseCaseExecutor executor, PublishedSequences versions)
        : base(executor, "enrollment.get", Right.ReadRecords, WorkKind.Read) => this.versions = versions;

    private protected override async Task<EnrollmentDetails> DecideAsync(Work work, GetEnrollmentInput input)
    {
        var (id, cancellationToken) = (input.Id, work.Cancellation);
        var enrollment = await work.GetEnrollmentAsync(new EnrollmentInput(id));
        var stores = work.Stores;
        var version = (await versions.GetAsync(stores.Sequences, [enrollment.Version], cancellationToken))[enrollment.Version];
        var executions = await stores.Sequences.GetExecutionsAsync([id], cancellationToken);
        var messages = (await stores.Messages.GetOfEnrollmentsAsync([id], cancellationToken))
            .Where(message => message.Execution is not null)
            .ToDictionary(message => message.Execution!.Value);
        RecordId[] people = enrollment.Recipient is { } recipient ? [enrollment.Record, recipient] : [enrollment.Record];
        var records = (await stores.Records.GetAsync([.. people.Distinct()], cancellationToken))
            .Where(record => work.Access.Sees(record.Owner))
            .ToDictionary(record => record.Id);
        var sequence = (await stores.Sequences.GetAsync([enrollment.Sequence], cancellationToken))[0];
        var ofSteps = executions.ToLookup(execution => execution.StepKey);
        return new EnrollmentDetails(
            EnrollmentView.Of(enrollment),
            sequence.Key,
            version.Number,
            records.GetValueOrDefault(enrollment.Record)?.Name ?? "",
            enrollment.Recipient is { } person ? records.GetValueOrDefault(person)?.Name : null,
            [
                .. version.Steps.Select(step => new EnrollmentStepView(
                    step.Key,
                    step.Type,
                    step.Delay + (step.At is { } at ? $" at {at:HH\\:mm}" : ""),
                    step.Key == enrollment.StepKey,
                    [
                        .. ofSteps[step.Key]
                            .OrderBy(execution => execution.Pass)
                            .Select(execution => new ExecutionView(
                                StepExecutionView.Of(execution),
                                messages.GetValueOrDefault(execution.Id) is { } message ? StepMessageView.Of(message) : null
                            )),
                    ]
                )),
            ]
        );
    }
}
