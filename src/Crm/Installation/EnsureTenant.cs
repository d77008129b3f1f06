using Crm.Messages;

namespace Crm.Installation;

/// <summary>What became of it.</summary>
/// <param name="IsNew">Whether the tenant was set up just now.</param>
/// <param name="Administrator">The first administrator of a new tenant; null otherwise.</param>
/// <param name="Mailbox">The tenant's mailbox, or null where there is none.</param>
public sealed record EnsureTenantResult(bool IsNew, MemberId? Administrator, MailboxId? Mailbox)
{
    /// <summary>Why the mailbox may not send, in words; null while it may, and where there is none.</summary>
    public string? MailboxStopped { get; init; }
}

/// <summary>
/// Sets a tenant up where that was not done yet, and adds the mailbox where it is missing: may be called on every deployment. A tenant that is there stays as it is, whatever name and defaults are given.
/// The host calls it; nobody may be a member yet.
/// </summary>
/// <remarks>Invalid: names every wrong field.</remarks>
public sealed class EnsureTenant : UseCase<SetUpTenantInput, EnsureTenantResult>
{
    private readonly SetUpTenant setUp;
    private readonly AddMailbox addMailbox;

    internal EnsureTenant(UseCaseExecutor executor, SetUpTenant setUp, AddMailbox addMailbox)
        : base(executor, "tenant.ensure", Right.Administer, WorkKind.Write) => (this.setUp, this.addMailbox) = (setUp, addMailbox);

    private protected override async Task<EnsureTenantResult> RunAsync(Caller caller, SetUpTenantInput input, CancellationToken cancellationToken)
    {
        try
        {
            var done = await setUp.ExecuteAsync(caller, input, cancellationToken);
            return new EnsureTenantResult(IsNew: true, done.Administrator, done.Mailbox);
        }
        catch (CrmException exception) when (exception.Error is CrmError.Refused { Code: "already-set-up" })
        {
            var found = await base.RunAsync(caller, input, cancellationToken);
            return found.Mailbox is null && input.MailboxAddress is { } address
                ? found with
                {
                    Mailbox = (await addMailbox.ExecuteAsync(caller, new AddMailboxInput(address), cancellationToken)).Id,
                }
                : found;
        }
    }

    /// <summary>Finds the mailbox of a tenant that is there.</summary>
    private protected override async Task<EnsureTenantResult> DecideAsync(Work work, SetUpTenantInput input)
    {
        var mailboxes = await work.Stores.Messages.GetMailboxesAsync(work.Cancellation);
        var mailbox = input.MailboxAddress is { } address
            ? mailboxes.FirstOrDefault(mailbox => string.Equals(mailbox.Address, address.Trim(), StringComparison.OrdinalIgnoreCase))
            : mailboxes.FirstOrDefault(mailbox => mailbox.Member is null);
        return new EnsureTenantResult(IsNew: false, null, mailbox?.Id)
        {
            MailboxStopped = mailbox is { IsActive: false } ? mailbox.Reason ?? "It is switched off." : null,
        };
    }
}
