using Crm.Messages.Sending;
using Crm.Sequences;

namespace Crm.Messages;

/// <summary>What a person says about a message whose fate nobody knows.</summary>
public enum UnknownAnswer
{
    /// <summary>It was sent: it stands in the timeline and the sequence goes on.</summary>
    WasSent,

    /// <summary>It was not: it is sent again under the same Message-ID.</summary>
    Resend,

    /// <summary>It was not and shall not be: it counts as failed.</summary>
    GiveUp,
}

/// <summary>Which message, and what a person says.</summary>
/// <param name="Message">A message in state Unknown.</param>
/// <param name="Answer">What became of it, or shall become.</param>
public sealed record SettleUnknownInput(MessageId Message, UnknownAnswer Answer);

/// <summary>Settles a message whose fate nobody knows. Takes <see cref="Right.EditRecords"/>; publishes <c>message.sent</c>, <c>message.queued</c> or <c>message.failed</c>.</summary>
public sealed class SettleUnknown(UseCaseExecutor executor, StepEngine engine)
{
    /// <summary>Carries it out.</summary>
    /// <returns>The message as it is stored.</returns>
    /// <exception cref="CrmException">NotFound: it is unknown or not for the caller to see. Refused with <c>trigger-not-allowed</c>: it is settled already.</exception>
    public Task<Message> ExecuteAsync(Caller caller, SettleUnknownInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(input);
        return executor.WriteAsync(caller, "message.settle", Right.EditRecords, input, work => SettleAsync(work, input, cancellationToken), cancellationToken);
    }

    private async Task<Message> SettleAsync(Work work, SettleUnknownInput input, CancellationToken cancellationToken)
    {
        var message = await StoredMessage.RequireAsync(work, input.Message, cancellationToken);
        if (message.State != MessageState.Unknown)
            throw CrmException.Refused("trigger-not-allowed", $"The message is {message.State}; only one whose fate is Unknown can be settled.");
        var fates = new MessageFates(engine);
        var settled = input.Answer switch
        {
            UnknownAnswer.WasSent => await fates.TakeAsSentAsync(work.Stores, work.Changes, message, work.Now, cancellationToken),
            UnknownAnswer.Resend => await MessageFates.ResendAsync(work.Stores, work.Changes, message, work.Now, work.Now, cancellationToken),
            UnknownAnswer.GiveUp => await fates.GiveUpAsync(
                work.Stores,
                work.Changes,
                message,
                "Nobody knows whether it arrived; a person gave it up.",
                work.Now,
                cancellationToken
            ),
            _ => throw CrmException.Invalid("answer", $"It must be wasSent, resend or giveUp, was {input.Answer}."),
        };
        work.Audit($"message:{message.Id}", new { message.State }, new { settled.State, answer = input.Answer });
        return settled;
    }
}
