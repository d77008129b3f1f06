namespace Crm.Sequences.Engine;

/// <summary>How a step that waited came to its end. Closed.</summary>
internal abstract record StepEnding
{
    private StepEnding() { }

    /// <summary>A person or a server did it.</summary>
    /// <param name="At">When it was really done, in UTC: the next delay starts here.</param>
    public sealed record DoneEnding(DateTimeOffset At) : StepEnding;

    /// <summary>A person left it out; the enrollment goes on from now.</summary>
    public sealed record SkippedEnding(string Why) : StepEnding;

    /// <summary>Something that can be fixed stands in the way; the step goes on waiting.</summary>
    public sealed record BlockedEnding(string Why) : StepEnding;

    /// <summary>It failed for good; a person retries or skips it.</summary>
    public sealed record FailedEnding(string Why) : StepEnding;

    /// <summary>It ends the enrollment.</summary>
    /// <param name="Reason">The one reason.</param>
    /// <param name="Why">In words.</param>
    public sealed record FinishedEnding(FinishReason Reason, string Why) : StepEnding;

    /// <inheritdoc cref="DoneEnding"/>
    public static StepEnding Done(DateTimeOffset at) => new DoneEnding(at);

    /// <inheritdoc cref="SkippedEnding"/>
    public static StepEnding Skipped(string why) => new SkippedEnding(why);

    /// <inheritdoc cref="BlockedEnding"/>
    public static StepEnding Blocked(string why) => new BlockedEnding(why);

    /// <inheritdoc cref="FailedEnding"/>
    public static StepEnding Failed(string why) => new FailedEnding(why);

    /// <inheritdoc cref="FinishedEnding"/>
    public static StepEnding Finished(FinishReason reason, string why) => new FinishedEnding(reason, why);
}
