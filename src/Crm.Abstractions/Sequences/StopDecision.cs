namespace Crm.Sequences;

/// <summary>What a stop rule decides. The set of cases is closed.</summary>
public abstract record StopDecision
{
    private StopDecision() { }

    /// <summary>The enrollment continues.</summary>
    public sealed record Continue : StopDecision;

    /// <summary>The enrollment pauses; afterward, the rules are evaluated and the step is decided again.</summary>
    /// <param name="Until">The end of the pause, in UTC.</param>
    /// <param name="Why">The reason that users see.</param>
    public sealed record Pause(DateTimeOffset Until, string Why) : StopDecision;

    /// <summary>The enrollment finishes.</summary>
    /// <param name="Reason">The reason, as stored and counted.</param>
    /// <param name="Why">The reason that users see.</param>
    public sealed record Finish(FinishReason Reason, string Why) : StopDecision;
}
