using Crm.Accounts;

namespace Crm.Stores;

/// <summary>Accounts with which people sign in, whatever their tenants, and the keys of the web host. No tenant's unit of work reaches it. What it writes itself takes no audit row: the caller adds one where a member is concerned.</summary>
public interface IAccountStore
{
    /// <summary>Whether any active member of any tenant has an account.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>An account by id, or null.</summary>
    Task<Account?> FindAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>An account by its address in the form in which it is kept, or null.</summary>
    Task<Account?> FindByAddressAsync(string address, CancellationToken cancellationToken);

    /// <summary>Adds an account.</summary>
    /// <exception cref="UniqueViolationException">Another account has the address.</exception>
    Task InsertAsync(Account account, CancellationToken cancellationToken);

    /// <summary>Writes an account's password, and forgets its failed attempts and its lock.</summary>
    /// <param name="account">The account with its new password; its revision is the stored one plus one.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <exception cref="ConcurrencyConflictException">The stored revision is not the one before.</exception>
    Task UpdateAsync(Account account, CancellationToken cancellationToken);

    /// <summary>Counts an attempt to sign in before the password is looked at, so that attempts at the same time count one by one. The last one that is allowed locks the account; after a lock the count begins anew.</summary>
    /// <param name="address">The account's address in the form in which it is kept.</param>
    /// <param name="attempts">Which attempts are allowed, and how long the account is locked then.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <returns>The account with this attempt counted; null where there is none, or it is locked.</returns>
    Task<Account?> CountAttemptAsync(string address, AttemptLimit attempts, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Forgets the failed attempts of an account and its lock: the password was right.</summary>
    Task ForgetAttemptsAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>The members that an account signs in as, by tenant's name.</summary>
    Task<IReadOnlyList<AccountMembership>> GetMembershipsAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>A link by the hash of its token, used and expired ones too; null where there is none.</summary>
    Task<OneTimeLink?> FindLinkAsync(string tokenHash, CancellationToken cancellationToken);

    /// <summary>Notes that a session was seen.</summary>
    Task TouchSessionAsync(SessionId id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of an account, in all tenants.</summary>
    /// <returns>How many.</returns>
    Task<int> EndSessionsAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Deletes sessions that have ended and links that expired before a moment.</summary>
    Task DeleteExpiredAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>All keys, oldest first.</summary>
    Task<IReadOnlyList<DataKey>> GetKeysAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key.</summary>
    Task AddKeyAsync(DataKey key, CancellationToken cancellationToken);
}
