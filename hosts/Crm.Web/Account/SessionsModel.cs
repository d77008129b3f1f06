using Crm.Accounts;

namespace Crm.Web.Account;

/// <summary>What the page about one's own sign-in shows.</summary>
/// <param name="Current">The session of this browser.</param>
/// <param name="Address">The address that the person signs in with.</param>
/// <param name="Sessions">All sessions, newest first.</param>
public sealed record SessionsModel(SessionId Current, string Address, IReadOnlyList<ListedSession> Sessions)
{
    /// <summary>What was just done, or null.</summary>
    public string? Notice { get; init; }

    /// <summary>What is wrong with the current password, or null.</summary>
    public string? CurrentProblem { get; init; }

    /// <summary>What is wrong with the new password, or null.</summary>
    public string? PasswordProblem { get; init; }
}

/// <summary>A session as a line of the page.</summary>
/// <param name="Id">The session.</param>
/// <param name="Device">The device, see <see cref="Account.Device"/>; null where it is not known.</param>
/// <param name="Since">Since when, in the tenant's zone.</param>
/// <param name="Seen">When it was last used, in the tenant's zone.</param>
public sealed record ListedSession(SessionId Id, string? Device, string Since, string Seen);
