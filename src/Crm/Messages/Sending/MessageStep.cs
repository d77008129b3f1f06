using Crm.Sequences;
using Crm.Sequences.Transitions;

namespace Crm.Messages.Sending;

/// <summary>The step that wants a message, and its enrollment.</summary>
internal sealed class MessageStep(Enrollments enrollments)
{
    /// <summary>The step's execution, and its enrollment where it still stands there; null for a message by a person.</summary>
    public static Task<StepAt?> FindAsync(Work work, Message message) =>
        message.Execution is { } execution ? Enrollments.FindStepAsync(work, execution) : Task.FromResult<StepAt?>(null);

    /// <summary>The enrollment waits for something that can be fixed; where it has moved on, nothing happens.</summary>
    public static async Task BlockAsync(Work work, Message message, string why, string cause)
    {
        if (await FindAsync(work, message) is { Enrollment: not null } step)
            Enrollments.EndStep(work, Planning.None, step, new EnrollmentMove.Block(why) { Cause = cause });
    }

    /// <summary>The step has ended: its execution is settled and its enrollment moves, where it still stands there.</summary>
    /// <returns>The enrollment as it is then; null where there is none that stands at the step.</returns>
    public Task<Enrollment?> EndAsync(Work work, Message message, EnrollmentMove move) =>
        message.Execution is { } execution
            ? enrollments.EndStepAsync(work, execution, move with { Cause = move.Cause ?? $"message:{message.Id}" })
            : Task.FromResult<Enrollment?>(null);

    /// <summary>What stood in the enrollment's way is gone: it waits for the message again.</summary>
    public static Task UnblockAsync(Work work, Message message) =>
        message.Execution is { } execution ? Enrollments.UnblockAsync(work, [execution]) : Task.CompletedTask;
}
