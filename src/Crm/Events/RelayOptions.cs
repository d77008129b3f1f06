using System.ComponentModel.DataAnnotations;

namespace Crm.Events;

/// <summary>How events are published, <c>Crm:Relay</c>.</summary>
internal sealed class RelayOptions
{
    /// <summary>How long a relay holds events before another publishes them, one second to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Events that are claimed at once: 1–1000.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 200;

    /// <summary>How long one subscriber may take over one event, a second to ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SubscriberTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After so many attempts an event that a subscriber fails on is parked, with the reason in the audit: 1–100.</summary>
    [Range(1, 100)]
    public int MaxTries { get; set; } = 10;

    /// <summary>How long the bus may take over a batch, a second to a minute; then the batch is published again later.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
