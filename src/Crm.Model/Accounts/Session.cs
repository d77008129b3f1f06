using System.Text.Json.Serialization;
using Crm.Plugins;
using Crm.Stores;

namespace Crm.Accounts;

/// <summary>A time during which a member is signed in on one device.</summary>
[JsonConverter(typeof(IdJsonConverter))]
public readonly record struct SessionId(Guid Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A member is signed in on a device. Where the row is gone, the session has ended.</summary>
public sealed record Session : IRow
{
    /// <inheritdoc/>
    public required TenantId Tenant { get; init; }

    /// <summary>The session's id.</summary>
    public required SessionId Id { get; init; }

    /// <summary>Who is signed in.</summary>
    public required MemberId Member { get; init; }

    /// <summary>With which account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The device as the person knows it, such as <c>Firefox on Linux</c>; null where it is not known.</summary>
    public string? Device { get; init; }

    /// <summary>When the person signed in, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the person was last seen, in UTC, to a few minutes.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it ends whatever happens, in UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
