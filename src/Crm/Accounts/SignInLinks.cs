namespace Crm.Accounts;

/// <summary>Uses one-time links: invitations and new passwords. They are of members of any tenant, so it is the host's to call. Scoped.</summary>
public sealed class SignInLinks
{
    private static readonly Actor Host = Actor.System("accounts");

    private readonly ISystemStore store;
    private readonly TimeProvider time;

    internal SignInLinks(ISystemStore store, TimeProvider time) => (this.store, this.time) = (store, time);

    private DateTimeOffset Now => time.GetUtcNow().ToMicroseconds();

    /// <summary>What a token may be used for; null where it is unknown, used or expired, or the member is not active: all of which look alike.</summary>
    public async Task<OpenLink?> FindAsync(string token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        await using var unit = await store.BeginAsync(cancellationToken);
        if (await OpenAsync(unit, token, "link.find", cancellationToken) is not { } use)
            return null;
        var tenant = (await use.Work.Stores.Tenancy.GetTenantsAsync(cancellationToken))[0];
        var account = use.Address is null ? null : await unit.Accounts.FindByAddressAsync(use.Address, cancellationToken);
        return new OpenLink(use.Link.Purpose, tenant.Name, use.Member.Name)
        {
            Address = use.Address,
            HasAccount = use.Link.Purpose == LinkPurpose.Invitation && account is not null && await IsSomebodysAsync(unit, account, use, cancellationToken),
        };
    }

