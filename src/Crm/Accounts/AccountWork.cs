namespace Crm.Accounts;

/// <summary>What is decided about accounts across tenants: in the system's unit of work, with an audit row in each tenant that it concerns.</summary>
internal static class AccountWork
{
    /// <summary>The frame of a decision for one tenant. The host acts; the audit names the actor.</summary>
    public static async Task<Work> OpenAsync(
        ISystemUnitOfWork unit,
        TenantId tenant,
        Actor actor,
        string action,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var stores = unit.For(tenant);
        var access = Access.Of(Actor.System("accounts"), await stores.Tenancy.GetLedMembersAsync(cancellationToken));
        return new Work(stores, new WorkOrigin(tenant, actor, action, [], now), access, new ChangeSet(), cancellationToken);
    }

    /// <summary>The account of an address, made where there is none. Where a hash is given, it becomes the password.</summary>
    public static async Task<Account> EnsureAccountAsync(Work work, IAccountStore accounts, string address, string? passwordHash)
    {
        if (await accounts.FindByAddressAsync(address, work.Cancellation) is { } found)
        {
            if (passwordHash is null)
                return found;
            found = found with { PasswordHash = passwordHash, Revision = found.Revision + 1 };
            await accounts.UpdateAsync(found, work.Cancellation);
            return found;
        }
        var account = new Account
        {
            Id = new AccountId(work.NewId()),
            Address = address,
            PasswordHash = passwordHash,
            CreatedAt = work.Now,
            Revision = 1,
        };
        await accounts.InsertAsync(account, work.Cancellation);
        return account;
    }

    /// <summary>Wants a member to sign in with an account from now on; with another one before, the member is signed out of it.</summary>
    /// <exception cref="CrmException">Refused: the account is another member's of the tenant (<c>account-taken</c>).</exception>
    public static async Task AttachAsync(Work work, Member member, AccountId account, string address)
    {
        var known = await work.Stores.Tenancy.GetMemberAccountsAsync(work.Cancellation);
        if (known.Any(other => other.Account == account && other.Member != member.Id))
            throw CrmException.Refused("account-taken", "The account is that of another member here.");
        await EndSessions.EndAsync(work, member.Id, except: null);
        work.Changes.Upsert(
            new MemberAccount
            {
                Tenant = work.Tenant,
                Member = member.Id,
                Account = account,
                Address = address,
                Since = work.Now,
            }
        );
        work.Audit($"member:{member.Id}", null, new { account });
    }

    /// <summary>Writes an account's password, ends its sessions in all tenants, and says so in the audit of each.</summary>
    public static async Task SetPasswordAsync(
        ISystemUnitOfWork unit,
        Account account,
        string passwordHash,
        string action,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await unit.Accounts.UpdateAsync(account with { PasswordHash = passwordHash, Revision = account.Revision + 1 }, cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            throw CrmException.Stale("account", account.Revision, null);
        }
        await unit.Accounts.EndSessionsAsync(account.Id, cancellationToken);
        foreach (var membership in await unit.Accounts.GetMembershipsAsync(account.Id, cancellationToken))
        {
            var work = await OpenAsync(unit, membership.Tenant, Actor.Member(membership.Member), action, now, cancellationToken);
            work.Audit($"member:{membership.Member}");
            await unit.ApplyAsync(work.Changes, cancellationToken);
        }
    }
}
