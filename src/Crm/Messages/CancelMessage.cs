using Crm.Ledger;
using Crm.Sequences;
using Crm.Sequences.Transitions;

namespace Crm.Messages;

/// <summary>The message that is taken back.</summary>
/// <param name="Message">A message in state Queued.</param>
/// <param name="Why">Why, in words; null for none.</param>
public sealed record CancelMessageInput(MessageId Message, string? Why = null);

/// <summary>
/// Takes a queued message back before it is sent. The step of a sequence that wanted it is skipped, and the enrollment goes on from now. Publishes <c>message.cancelled</c>.
/// </summary>
/// <remarks>
/// Errors: NotFound: it is unknown or not for the caller to see. Invalid: too many words. Refused with <c>message-on-its-way</c>: it is being sent just now; with <c>trigger-not-allowed</c>: it is not queued.
/// </remarks>
public sealed class CancelMessage : UseCase<CancelMessageInput, MessageView>
{
    private const int LongestWhy = 500;
    private readonly Enrollments enrollments;

    internal CancelMessage(UseCaseExecutor executor, Enrollments enrollments)
        : base(executor, "message.cancel", Right.EditRecords, WorkKind.Write) => this.enrollments = enrollments;

    private protected override async Task<MessageView> DecideAsync(Work work, CancelMessageInput input)
    {
        var check = new Problems();
        var why = check.Line("why", input.Why, LongestWhy) ?? "A person cancelled the message.";
        check.ThrowIfInvalid();
        var message = await work.GetMessageAsync(input.Message);
        if (message.State == MessageState.Sending)
            throw CrmException.Refused("message-on-its-way", "The message is being sent just now; try again in a moment.");
        if (message.State != MessageState.Queued)
            throw CrmException.Refused("trigger-not-allowed", $"The message is {message.State}; only a Queued message can be cancelled.");
        var cancelled = MessageLedger.Move(work, message, new MessageMove(MessageTrigger.Cancel, why));
        MessageLedger.Audit(work, message, cancelled);
        await enrollments.EndStepAsync(work, message.Execution, new EnrollmentMove.Skip(why) { Cause = $"message:{message.Id}" });
        return MessageView.Of(cancelled);
    }
}
