namespace Crm.Sequences;

/// <summary>What a stop rule decides. Closed.</summary>
public abstract record StopDecision
{
    private StopDecision() { }

    /// <summary>The enrollment continues.</summary>
    public sealed record Continue : StopDecision;

    /// <summary>The enrollment pauses until a moment in UTC; then its step is decided, and the rules are asked, again.</summary>
    /// <param name="Until">In UTC.</param>
    /// <param name="Why">Shown to people.</param>
    public sealed record Pause(DateTimeOffset Until, string Why) : StopDecision;

    /// <summary>The enrollment is finished.</summary>
    /// <param name="Reason">Why, as it is stored and counted; <see cref="FinishReason.Rule"/> where no other says it.</param>
    /// <param name="Why">Shown to people.</param>
    public sealed record Finish(FinishReason Reason, string Why) : StopDecision;
}
