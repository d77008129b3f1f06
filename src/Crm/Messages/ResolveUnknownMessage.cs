using System.Text.Json.Serialization;
using Crm.Messages.Sending;

namespace Crm.Messages;

/// <summary>What a person says about a message of which nobody knows whether it was delivered.</summary>
[JsonConverter(typeof(EnumJsonConverter))]
public enum UnknownAnswer
{
    /// <summary>It was sent: it stands in the timeline and the sequence continues.</summary>
    WasSent,

    /// <summary>It was not: it is sent again under the same Message-ID.</summary>
    Resend,

    /// <summary>It was not and shall not be: it counts as failed.</summary>
    GiveUp,
}

/// <summary>A message, and what a person says about it.</summary>
/// <param name="Message">A message in state Unknown.</param>
/// <param name="Answer">What became of it, or shall become.</param>
public sealed record ResolveUnknownMessageInput(MessageId Message, UnknownAnswer Answer);

/// <summary>Resolves a message of which nobody knows whether it was delivered. Publishes <c>message.sent</c>, <c>message.queued</c> or <c>message.failed</c>.</summary>
/// <remarks>Errors: NotFound: it is unknown or not for the caller to see. Refused with <c>trigger-not-allowed</c>: it is resolved already.</remarks>
public sealed class ResolveUnknownMessage : UseCase<ResolveUnknownMessageInput, MessageView>
{
    private readonly DeliveryOutcome outcome;

    internal ResolveUnknownMessage(UseCaseExecutor executor, DeliveryOutcome outcome)
        : base(executor, "message.settle", Right.EditRecords, WorkKind.Write) => this.outcome = outcome;

    private protected override async Task<MessageView> DecideAsync(Work work, ResolveUnknownMessageInput input)
    {
        var message = await work.GetMessageAsync(input.Message);
        if (message.State != MessageState.Unknown)
            throw CrmException.Refused("trigger-not-allowed", $"The message is {message.State}; only an Unknown message can be resolved.");
        return MessageView.Of(await UnknownMessages.SettleAsync(outcome, work, message, input.Answer));
    }
}
