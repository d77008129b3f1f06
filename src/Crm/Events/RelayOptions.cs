using System.ComponentModel.DataAnnotations;

namespace Crm.Events;

/// <summary>How events are published and delivered, <c>Crm:Relay</c>.</summary>
internal sealed class RelayOptions
{
    /// <summary>How long a worker holds events before another takes them, beyond what they may take, one second to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Events that are claimed at once, for a subscriber of one tenant: 1–1000.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 200;

    /// <summary>Tenants whose events one subscriber is told of at the same time: 1–64.</summary>
    [Range(1, 64)]
    public int Tenants { get; set; } = 8;

    /// <summary>How long one subscriber may take over one event, a second to ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SubscriberTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an event that a subscriber fails on is tried again, in growing steps, before it is parked: an hour to 90 days. Only the waiting after failures counts.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan RetryTime { get; set; } = TimeSpan.FromDays(5);

    /// <summary>How long the bus may take over a batch, a second to a minute; then the batch is published again later.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
