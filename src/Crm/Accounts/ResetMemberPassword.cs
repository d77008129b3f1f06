namespace Crm.Accounts;

/// <summary>A member who has forgotten the password.</summary>
/// <param name="Member">Who.</param>
public sealed record ResetMemberPasswordInput(MemberId Member);

/// <summary>
/// Issues a one-time link with which a member sets a new password. It lasts a day; an earlier one of the member is void. Where the account is that of members of other tenants too, a link that one tenant's
/// administrator issued is refused when it is used: the person asks for one by mail, or the host issues it.
/// </summary>
/// <remarks>NotFound. Refused: the member is not active (<c>not-active</c>), or cannot sign in yet (<c>no-account</c>). An idempotency key has no effect, since the result is kept nowhere.</remarks>
public sealed class ResetMemberPassword : UseCase<ResetMemberPasswordInput, IssuedLink>
{
    internal ResetMemberPassword(UseCaseExecutor executor)
        : base(executor, "member.reset-password", Right.Administer, WorkKind.Write) { }

    private protected override Task<IssuedLink> RunAsync(Caller caller, ResetMemberPasswordInput input, CancellationToken cancellationToken) =>
        base.RunAsync(caller with { IdempotencyKey = null }, input, cancellationToken);

    private protected override async Task<IssuedLink> DecideAsync(Work work, ResetMemberPasswordInput input)
    {
        var member = AccountRules.ActiveMember(work, input.Member);
        var accounts = await work.Stores.Tenancy.GetMemberAccountsAsync(work.Cancellation);
        if (accounts.All(account => account.Member != member.Id))
            throw CrmException.Refused("no-account", "The member cannot sign in yet; invite the member first.");
        return await OneTimeTokens.IssueAsync(work, member.Id, LinkPurpose.PasswordReset, OneTimeTokens.HandedOverTime);
    }
}
