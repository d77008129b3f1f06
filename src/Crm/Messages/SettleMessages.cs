using Crm.Messages.Sending;

namespace Crm.Messages;

/// <summary>Which messages of unknown fate a person answers for, and how. Null members do not narrow.</summary>
/// <param name="Answer">What became of them, or shall become.</param>
public sealed record SettleMessagesInput(UnknownAnswer Answer)
{
    /// <summary>Only of this mailbox.</summary>
    public MailboxId? Mailbox { get; init; }

    /// <summary>Only of enrollments of the sequence with this key.</summary>
    public string? Sequence { get; init; }

    /// <summary>Only queued at or after, in UTC.</summary>
    public DateTimeOffset? QueuedFrom { get; init; }

    /// <summary>Only queued before, in UTC.</summary>
    public DateTimeOffset? QueuedBefore { get; init; }

    /// <summary>The cursor that the portion before has named; null: the first portion.</summary>
    public string? After { get; init; }
}

/// <summary>A portion that was settled.</summary>
/// <param name="Settled">How many messages.</param>
/// <param name="Next">The cursor of the next portion; null where there is none.</param>
public sealed record SettledMessages(int Settled, string? Next);

/// <summary>
/// Answers for many messages of unknown fate at once, one portion of at most 100 in a transaction: called again with the cursor until there is none. No message is answered for twice, even where it becomes Unknown
/// again meanwhile. Publishes for each what <see cref="ResolveUnknownMessage"/> does.
/// </summary>
/// <remarks>Errors: NotFound: no such sequence. Invalid: the cursor is of other messages.</remarks>
public sealed class SettleMessages : UseCase<SettleMessagesInput, SettledMessages>
{
    private const int Portion = 100;
    private readonly DeliveryOutcome outcome;

    internal SettleMessages(UseCaseExecutor executor, DeliveryOutcome outcome)
        : base(executor, "messages.settle", Right.EditRecords, WorkKind.Write) => this.outcome = outcome;

    private protected override async Task<SettledMessages> DecideAsync(Work work, SettleMessagesInput input)
    {
        var filter = new MessageFilter
        {
            States = [MessageState.Unknown],
            Mailbox = input.Mailbox,
            Sequence = await work.FindSequenceAsync(input.Sequence),
            QueuedFrom = input.QueuedFrom,
            QueuedBefore = input.QueuedBefore,
            VisibleOwners = work.Access.VisibleOwners,
        };
        var page = await work.Stores.Messages.ListAsync(filter, new PageRequest(Portion, input.After), work.Cancellation);
        foreach (var message in page.Rows)
            await UnknownMessages.SettleAsync(outcome, work, message, input.Answer);
        return new SettledMessages(page.Rows.Count, page.Next);
    }
}
