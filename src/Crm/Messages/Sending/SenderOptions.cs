using System.ComponentModel.DataAnnotations;

namespace Crm.Messages.Sending;

/// <summary>How messages are sent, <c>Crm:Sender</c>.</summary>
internal sealed class SenderOptions
{
    /// <summary>How long a sender holds a message before others may look after it, one second to an hour; renewed while a server is talked to. A message whose lease ends while it is Sending becomes Unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Messages that are claimed at once: 1–1000.</summary>
    [Range(1, 1000)]
    public int BatchSize { get; set; } = 40;

    /// <summary>Mailboxes that are sent from at the same time: 1–32. A mailbox speaks one message after the other; one that has waited ten seconds for its server, or for its account's turn, does not count.</summary>
    [Range(1, 32)]
    public int Mailboxes { get; set; } = 8;

    /// <summary>
    /// How long a transport may take for one message, one second to six hours; then it is cancelled and soon given up: the message is Unknown where the world may have it, else tried again. More
    /// than the transport's own limits (email: ten minutes for the last reply).
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "06:00:00")]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a message that passed the gate may take to come to its end when the host stops, up to ten minutes; what is not done by then is broken off. Less than whatever kills the process waits: Docker ten seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopTime { get; set; } = TimeSpan.FromSeconds(8);
}
