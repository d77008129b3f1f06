using System.Diagnostics;
using Crm.Accounts;
using Crm.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Account;

/// <summary>Checks passwords and makes hashes of new ones. What is not right is answered alike, after the same time, whether there is an account or not.</summary>
internal sealed partial class Passwords(SignIns signIns, SignInManager<WebUser> identity, IStringLocalizer<Texts> texts, ILogger<Passwords> logger)
{
    /// <summary>Longer than any check takes that fails.</summary>
    private static readonly TimeSpan WrongTakes = TimeSpan.FromMilliseconds(500);

    private static readonly WebUser Nobody = new(
        new Accounts.Account
        {
            Id = default,
            Address = "",
            CreatedAt = default,
            Revision = 0,
        }
    );

    private static string? nobodysHash;

    /// <summary>The account of an address whose password it is; null where the address, the password or both are wrong, or the account is locked.</summary>
    public async Task<AccountId?> CheckAsync(string address, string password, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var hasher = identity.UserManager.PasswordHasher;
        var decoy = nobodysHash ??= hasher.HashPassword(Nobody, nameof(Nobody));
        if (password.Length is > 0 and <= PasswordRule.MaxLength && await signIns.TryAsync(address, cancellationToken) is { } account)
        {
            var user = new WebUser(account);
            if (account.PasswordHash is not null && (await identity.CheckPasswordSignInAsync(user, password, lockoutOnFailure: false)).Succeeded)
            {
                await signIns.PassAsync(account.Id, cancellationToken);
                return account.Id;
            }
            if (account.LockedUntil is { } until)
                LogLocked(logger, account.Id, until);
            if (account.PasswordHash is not null)
                return await WrongAsync(started, cancellationToken);
        }
        hasher.VerifyHashedPassword(Nobody, decoy, password.Length <= PasswordRule.MaxLength ? password : "");
        return await WrongAsync(started, cancellationToken);
    }

    /// <summary>A new password as it is kept.</summary>
    /// <param name="password">The password.</param>
    /// <param name="repeated">The same once more.</param>
    /// <param name="address">The address that it is for.</param>
    /// <returns>The hash, or what is wrong.</returns>
    public async Task<(string? Hash, string? WhyNot)> MakeAsync(string password, string repeated, string? address)
    {
        var user = new WebUser(Nobody.Account with { Address = address ?? "" });
        foreach (var rule in identity.UserManager.PasswordValidators)
            if (await rule.ValidateAsync(identity.UserManager, user, password) is { Succeeded: false } result)
                return (null, result.Errors.First().Description);
        return password == repeated ? (identity.UserManager.PasswordHasher.HashPassword(user, password), null) : (null, texts["The two are not the same."]);
    }

    private static async Task<AccountId?> WrongAsync(long started, CancellationToken cancellationToken)
    {
        // By the wall's clock: whoever measures has that one, whatever the engine's says.
        var left = WrongTakes - Stopwatch.GetElapsedTime(started);
        if (left > TimeSpan.Zero)
            await Task.Delay(left, cancellationToken);
        return null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The account {Account} takes no password until {Until}: too many wrong ones were given.")]
    private static partial void LogLocked(ILogger logger, AccountId account, DateTimeOffset until);
}
