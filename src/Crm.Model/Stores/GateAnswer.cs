using Crm.Messages;
using Crm.Timeline;

namespace Crm.Stores;

/// <summary>What the gate says. Closed.</summary>
public abstract record GateAnswer
{
    private GateAnswer() { }

    /// <summary>The message is Sending; speak now.</summary>
    /// <param name="Message">The message as it is now.</param>
    /// <param name="Links">The other timelines that show it, besides those of its record and its recipient.</param>
    public sealed record Passed(Message Message, IReadOnlyList<TimelineLink> Links) : GateAnswer;

    /// <summary>Somebody else has it, or the lease ended: leave it alone.</summary>
    public sealed record TooLate : GateAnswer;

    /// <summary>Something stands in the way.</summary>
    public sealed record Stopped(GateStop Why) : GateAnswer;
}
