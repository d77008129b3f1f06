namespace Crm.Installation;

/// <summary>Tells which events do not reach a plugin's subscriber.</summary>
internal static class SubscriberWork
{
    /// <summary>An event that waits longer is worth a look.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromDays(1);

    /// <summary>Parked events, then those that wait, by subscriber.</summary>
    public static IEnumerable<WaitingWork> Of(IReadOnlyList<SubscriberBacklog> backlog) =>
        backlog
            .Where(one => one.Parked > 0)
            .Select(one => new WaitingWork("parked", one.Parked, $"{one.Parked} event(s) for the subscriber {one.Subscriber} are parked."))
            .Concat(
                backlog
                    .Where(one => one.Late > 0)
                    .Select(one => new WaitingWork(
                        "undelivered",
                        one.Late,
                        $"{one.Late} event(s) have waited for the subscriber {one.Subscriber} for more than a day."
                    ))
            );
}
