using System.Globalization;
using Crm.Accounts;
using Crm.Stores;
using Microsoft.AspNetCore.Identity;

namespace Crm.Web.Account;

/// <summary>Identity's store over the engine's accounts. An account is made by a one-time link and by nothing else, and its address and lock are the engine's, so Identity reads, and writes password hashes.</summary>
internal sealed class WebUserStore(ISystemStore store) : IUserPasswordStore<WebUser>
{
    /// <inheritdoc/>
    public Task<string> GetUserIdAsync(WebUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.Id.ToString());

    /// <inheritdoc/>
    public Task<string?> GetUserNameAsync(WebUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Address);

    /// <inheritdoc/>
    public Task<string?> GetNormalizedUserNameAsync(WebUser user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The engine has normalized it.</remarks>
    public Task SetNormalizedUserNameAsync(WebUser user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task SetUserNameAsync(WebUser user, string? userName, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { Address = userName ?? "" };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<string?> GetPasswordHashAsync(WebUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.PasswordHash);

    /// <inheritdoc/>
    public Task<bool> HasPasswordAsync(WebUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.PasswordHash is not null);

    /// <inheritdoc/>
    public Task SetPasswordHashAsync(WebUser user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.Account = user.Account with { PasswordHash = passwordHash };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<WebUser?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(userId, CultureInfo.InvariantCulture, out var id))
            return null;
        await using var unit = await store.BeginAsync(cancellationToken);
        return await unit.Accounts.FindAsync(new AccountId(id), cancellationToken) is { } account ? new WebUser(account) : null;
    }

    /// <inheritdoc/>
    public async Task<WebUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var unit = await store.BeginAsync(cancellationToken);
        return await unit.Accounts.FindByAddressAsync(normalizedUserName, cancellationToken) is { } account ? new WebUser(account) : null;
    }

    /// <inheritdoc/>
    /// <remarks>After the right password its hash is made anew where it was weaker than those of today.</remarks>
    public async Task<IdentityResult> UpdateAsync(WebUser user, CancellationToken cancellationToken)
    {
        var next = user.Account with { Revision = user.Account.Revision + 1 };
        try
        {
            await using var unit = await store.BeginAsync(cancellationToken);
            await unit.Accounts.UpdateAsync(next, cancellationToken);
            await unit.CommitAsync(cancellationToken);
        }
        catch (ConcurrencyConflictException)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
        user.Account = next;
        return IdentityResult.Success;
    }

    /// <inheritdoc/>
    public Task<IdentityResult> CreateAsync(WebUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An account is made by a one-time link.");

    /// <inheritdoc/>
    public Task<IdentityResult> DeleteAsync(WebUser user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An account stays; its members are deactivated.");

    /// <inheritdoc/>
    public void Dispose() { }
}
