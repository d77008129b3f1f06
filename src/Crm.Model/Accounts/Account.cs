using System.Text.Json.Serialization;
using Crm.Plugins;

namespace Crm.Accounts;

/// <summary>A person's sign-in, whatever the tenant.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct AccountId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>What a person signs in with. It belongs to no tenant: one account may be that of members of several.</summary>
public sealed record Account
{
    /// <summary>The account's id.</summary>
    public required AccountId Id { get; init; }

    /// <summary>The email address that the person types, in lower case, unique in the installation.</summary>
    public required string Address { get; init; }

    /// <summary>The password's hash with its parameters, as the host made it; null where there is no password yet.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Attempts to sign in since the last one that succeeded.</summary>
    public int FailedAttempts { get; init; }

    /// <summary>No attempt counts until then, in UTC; null where the account is not locked.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>1 when inserted, one more with each new password.</summary>
    public required int Revision { get; init; }
}
