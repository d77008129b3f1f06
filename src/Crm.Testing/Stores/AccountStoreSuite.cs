using Crm.Accounts;
using Crm.Records;
using Crm.Stores;
using Crm.Tenancy;
using Crm.Testing.Builders;
using NUnit.Framework;

namespace Crm.Testing.Stores;

/// <summary>Proves the store of accounts and of the web host's keys.</summary>
[Proves(typeof(IAccountStore))]
public abstract class AccountStoreSuite : StoreSuite
{
    private static readonly AttemptLimit Five = new(5, TimeSpan.FromMinutes(15));

    [Test]
    public async Task Finds_an_account_by_its_id_and_by_its_address()
    {
        var account = await AddAsync(NewAccount());
        Assert.That(await FindAsync(account.Id), Is.EqualTo(account));
        Assert.That(await WorkAsync(work => work.Accounts.FindByAddressAsync(account.Address, default)), Is.EqualTo(account));
        Assert.That(await WorkAsync(work => work.Accounts.FindByAddressAsync("nobody@acme.example", default)), Is.Null);
        var bare = await AddAsync(NewAccount() with { PasswordHash = null });
        Assert.That(await FindAsync(bare.Id), Is.EqualTo(bare));
    }

    [Test]
    public async Task An_address_has_one_account()
    {
        var account = await AddAsync(NewAccount());
        Assert.That(() => AddAsync(NewAccount() with { Address = account.Address }), Throws.TypeOf<UniqueViolationException>());
    }

    [Test]
    public async Task A_new_password_is_written_over_the_one_that_was_seen_and_ends_the_lock()
    {
        var account = await AddAsync(NewAccount());
        for (var attempt = 0; attempt < Five.Most; attempt++)
            await AttemptAsync(account, Sample.Now);
        var changed = account with { PasswordHash = "another", Revision = 2 };

        await WriteAsync(work => work.Accounts.UpdateAsync(changed, default));

        Assert.That(await FindAsync(account.Id), Is.EqualTo(changed));
        Assert.That(
            () => WriteAsync(work => work.Accounts.UpdateAsync(changed with { PasswordHash = "third" }, default)),
            Throws.TypeOf<ConcurrencyConflictException>()
        );
    }

    [Test]
    public async Task The_last_attempt_that_is_allowed_locks_the_account_for_a_while()
    {
        var account = await AddAsync(NewAccount());
        for (var attempt = 1; attempt <= Five.Most; attempt++)
            Assert.That((await AttemptAsync(account, Sample.Now))?.FailedAttempts, Is.EqualTo(attempt));
        Assert.That(await AttemptAsync(account, Sample.Now), Is.Null);
        Assert.That(await AttemptAsync(account, Sample.Now + Five.LockFor - TimeSpan.FromSeconds(1)), Is.Null);

        var after = await AttemptAsync(account, Sample.Now + Five.LockFor);

        Assert.That((after?.FailedAttempts, after?.LockedUntil), Is.EqualTo((1, (DateTimeOffset?)null)), "it begins anew");
    }

