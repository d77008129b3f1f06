using Crm.Messages;

namespace Crm.Installation;

/// <summary>Sets a tenant up where that was not done yet, and adds the mailbox where it is missing: may be called on every deployment. Takes <see cref="Right.Administer"/>.</summary>
public sealed class EnsureTenant(UseCaseExecutor executor, SetUpTenant setUp, AddMailbox addMailbox)
{
    /// <summary>Carries it out. A tenant that is there stays as it is, whatever name and defaults are given.</summary>
    /// <param name="caller">The host; nobody may be a member yet.</param>
    /// <param name="input">What a new tenant is to be called, its defaults, and the mailbox that must be there.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="CrmException">Invalid: names every wrong field. Forbidden.</exception>
    public async Task<EnsureTenantResult> ExecuteAsync(Caller caller, SetUpTenantInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            var done = await setUp.ExecuteAsync(caller, input, cancellationToken);
            return new EnsureTenantResult(IsNew: true, done.Administrator, done.Mailbox);
        }
        catch (CrmException exception) when (exception.Error is CrmError.Refused { Code: "already-set-up" })
        {
            return new EnsureTenantResult(IsNew: false, null, await MailboxAsync(caller, input.MailboxAddress, cancellationToken));
        }
    }

    private async Task<MailboxId?> MailboxAsync(Caller caller, string? address, CancellationToken cancellationToken)
    {
        var mailboxes = await executor.ReadAsync(
            caller,
            Right.Administer,
            context => context.Stores.Messages.GetMailboxesAsync(cancellationToken),
            cancellationToken
        );
        if (address is null)
            return mailboxes.FirstOrDefault(mailbox => mailbox.Member is null)?.Id;
        return mailboxes.FirstOrDefault(mailbox => string.Equals(mailbox.Address, address.Trim(), StringComparison.OrdinalIgnoreCase))?.Id
            ?? (await addMailbox.ExecuteAsync(caller, new AddMailboxInput(address), cancellationToken)).Id;
    }
}

/// <summary>What became of it.</summary>
/// <param name="IsNew">Whether the tenant was set up just now.</param>
/// <param name="Administrator">The first administrator of a new tenant; null otherwise.</param>
/// <param name="Mailbox">The tenant's mailbox, or null where there is none.</param>
public sealed record EnsureTenantResult(bool IsNew, MemberId? Administrator, MailboxId? Mailbox);
