using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Engine;

namespace Crm.Messages.Sending;

/// <summary>What a fate is decided with: the transaction, the rows to write, the message as it is stored, and one moment.</summary>
internal sealed record Fate(IStores Stores, ChangeSet Changes, Message Message, DateTimeOffset Now, CancellationToken CancellationToken)
{
    /// <summary>The message after a trigger: nobody holds it any more.</summary>
    /// <exception cref="CrmException">Refused: the state does not permit it.</exception>
    public Message Move(MessageTrigger trigger) =>
        Message with
        {
            State = MessageLifecycle.Next(Message.State, trigger),
            Reason = null,
            LeaseUntil = null,
            NextAttemptAt = null,
            Revision = Message.Revision + 1,
        };

    /// <summary>Writes the message and tells it.</summary>
    public void Write(Message after, string type)
    {
        Changes.Update(after);
        MessageEvents.Changed(Changes, type, after, Now);
    }

    /// <summary>The enrollment waits for something that can be fixed; where it does not wait for this message any more, nothing.</summary>
    public async Task BlockAsync(string why, string cause)
    {
        var (execution, enrollment) = await CurrentAsync();
        if (execution is not null && enrollment is not null)
            EnrollmentDecisions.End(Changes, execution, enrollment, material: null, StepEnding.Blocked(why), cause, Now);
    }

    /// <summary>What stood in the enrollment's way is gone: it waits for the message again.</summary>
    public async Task UnblockAsync()
    {
        var (execution, enrollment) = await CurrentAsync();
        if (execution is not { State: StepExecutionState.Waiting } || enrollment is not { State: EnrollmentState.Blocked })
            return;
        Changes.Update(EnrollmentMoves.Unblock(enrollment, execution, Now));
    }

    /// <summary>The execution that wants the message, and its enrollment where it still stands there.</summary>
    public async Task<(StepExecution? Execution, Enrollment? Enrollment)> CurrentAsync()
    {
        if (Message.Execution is not { } id || await Stores.Sequences.GetExecutionsByIdAsync([id], CancellationToken) is not [var execution])
            return (null, null);
        if (await Stores.Sequences.GetEnrollmentsAsync([execution.Enrollment], CancellationToken) is not [var enrollment])
            return (execution, null);
        var isCurrent = enrollment.State != EnrollmentState.Finished && enrollment.StepKey == execution.StepKey && enrollment.Pass == execution.Pass;
        return (execution, isCurrent ? enrollment : null);
    }
}
