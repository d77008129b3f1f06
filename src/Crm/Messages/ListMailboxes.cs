namespace Crm.Messages;

/// <summary>The tenant's mailboxes.</summary>
/// <param name="Mailboxes">By address, stopped ones too.</param>
public sealed record MailboxList(IReadOnlyList<MailboxView> Mailboxes);

/// <summary>Lists all mailboxes by address, stopped ones with the reason.</summary>
public sealed class ListMailboxes : UseCase<NoInput, MailboxList>
{
    internal ListMailboxes(UseCaseExecutor executor)
        : base(executor, "mailboxes.list", Right.ReadRecords, WorkKind.Read) { }

    private protected override async Task<MailboxList> DecideAsync(Work work, NoInput input) =>
        new([.. (await work.Stores.Messages.GetMailboxesAsync(work.Cancellation)).Select(MailboxView.Of)]);
}
