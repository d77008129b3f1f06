namespace Crm.Messages;

/// <summary>Which messages are listed. Null members do not narrow.</summary>
public sealed record ListMessagesInput
{
    /// <summary>Only in these states.</summary>
    public IReadOnlyCollection<MessageState>? States { get; init; }

    /// <summary>Only about this record.</summary>
    public RecordId? Record { get; init; }

    /// <summary>Only of this mailbox.</summary>
    public MailboxId? Mailbox { get; init; }

    /// <summary>Only of enrollments of the sequence with this key.</summary>
    public string? Sequence { get; init; }

    /// <summary>Only queued at or after, in UTC.</summary>
    public DateTimeOffset? QueuedFrom { get; init; }

    /// <summary>Only queued before, in UTC.</summary>
    public DateTimeOffset? QueuedBefore { get; init; }

    /// <summary>Which page; null: the first.</summary>
    public PageRequest? Page { get; init; }
}

/// <summary>Lists outbound messages, the newest first; those about records that the caller may not see never are among them.</summary>
/// <remarks>Errors: NotFound: no such sequence. Invalid: the cursor is of another list.</remarks>
public sealed class ListMessages : UseCase<ListMessagesInput, Page<MessageView>>
{
    internal ListMessages(UseCaseExecutor executor)
        : base(executor, "messages.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<Page<MessageView>> DecideAsync(Work work, ListMessagesInput input)
    {
        var filter = new MessageFilter
        {
            States = input.States,
            Record = input.Record,
            Mailbox = input.Mailbox,
            Sequence = await work.FindSequenceAsync(input.Sequence),
            QueuedFrom = input.QueuedFrom,
            QueuedBefore = input.QueuedBefore,
            VisibleOwners = work.Access.VisibleOwners,
        };
        var page = await work.Stores.Messages.ListAsync(filter, input.Page ?? new PageRequest(), work.Cancellation);
        return new Page<MessageView>([.. page.Rows.Select(MessageView.Of)], page.Next);
    }
}
