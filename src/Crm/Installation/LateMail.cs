namespace Crm.Installation;

/// <summary>Tells of messages that do not leave.</summary>
internal static class LateMail
{
    /// <summary>A message that waits longer is worth a look.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>Messages that were queued longer than <see cref="Late"/> ago and are due.</summary>
    /// <param name="count">How many there are.</param>
    public static WaitingWork? Of(int count) =>
        count == 0 ? null : new WaitingWork("unsent", count, $"{count} message(s) have been queued for more than an hour, are due, and have not left.");
}
