using Crm.Messages;

namespace Crm.Stores;

/// <summary>What the gate says. Closed.</summary>
public abstract record GateAnswer
{
    private GateAnswer() { }

    /// <summary>The message is Sending; speak now.</summary>
    public sealed record Passed(Message Message) : GateAnswer;

    /// <summary>Somebody else has it, or the lease ended: leave it alone.</summary>
    public sealed record TooLate : GateAnswer;

    /// <summary>Something stands in the way.</summary>
    public sealed record Stopped(GateStop Why) : GateAnswer;
}
