namespace Crm.Messages;

/// <summary>Lists all mailboxes by address, stopped ones with the reason.</summary>
public sealed class ListMailboxes : UseCase<NoInput, IReadOnlyList<MailboxView>>
{
    internal ListMailboxes(UseCaseExecutor executor)
        : base(executor, "mailboxes.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<IReadOnlyList<MailboxView>> DecideAsync(Work work, NoInput input) =>
        [.. (await work.Stores.Messages.GetMailboxesAsync(work.Cancellation)).Select(MailboxView.Of)];
}
