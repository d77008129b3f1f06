namespace Crm.Accounts;

/// <summary>A member who is to sign in.</summary>
/// <param name="Member">Who.</param>
public sealed record InviteMemberInput(MemberId Member);

/// <summary>A one-time link that was issued.</summary>
/// <param name="Member">For whom.</param>
/// <param name="Token">What the link ends with. It is returned only once: only its hash is stored.</param>
/// <param name="ExpiresAt">Until when it may be used, in UTC.</param>
public sealed record IssuedLink(MemberId Member, string Token, DateTimeOffset ExpiresAt);

/// <summary>
/// Issues a one-time link with which a member gets an account: the person sets a password or, where the address has an account already, signs in with that one. It lasts seven days; an earlier invitation of the
/// member is void.
/// </summary>
/// <remarks>NotFound. Refused: the member is not active (<c>not-active</c>), or signs in with this address already (<c>has-account</c>). An idempotency key has no effect, since the result is kept nowhere.</remarks>
public sealed class InviteMember : UseCase<InviteMemberInput, IssuedLink>
{
    internal InviteMember(UseCaseExecutor executor)
        : base(executor, "member.invite", Right.Administer, WorkKind.Write) { }

    private protected override Task<IssuedLink> RunAsync(Caller caller, InviteMemberInput input, CancellationToken cancellationToken) =>
        base.RunAsync(caller with { IdempotencyKey = null }, input, cancellationToken);

    private protected override async Task<IssuedLink> DecideAsync(Work work, InviteMemberInput input)
    {
        var member = AccountRules.ActiveMember(work, input.Member);
        var accounts = await work.Stores.Tenancy.GetMemberAccountsAsync(work.Cancellation);
        if (accounts.FirstOrDefault(account => account.Member == member.Id) is { } account && (member.Email is null || member.Email == account.Address))
            throw CrmException.Refused("has-account", "The member can sign in already; a forgotten password is reset, not invited.");
        return await OneTimeTokens.IssueAsync(work, member.Id, LinkPurpose.Invitation, OneTimeTokens.InvitationTime);
    }
}