    /// <summary>Sets the password that the person chose, and makes the account where an invitation asks for it. Ends all sessions of the account.</summary>
    /// <param name="token">The link's token; it can be used once.</param>
    /// <param name="passwordHash">The hash of the password.</param>
    /// <param name="address">The address to sign in with, where the member has none; else null.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="CrmException">
    /// NotFound: the token is unknown, used or expired. Invalid: the address. Refused: the address has an account already (<c>account-exists</c>, see <see cref="AcceptAsync"/>), it is another member's
    /// (<c>email-taken</c>, <c>account-taken</c>), or the account is that of members of other tenants (<c>account-shared</c>).
    /// </exception>
    public async Task<RedeemedLink> RedeemAsync(string token, string passwordHash, string? address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return await UseAsync(
            token,
            (unit, use) =>
                use.Link.Purpose == LinkPurpose.Invitation
                    ? InviteAsync(unit, use, passwordHash, address, cancellationToken)
                    : ResetAsync(unit, use, passwordHash, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Accepts an invitation with the account that its address has already.</summary>
    /// <param name="token">The link's token; it can be used once.</param>
    /// <param name="account">Whose password was just given.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="CrmException">NotFound: the token is unknown, used or expired, or no invitation. Refused: the invitation is for another address (<c>other-account</c>).</exception>
    public async Task<RedeemedLink> AcceptAsync(string token, AccountId account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        return await UseAsync(
            token,
            async (unit, use) =>
            {
                var found = use.Link.Purpose == LinkPurpose.Invitation ? await unit.Accounts.FindAsync(account, cancellationToken) : throw Void();
                if (found is null || found.Address != use.Address)
                    throw CrmException.Refused("other-account", "The invitation is for another address.");
                await AccountWork.AttachAsync(use.Work, use.Member, found.Id, found.Address);
                return found.Id;
            },
            cancellationToken
        );
    }

    /// <summary>Issues a link to whoever has forgotten the password.</summary>
    /// <param name="address">What the person typed.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <returns>What is to be mailed; null where the address has no account that can sign in, or was mailed a link less than a minute ago. All are answered alike.</returns>
    public async Task<MailedLink?> ForgetAsync(string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        await using var unit = await store.BeginAsync(cancellationToken);
        if (await unit.Accounts.FindByAddressAsync(EmailAddress.Key(address), cancellationToken) is not { } account)
            return null;
        var memberships = await unit.Accounts.GetMembershipsAsync(account.Id, cancellationToken);
        if (memberships.FirstOrDefault(membership => membership.IsActive) is not { } active)
            return null;
        var work = await AccountWork.OpenAsync(unit, active.Tenant, Host, "password.forget", Now, cancellationToken);
        var links = await work.Stores.Tenancy.GetLinksAsync(active.Member, cancellationToken);
        if (links.Any(link => link.IssuedBy == Host && link.IssuedAt > work.Now - OneTimeTokens.BetweenMails))
            return null;
        var issued = await OneTimeTokens.IssueAsync(work, active.Member, LinkPurpose.PasswordReset, OneTimeTokens.MailedTime);
        await unit.ApplyAsync(work.Changes, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        return new MailedLink(account.Address, issued.Token, issued.ExpiresAt);
    }

    private async Task<LinkUse?> OpenAsync(ISystemUnitOfWork unit, string token, string action, CancellationToken cancellationToken)
    {
        var now = Now;
        var link = await unit.Accounts.FindLinkAsync(OneTimeTokens.HashOf(token), cancellationToken);
        if (link is null || !OneTimeTokens.IsOpen(link, now))
            return null;
        var work = await AccountWork.OpenAsync(unit, link.Tenant, Actor.Member(link.Member), action, now, cancellationToken);
        if (work.Access.Members.GetValueOrDefault(link.Member) is not { IsActive: true } member)
            return null;
        var known = (await work.Stores.Tenancy.GetMemberAccountsAsync(cancellationToken)).FirstOrDefault(one => one.Member == member.Id);
        return link.Purpose == LinkPurpose.PasswordReset && known is null ? null : new LinkUse(work, link, member, known);
    }

    private static async Task<AccountId> InviteAsync(
        ISystemUnitOfWork unit,
        LinkUse use,
        string passwordHash,
        string? address,
        CancellationToken cancellationToken
    )
    {
        var member = use.Member;
        if (use.Address is null)
            member = Addressed(use.Work, member, address);
        var known = await unit.Accounts.FindByAddressAsync(member.Email!, cancellationToken);
        if (known is not null && await IsSomebodysAsync(unit, known, use, cancellationToken))
            throw CrmException.Refused("account-exists", "The address has an account already; sign in with its password to accept the invitation.");
        var account = await AccountWork.EnsureAccountAsync(use.Work, unit.Accounts, member.Email!, passwordHash);
        await unit.Accounts.EndSessionsAsync(account.Id, cancellationToken);
        await AccountWork.AttachAsync(use.Work, member, account.Id, account.Address);
        return account.Id;
    }

    /// <summary>Whoever holds an invitation must not get an account with it that is another person's.</summary>
    private static async Task<bool> IsSomebodysAsync(ISystemUnitOfWork unit, Account account, LinkUse use, CancellationToken cancellationToken) =>
        account.PasswordHash is not null
        || (await unit.Accounts.GetMembershipsAsync(account.Id, cancellationToken)).Any(membership =>
            (membership.Tenant, membership.Member) != (use.Link.Tenant, use.Member.Id)
        );

    private async Task<AccountId> ResetAsync(ISystemUnitOfWork unit, LinkUse use, string passwordHash, CancellationToken cancellationToken)
    {
        var account = (await unit.Accounts.FindAsync(use.Known!.Account, cancellationToken))!;
        // An administrator of one tenant must not get into another one with it.
        var memberships = await unit.Accounts.GetMembershipsAsync(account.Id, cancellationToken);
        if (use.Link.IssuedBy is Actor.OfMember && memberships.Any(membership => membership.Tenant != use.Link.Tenant))
            throw CrmException.Refused(
                "account-shared",
                "The account is that of members of other organizations too: only its owner can set a new password, by a link that is mailed."
            );
        await AccountWork.SetPasswordAsync(unit, account, passwordHash, "password.reset", Now, cancellationToken);
        return account.Id;
    }

    private static Member Addressed(Work work, Member member, string? address)
    {
        var check = new Problems();
        var email = check.Email("address", address);
        if (email is null && check.AreNone)
            check.Add("address", "It is required.");
        check.ThrowIfInvalid();
        var after = member with { Email = email, Revision = member.Revision + 1 };
        MemberRules.RequireFreeEmail(after, work.Access.Members.Values);
        work.Changes.Update(after);
        work.Audit($"member:{after.Id}", MemberRules.Shown(member), MemberRules.Shown(after));
        return after;
    }

    /// <summary>Uses a link and marks it as used, in one transaction: of two who use it at the same moment, one does.</summary>
    private async Task<RedeemedLink> UseAsync(string token, Func<ISystemUnitOfWork, LinkUse, Task<AccountId>> decide, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        // Who uses it at the same moment waits, and then finds it used.
        if (await unit.Accounts.FindLinkAsync(OneTimeTokens.HashOf(token), cancellationToken) is { } link)
            await unit.For(link.Tenant).LockAsync($"link/{link.Member}", cancellationToken);
        var use = await OpenAsync(unit, token, "link.use", cancellationToken) ?? throw Void();
        try
        {
            var account = await decide(unit, use);
            use.Work.Changes.Update(use.Link with { UsedAt = use.Work.Now, Revision = use.Link.Revision + 1 });
            use.Work.Audit($"member:{use.Member.Id}", null, new { link = use.Link.Purpose });
            await unit.ApplyAsync(use.Work.Changes, cancellationToken);
            await unit.CommitAsync(cancellationToken);
            return new RedeemedLink(account, use.Link.Tenant);
        }
        catch (Exception exception) when (exception is ConcurrencyConflictException or UniqueViolationException)
        {
            throw Void();
        }
    }

    private static CrmException Void() => CrmException.NotFound("link", null);

    /// <summary>A link that is being used.</summary>
    /// <param name="Work">The frame, in the member's tenant.</param>
    /// <param name="Link">The link.</param>
    /// <param name="Member">For whom it is.</param>
    /// <param name="Known">The account that the member has, or null.</param>
    private sealed record LinkUse(Work Work, OneTimeLink Link, Member Member, MemberAccount? Known)
    {
        public string? Address => Link.Purpose == LinkPurpose.Invitation ? Member.Email : Known?.Address;
    }
}
