using System.Data.Common;
using Crm.Accounts;
using Crm.Records;
using Crm.Stores;

namespace Crm.Sql.Stores;

/// <inheritdoc cref="IAccountStore"/>
internal sealed class AccountStore(StoreSession session) : IAccountStore
{
    private const string Columns = "id, address, password_hash, failed_attempts, locked_until, created_at, revision";

    /// <inheritdoc/>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        const string Any = """
            select 1 from crm_member_account a join crm_member m on m.id = a.member and m.tenant = a.tenant where m.is_active = true limit 1
            """;
        return (await session.SelectAsync(new SqlStatement(Any), _ => true, cancellationToken)).Count > 0;
    }

    /// <inheritdoc/>
    public Task<Account?> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        OneAsync(new SqlStatement($"select {Columns} from crm_account where id = @id", session.Id(account.Value)), cancellationToken);

    /// <inheritdoc/>
    public Task<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken) =>
        OneAsync(new SqlStatement($"select {Columns} from crm_account where address = @address", new SqlValue("address", address)), cancellationToken);

    /// <inheritdoc/>
    public Task InsertAsync(Account account, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        const string Insert = $"""
            insert into crm_account ({Columns}) values (@id, @address, @password, @failed, null, @created, @revision)
            """;
        return session.ExecuteAsync(
            new SqlStatement(
                Insert,
                session.Id(account.Id.Value),
                new("address", account.Address),
                Password(account),
                new("failed", account.FailedAttempts),
                session.Time("created", account.CreatedAt),
                new("revision", account.Revision)
            ),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task UpdateAsync(Account account, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        const string Update = """
            update crm_account set password_hash = @password, failed_attempts = 0, locked_until = null, revision = @revision
            where id = @id and revision = @revision - 1
            """;
        var statement = new SqlStatement(Update, session.Id(account.Id.Value), Password(account), new("revision", account.Revision));
        if (await session.ExecuteAsync(statement, cancellationToken) == 0)
            throw new ConcurrencyConflictException("crm_account");
    }

    /// <inheritdoc/>
    public Task<Account?> CountAttemptAsync(string address, AttemptLimit attempts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        // A lock that is over counts as none: the count begins anew.
        const string Count = $"""
            update crm_account set
                failed_attempts = case when locked_until is null then failed_attempts else 0 end + 1,
                locked_until = case when case when locked_until is null then failed_attempts else 0 end + 1 >= @most then @until end
            where address = @address and (locked_until is null or locked_until <= @now)
            returning {Columns}
            """;
        var statement = new SqlStatement(
            Count,
            new("address", address),
            new("most", attempts.Most),
            session.Time("until", now + attempts.LockFor),
            session.Time("now", now)
        );
        return OneAsync(statement, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ForgetAttemptsAsync(AccountId account, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        const string Forget = "update crm_account set failed_attempts = 0, locked_until = null where id = @id";
        return session.ExecuteAsync(new SqlStatement(Forget, session.Id(account.Value)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccountMembership>> GetMembershipsAsync(AccountId account, CancellationToken cancellationToken)
    {
        const string Memberships = """
            select t.tenant, t.name, m.id, m.name, m.is_active from crm_member_account a
            join crm_member m on m.id = a.member and m.tenant = a.tenant
            join crm_tenant t on t.tenant = a.tenant
            where a.account = @id order by t.name, t.tenant
            """;
        return await session.SelectAsync(
            new SqlStatement(Memberships, session.Id(account.Value)),
            row => new AccountMembership(new TenantId(row.GetGuid(0)), row.GetString(1), new MemberId(row.GetGuid(2)), row.GetString(3), row.GetBoolean(4)),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<OneTimeLink?> FindLinkAsync(string tokenHash, CancellationToken cancellationToken) =>
        (
            await session.RowsAsync<OneTimeLink>(new SqlQuery<OneTimeLink>(session).Where($"t.token_hash = {tokenHash}").Rows(), cancellationToken)
        ).SingleOrDefault();

    /// <inheritdoc/>
    public Task TouchSessionAsync(SessionId id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        const string Touch = "update crm_session set seen_at = @at where id = @id and seen_at < @at";
        return session.ExecuteAsync(new SqlStatement(Touch, session.Id(id.Value), session.Time("at", at)), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> EndSessionsAsync(AccountId account, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        return session.ExecuteAsync(new SqlStatement("delete from crm_session where account = @id", session.Id(account.Value)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteExpiredAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        foreach (var table in new[] { "crm_session", "crm_one_time_link" })
            await session.ExecuteAsync(new SqlStatement($"delete from {table} where expires_at <= @before", session.Time("before", before)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DataKey>> GetKeysAsync(CancellationToken cancellationToken) =>
        await session.SelectAsync(
            new SqlStatement("select name, xml, created_at from crm_data_key order by created_at, name"),
            row => new DataKey(row.GetString(0), row.GetString(1), session.Dialect.ReadTime(row, 2)!.Value),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task AddKeyAsync(DataKey key, CancellationToken cancellationToken)
    {
        session.DemandWrite();
        const string Insert = "insert into crm_data_key (name, xml, created_at) values (@name, @xml, @created)";
        return session.ExecuteAsync(
            new SqlStatement(Insert, new("name", key.Name), new("xml", key.Xml), session.Time("created", key.CreatedAt)),
            cancellationToken
        );
    }

    private static SqlValue Password(Account account) => new("password", account.PasswordHash ?? (object)DBNull.Value);

    private async Task<Account?> OneAsync(SqlStatement statement, CancellationToken cancellationToken) =>
        (await session.SelectAsync(statement, Read, cancellationToken)).SingleOrDefault();

    private Account Read(DbDataReader row) =>
        new()
        {
            Id = new AccountId(row.GetGuid(0)),
            Address = row.GetString(1),
            PasswordHash = row.IsDBNull(2) ? null : row.GetString(2),
            FailedAttempts = row.GetInt32(3),
            LockedUntil = session.Dialect.ReadTime(row, 4),
            CreatedAt = session.Dialect.ReadTime(row, 5)!.Value,
            Revision = row.GetInt32(6),
        };
}
