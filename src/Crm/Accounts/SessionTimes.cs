namespace Crm.Accounts;

/// <summary>How long a person stays signed in.</summary>
internal static class SessionTimes
{
    /// <summary>A session that nobody used for so long has ended.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>A session ends after so long however much it was used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>That a session was used is written down so often: reading pages is no writing.</summary>
    public static readonly TimeSpan BetweenTouches = TimeSpan.FromMinutes(5);

    /// <summary>Whether the session is live at a moment.</summary>
    public static bool IsLive(Session session, DateTimeOffset now) => now < session.ExpiresAt && now < session.SeenAt + Idle;
}