    [Test]
    public async Task Attempts_at_the_same_time_count_one_by_one()
    {
        var account = await AddAsync(NewAccount());
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => AttemptAsync(account, Sample.Now))));
        Assert.That(attempts.Count(counted => counted is not null), Is.EqualTo(Five.Most));
    }

    [Test]
    public async Task A_right_password_forgets_the_attempts()
    {
        var account = await AddAsync(NewAccount());
        for (var attempt = 0; attempt < Five.Most; attempt++)
            await AttemptAsync(account, Sample.Now);
        await WriteAsync(work => work.Accounts.ForgetAttemptsAsync(account.Id, default));
        Assert.That(await FindAsync(account.Id), Is.EqualTo(account));
        Assert.That((await AttemptAsync(account, Sample.Now))?.FailedAttempts, Is.EqualTo(1));
    }

    [Test]
    public async Task Shows_the_members_of_an_account_in_all_tenants()
    {
        var account = await AddAsync(NewAccount());
        var (north, south) = (Sample.Tenant("North"), Sample.Tenant("South"));
        var (one, other, stranger) = (Sample.Member(north.Id), Sample.Member(south.Id, "Olga Other") with { IsActive = false }, Sample.Member(south.Id));
        await StoreAsync(south, north, one, other, stranger, Of(one, account.Id), Of(other, account.Id), Of(stranger, new AccountId(Sample.Id())));

        var memberships = await WorkAsync(work => work.Accounts.GetMembershipsAsync(account.Id, default));

        Assert.That(
            memberships,
            Is.EqualTo(
                new[]
                {
                    new AccountMembership(north.Id, "North", one.Id, one.Name, true),
                    new AccountMembership(south.Id, "South", other.Id, "Olga Other", false),
                }
            )
        );
    }

    [Test]
    public async Task An_account_has_one_member_of_a_tenant()
    {
        var (tenant, account) = (Sample.TenantId(), new AccountId(Sample.Id()));
        await StoreAsync(Of(Sample.Member(tenant), account));
        Assert.That(() => StoreAsync(Of(Sample.Member(tenant), account)), Throws.TypeOf<UniqueViolationException>());
        await StoreAsync(Of(Sample.Member(Sample.TenantId()), account));
    }

    [Test]
    public async Task Knows_whether_anybody_can_sign_in()
    {
        await Database.ClearAsync();
        var member = Sample.Member(Sample.TenantId()) with { IsActive = false };
        await StoreAsync(member);
        Assert.That(await AnyAsync(), Is.False, "nobody has an account");
        await StoreAsync(Of(member, new AccountId(Sample.Id())));
        Assert.That(await AnyAsync(), Is.False, "who has one may not act");

        await ReplaceAsync(member with { IsActive = true, Revision = 2 });

        Assert.That(await AnyAsync(), Is.True);

        Task<bool> AnyAsync() => WorkAsync(work => work.Accounts.AnyAsync(default));
    }

    [Test]
    public async Task Finds_a_link_by_the_hash_of_its_token_whatever_the_tenant()
    {
        var (link, other) = (Complete<OneTimeLink>(Sample.TenantId()), Complete<OneTimeLink>(Sample.TenantId()));
        await StoreAsync(link, other);
        AssertSame(link, await WorkAsync(work => work.Accounts.FindLinkAsync(link.TokenHash, default)));
        Assert.That(await WorkAsync(work => work.Accounts.FindLinkAsync("none", default)), Is.Null);
    }

    [Test]
    public async Task Ends_the_sessions_of_an_account_in_all_tenants_and_no_others()
    {
        var account = new AccountId(Sample.Id());
        Session[] own = [Complete<Session>(Sample.TenantId()) with { Account = account }, Complete<Session>(Sample.TenantId()) with { Account = account }];
        var other = Complete<Session>(own[0].Tenant);
        await StoreAsync([.. own, other]);

        Assert.That(await WorkAsync(work => work.Accounts.EndSessionsAsync(account, default)), Is.EqualTo(2));

        AssertSame([other], await ReadAsync(own[0].Tenant, work => work.Tenancy.GetSessionsAsync(null, default)));
        Assert.That(await ReadAsync(own[1].Tenant, work => work.Tenancy.GetSessionsAsync(null, default)), Is.Empty);
    }

    [Test]
    public async Task Notes_when_a_session_was_seen_and_never_backwards()
    {
        var session = Complete<Session>(Sample.TenantId()) with { SeenAt = Sample.Now };
        await StoreAsync(session);
        await WriteAsync(work => work.Accounts.TouchSessionAsync(session.Id, Sample.Now.AddMinutes(9), default));
        await WriteAsync(work => work.Accounts.TouchSessionAsync(session.Id, Sample.Now.AddMinutes(5), default));
        AssertSame(
            session with
            {
                SeenAt = Sample.Now.AddMinutes(9),
            },
            (await ReadAsync(session.Tenant, work => work.Tenancy.FindSessionAsync(session.Id, default)))?.Session
        );
    }

    [Test]
    public async Task Deletes_sessions_and_links_that_are_over()
    {
        var tenant = Sample.TenantId();
        var (old, young) = (Sample.Now.AddDays(-100), Sample.Now.AddDays(-99));
        var sessions = new[] { old, young }.Select(at => Complete<Session>(tenant) with { ExpiresAt = at }).ToList();
        var member = new MemberId(Sample.Id());
        var links = new[] { old, young }.Select(at => Complete<OneTimeLink>(tenant) with { Member = member, ExpiresAt = at }).ToList();
        await StoreAsync([.. sessions, .. links]);

        await WriteAsync(work => work.Accounts.DeleteExpiredAsync(old, default));

        AssertSame([sessions[1]], await ReadAsync(tenant, work => work.Tenancy.GetSessionsAsync(null, default)));
        AssertSame([links[1]], await ReadAsync(tenant, work => work.Tenancy.GetLinksAsync(member, default)));
    }

    [Test]
    public async Task Shows_a_tenant_the_sessions_of_a_member_newest_first()
    {
        var tenant = Sample.TenantId();
        var member = Sample.Member(tenant);
        var sessions = Enumerable.Range(0, 3).Select(_ => Complete<Session>(tenant) with { Member = member.Id }).ToList();
        await StoreAsync([member, .. sessions, Complete<Session>(tenant)]);
        AssertSame(Enumerable.Reverse(sessions), await ReadAsync(tenant, work => work.Tenancy.GetSessionsAsync(member.Id, default)));
        Assert.That(await ReadAsync(tenant, work => work.Tenancy.GetSessionsAsync(null, default)), Has.Count.EqualTo(4));
        Assert.That(await ReadAsync(Sample.TenantId(), work => work.Tenancy.FindSessionAsync(sessions[0].Id, default)), Is.Null, "another tenant's");
    }

    [Test]
    public async Task Tells_with_a_session_which_language_its_member_has_set()
    {
        var tenant = Sample.TenantId();
        var (mine, other) = (Complete<Session>(tenant), Complete<Session>(tenant));
        var settings = Complete<MemberSettings>(tenant) with { Member = mine.Member, Language = "de" };
        // Somebody in another tenant with the same id is somebody else.
        await StoreAsync(mine, other, settings, Complete<MemberSettings>(Sample.TenantId()) with { Member = other.Member, Language = "fr" });

        Assert.That((await FindAsync(mine))?.Language, Is.EqualTo("de"));
        Assert.That(await FindAsync(other), Has.Property(nameof(MemberSession.Session)).Not.Null.And.Property(nameof(MemberSession.Language)).Null);

        Task<MemberSession?> FindAsync(Session session) => ReadAsync(tenant, work => work.Tenancy.FindSessionAsync(session.Id, default));
    }

    [Test]
    public async Task Keeps_keys_in_the_order_in_which_they_were_made()
    {
        DataKey[] keys = [new($"key-{Sample.Next()}", "<key>a</key>", Sample.Now), new($"key-{Sample.Next()}", "<key>b</key>", Sample.Now.AddDays(90))];
        foreach (var key in keys.Reverse())
            await WriteAsync(work => work.Accounts.AddKeyAsync(key, default));
        Assert.That((await WorkAsync(work => work.Accounts.GetKeysAsync(default))).Where(keys.Contains), Is.EqualTo(keys));
    }

    [TestCase("crm_account")]
    [TestCase("crm_data_key")]
    public async Task No_tenant_reaches(string table)
    {
        if (!Database.IsolatesTenants)
            Assert.Pass("This database has one wall.");
        await using (var system = await SystemStore.BeginAsync(default))
            Assert.That(await Database.ScalarAsync(system, $"select count(*) from {table}"), Is.Not.Negative);
        await using var work = await TenantStore.BeginAsync(Sample.TenantId(), WorkKind.Write, default);
        Assert.That(async () => await Database.ScalarAsync(work, $"select count(*) from {table}"), Throws.Exception);
    }

    private static Account NewAccount() =>
        new()
        {
            Id = new AccountId(Sample.Id()),
            Address = $"person{Sample.Next()}@acme.example",
            PasswordHash = "hash",
            CreatedAt = Sample.Now,
            Revision = 1,
        };

    private static MemberAccount Of(Member member, AccountId account) =>
        new()
        {
            Tenant = member.Tenant,
            Member = member.Id,
            Account = account,
            Address = "person@acme.example",
            Since = Sample.Now,
        };

    private static T Complete<T>(TenantId tenant)
        where T : IRow => (T)SampleRow.Complete(typeof(T), tenant);

    private async Task<Account> AddAsync(Account account)
    {
        await WriteAsync(work => work.Accounts.InsertAsync(account, default));
        return account;
    }

    private Task<Account?> FindAsync(AccountId account) => WorkAsync(work => work.Accounts.FindAsync(account, default));

    private Task<Account?> AttemptAsync(Account account, DateTimeOffset now) =>
        WorkAsync(work => work.Accounts.CountAttemptAsync(account.Address, Five, now, default));

    private Task<bool> WriteAsync(Func<ISystemUnitOfWork, Task> write) =>
        WorkAsync(async work =>
        {
            await write(work);
            return true;
        });
}
