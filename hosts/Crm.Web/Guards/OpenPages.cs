using Crm.Accounts;

namespace Crm.Web.Guards;

/// <summary>How many pages of each session are live: each holds a circuit in memory, and a connection. Safe from any thread.</summary>
internal sealed class OpenPages(LimitOptions limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<SessionId, int> open = [];

    /// <summary>Whether a session has as many as it may have.</summary>
    public bool IsFull(SessionId session)
    {
        lock (gate)
            return open.GetValueOrDefault(session) >= limits.LivePages;
    }

    /// <summary>Counts one more; false where the session has as many as it may have.</summary>
    public bool TryOpen(SessionId session)
    {
        lock (gate)
        {
            var count = open.GetValueOrDefault(session);
            if (count >= limits.LivePages)
                return false;
            open[session] = count + 1;
            return true;
        }
    }

    /// <summary>Counts one less.</summary>
    public void Close(SessionId session)
    {
        lock (gate)
            if (--open[session] == 0)
                open.Remove(session);
    }
}
