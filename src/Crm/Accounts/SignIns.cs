namespace Crm.Accounts;

/// <summary>
/// Lets people in: counts their attempts, says as whom an account may act, and starts and checks sessions. It concerns accounts of all tenants, so it is the host's to call; the host checks the
/// password. Scoped.
/// </summary>
public sealed class SignIns
{
    /// <summary>How often a wrong password may be tried: five times in a row, then the account is locked for a quarter of an hour.</summary>
    public static AttemptLimit Attempts { get; } = new(5, TimeSpan.FromMinutes(15));

    private readonly ISystemStore store;
    private readonly ITenantStore tenants;
    private readonly TimeProvider time;

    internal SignIns(ISystemStore store, ITenantStore tenants, TimeProvider time) => (this.store, this.tenants, this.time) = (store, tenants, time);

    private DateTimeOffset Now => time.GetUtcNow().ToMicroseconds();

    /// <summary>Whether any member of any tenant can sign in.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        return await unit.Accounts.AnyAsync(cancellationToken);
    }

    /// <summary>Counts an attempt to sign in, before the password is looked at.</summary>
    /// <param name="address">What the person typed.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <returns>The account whose password is to be checked; null where there is none, or it is locked. Both are answered alike.</returns>
    public async Task<Account?> TryAsync(string address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        await using var unit = await store.BeginAsync(cancellationToken);
        var account = await unit.Accounts.CountAttemptAsync(EmailAddress.Key(address), Attempts, Now, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        return account;
    }

    /// <summary>Forgets the attempts: the password was right.</summary>
    public async Task PassAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        await unit.Accounts.ForgetAttemptsAsync(account, cancellationToken);
        await unit.CommitAsync(cancellationToken);
    }

    /// <summary>The members that an account may act as, by tenant's name; without those who are not active.</summary>
    public async Task<IReadOnlyList<AccountMembership>> GetMembershipsAsync(AccountId account, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        return await MembershipsAsync(unit, account, cancellationToken);
    }

    /// <summary>Starts a session of an account in a tenant.</summary>
    /// <param name="account">Who signs in; the host knows that it is this person.</param>
    /// <param name="tenant">Where.</param>
    /// <param name="device">The device as the person knows it, or null.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="CrmException">Refused: the account has no active member there (<c>no-member</c>).</exception>
    public async Task<StartedSession> StartAsync(AccountId account, TenantId tenant, string? device, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var membership =
            (await MembershipsAsync(unit, account, cancellationToken)).FirstOrDefault(one => one.Tenant == tenant)
            ?? throw CrmException.Refused("no-member", "The account has no active member there.");
        await unit.Accounts.DeleteExpiredAsync(Now, cancellationToken);
        return await StartAsync(unit, account, membership, device, cancellationToken);
    }

    /// <summary>Starts a session of a member whom the host knows without a password, such as in a demo; makes the account where there is none.</summary>
    /// <exception cref="CrmException">NotFound. Refused: the member is not active (<c>not-active</c>), or has no email address (<c>no-email</c>).</exception>
    public async Task<StartedSession> EnterAsync(TenantId tenant, MemberId member, string? device, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var work = await AccountWork.OpenAsync(unit, tenant, Actor.Member(member), "session.start", Now, cancellationToken);
        var row = AccountRules.ActiveMember(work, member);
        var known = (await work.Stores.Tenancy.GetMemberAccountsAsync(cancellationToken)).FirstOrDefault(one => one.Member == member);
        var account = known?.Account;
        if (account is null)
        {
            var address = row.Email ?? throw CrmException.Refused("no-email", "The member has no email address to sign in with.");
            account = (await AccountWork.EnsureAccountAsync(work, unit.Accounts, address, passwordHash: null)).Id;
            await AccountWork.AttachAsync(work, row, account.Value, address);
            await unit.ApplyAsync(work.Changes, cancellationToken);
        }
        var membership = (await MembershipsAsync(unit, account.Value, cancellationToken)).First(one => one.Tenant == tenant);
        return await StartAsync(unit, account.Value, membership, device, cancellationToken);
    }

    /// <summary>The session, or null if it is no longer live. Does not extend it: requests that a page makes automatically do not count as activity.</summary>
    public async Task<LiveSession?> FindLiveAsync(TenantId tenant, SessionId session, CancellationToken cancellationToken) =>
        (await FindAsync(tenant, session, cancellationToken))?.Live;

    /// <summary>A session that a person uses now, or null where it is not live any more. Its last use is recorded from time to time, so that it does not end while it is used.</summary>
    public async Task<LiveSession?> UseAsync(TenantId tenant, SessionId session, CancellationToken cancellationToken)
    {
        if (await FindAsync(tenant, session, cancellationToken) is not { } found)
            return null;
        var (live, seenAt) = found;
        if (Now - seenAt < SessionTimes.BetweenTouches)
            return live;
        await using var system = await store.BeginAsync(cancellationToken);
        await system.Accounts.TouchSessionAsync(session, Now, cancellationToken);
        await system.CommitAsync(cancellationToken);
        return live;
    }

    private async Task<(LiveSession Live, DateTimeOffset SeenAt)?> FindAsync(TenantId tenant, SessionId session, CancellationToken cancellationToken)
    {
        await using var unit = await tenants.BeginAsync(tenant, WorkKind.Read, cancellationToken);
        return await unit.Tenancy.FindSessionAsync(session, cancellationToken) is { } found && SessionTimes.IsLive(found.Session, Now)
            ? (new LiveSession(session, found.Language), found.Session.SeenAt)
            : null;
    }

    /// <summary>Sets a new password, and ends all sessions of the account.</summary>
    /// <param name="account">Whose; the host knows that it is this person.</param>
    /// <param name="passwordHash">The hash of the new password.</param>
    /// <param name="cancellationToken">Ends the work before the commit.</param>
    /// <exception cref="CrmException">NotFound. Stale: the password was changed meanwhile.</exception>
    public async Task ChangePasswordAsync(AccountId account, string passwordHash, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        var found = await unit.Accounts.FindAsync(account, cancellationToken) ?? throw CrmException.NotFound("account", account.ToString());
        await AccountWork.SetPasswordAsync(unit, found, passwordHash, "password.change", Now, cancellationToken);
        await unit.CommitAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<AccountMembership>> MembershipsAsync(
        ISystemUnitOfWork unit,
        AccountId account,
        CancellationToken cancellationToken
    ) => [.. (await unit.Accounts.GetMembershipsAsync(account, cancellationToken)).Where(membership => membership.IsActive)];

    private async Task<StartedSession> StartAsync(
        ISystemUnitOfWork unit,
        AccountId account,
        AccountMembership membership,
        string? device,
        CancellationToken cancellationToken
    )
    {
        var actor = Actor.Member(membership.Member);
        var work = await AccountWork.OpenAsync(unit, membership.Tenant, actor, "session.start", Now, cancellationToken);
        var session = new Session
        {
            Tenant = membership.Tenant,
            Id = new SessionId(work.NewId()),
            Member = membership.Member,
            Account = account,
            Device = device,
            StartedAt = work.Now,
            SeenAt = work.Now,
            ExpiresAt = work.Now + SessionTimes.Longest,
        };
        work.Changes.Insert(session);
        work.Audit($"member:{membership.Member}", null, new { session = session.Id });
        await unit.ApplyAsync(work.Changes, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        return new StartedSession(session.Id, account, membership, session.ExpiresAt);
    }
}
