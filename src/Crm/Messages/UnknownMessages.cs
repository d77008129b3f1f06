using Crm.Messages.Sending;

namespace Crm.Messages;

/// <summary>What a person's answer makes of a message of which nobody knows whether it was delivered.</summary>
internal static class UnknownMessages
{
    /// <summary>Settles a message in state Unknown, with its audit row.</summary>
    public static async Task<Message> SettleAsync(DeliveryOutcome outcome, Work work, Message message, UnknownAnswer answer)
    {
        var settled = answer switch
        {
            UnknownAnswer.WasSent => await outcome.AssumeSentAsync(work, message),
            UnknownAnswer.Resend => await DeliveryOutcome.ResendAsync(work, message, work.Now),
            UnknownAnswer.GiveUp => await outcome.GiveUpAsync(work, message, "Nobody knows whether it arrived; a person gave it up."),
            _ => throw CrmException.Invalid("answer", $"It must be wasSent, resend or giveUp, was {answer}."),
        };
        work.Audit($"message:{message.Id}", new { message.State }, new { settled.State, answer });
        return settled;
    }
}
