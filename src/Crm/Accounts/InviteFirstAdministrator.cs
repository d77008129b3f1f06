namespace Crm.Accounts;

/// <summary>How the first administrator gets in.</summary>
/// <param name="Member">The administrator who is invited; null where somebody can sign in already, or no administrator is active.</param>
/// <param name="Token">What the link ends with; null where nobody is invited, or an earlier link may still be used.</param>
/// <param name="ExpiresAt">Until when the link may be used, in UTC; null where nobody is invited.</param>
public sealed record FirstAdministratorInvitation(MemberId? Member, string? Token, DateTimeOffset? ExpiresAt);

/// <summary>
/// Issues the one-time link with which the first administrator signs in, where no active member of the tenant can. It is returned only once: while it may be used, it is not issued again, and nobody becomes
/// an administrator by it who was none. The host calls it.
/// </summary>
/// <remarks>An idempotency key has no effect, since the result is kept nowhere.</remarks>
public sealed class InviteFirstAdministrator : UseCase<NoInput, FirstAdministratorInvitation>
{
    internal InviteFirstAdministrator(UseCaseExecutor executor)
        : base(executor, "administrator.invite", Right.Administer, WorkKind.Write) { }

    private protected override Task<FirstAdministratorInvitation> RunAsync(Caller caller, NoInput input, CancellationToken cancellationToken) =>
        base.RunAsync(caller with { IdempotencyKey = null }, input, cancellationToken);

    private protected override async Task<FirstAdministratorInvitation> DecideAsync(Work work, NoInput input)
    {
        // Two hosts that start at the same time print one link.
        await work.Stores.LockAsync("first-administrator", work.Cancellation);
        var accounts = await work.Stores.Tenancy.GetMemberAccountsAsync(work.Cancellation);
        var active = work.Access.Members.Values.Where(member => member.IsActive).ToList();
        var first = active.Where(member => member.Role == MemberRole.Administrator).MinBy(member => member.Id.Value);
        if (first is null || accounts.Any(account => active.Exists(member => member.Id == account.Member)))
            return new FirstAdministratorInvitation(null, null, null);
        var links = await work.Stores.Tenancy.GetLinksAsync(first.Id, work.Cancellation);
        if (links.FirstOrDefault(link => link.Purpose == LinkPurpose.Invitation && OneTimeTokens.IsOpen(link, work.Now)) is { } open)
            return new FirstAdministratorInvitation(first.Id, null, open.ExpiresAt);
        var issued = await OneTimeTokens.IssueAsync(work, first.Id, LinkPurpose.Invitation, OneTimeTokens.InvitationTime);
        return new FirstAdministratorInvitation(first.Id, issued.Token, issued.ExpiresAt);
    }
}
