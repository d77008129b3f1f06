using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Transitions;

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

    /// <summary>The frame of what the message's enrollment does; the message led to it.</summary>
    public Work Work =>
        new(
            Stores,
            new WorkOrigin(Message.Tenant, Actor.System("sender"), "message.record", [.. Message.Causes, $"message:{Message.Id}"], Now),
            Access.Of(Actor.System("sender"), [], []),
            Changes,
            CancellationToken
        );

    /// <summary>The enrollment waits for something that can be fixed; where it does not wait for this message any more, nothing.</summary>
    public async Task BlockAsync(string why, string cause)
    {
        var (execution, enrollment) = await CurrentAsync();
        if (execution is not null && enrollment is not null)
            Enrollments.EndStep(Work, Planning.None, new StepAt(execution, enrollment), new EnrollmentMove.Block(why) { Cause = cause });
    }

    /// <summary>What stood in the enrollment's way is gone: it waits for the message again.</summary>
    public Task UnblockAsync() => Message.Execution is { } execution ? Enrollments.UnblockAsync(Work, [execution]) : Task.CompletedTask;

    /// <summary>The execution that wants the message, and its enrollment where it still stands there.</summary>
    public async Task<(StepExecution? Execution, Enrollment? Enrollment)> CurrentAsync()
    {
        var step = Message.Execution is { } id ? await Enrollments.FindStepAsync(Work, id) : null;
        return (step?.Execution, step?.Enrollment);
    }
}
