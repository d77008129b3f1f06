namespace Crm.Sequences.Transitions;

/// <summary>What is to happen to an enrollment. Closed; <see cref="Enrollments"/> carries it out.</summary>
internal abstract record EnrollmentMove
{
    private EnrollmentMove(string? words) => Words = words;

    /// <summary>Why, in words; null where nobody said.</summary>
    public string? Words { get; }

    /// <summary>What led to it, such as a rule's key; null: the person who acts, else the latest cause of the work.</summary>
    public string? Cause { get; init; }

    /// <summary>The step is done: on to the next one, or finished after the last.</summary>
    /// <param name="DoneAt">When it was really done, in UTC: the next delay starts here. Null: now.</param>
    /// <param name="Note">What did not happen and why, in words; null where everything did.</param>
    public sealed record Advance(DateTimeOffset? DoneAt = null, string? Note = null) : EnrollmentMove(Note);

    /// <summary>The step is left out: on to the next one, or finished after the last.</summary>
    public sealed record Skip(string Why) : EnrollmentMove(Why);

    /// <summary>The step is done, and the handler asked to go on at another one; one that is not further along begins a new pass.</summary>
    public sealed record GoTo(string StepKey) : EnrollmentMove(words: null);

    /// <summary>The step is left to a person or a server.</summary>
    public sealed record Wait(string? Note = null) : EnrollmentMove(Note);

    /// <summary>The same step again, later; one attempt more.</summary>
    public sealed record Postpone(DateTimeOffset Until, string Why) : EnrollmentMove(Why);

    /// <summary>Held; what is left of the delay is kept, and what the step has out stays out.</summary>
    /// <param name="Until">Until when, in UTC; null: until a person resumes it.</param>
    /// <param name="Why">In words.</param>
    public sealed record Pause(DateTimeOffset? Until, string Why) : EnrollmentMove(Why);

    /// <summary>A paused one goes on: it waits again where the step's work is out, else the step is due after what was left of its delay.</summary>
    public sealed record Resume(string? Why = null) : EnrollmentMove(Why);

    /// <summary>Something that can be fixed stands in the way.</summary>
    public sealed record Block(string Why) : EnrollmentMove(Why);

    /// <summary>The obstacle is gone: decided again from now on, or waited for again where the step's work is out.</summary>
    public sealed record Unblock(string? Why = null) : EnrollmentMove(Why);

    /// <summary>The step failed for good; a person retries or skips it.</summary>
    public sealed record Fail(string Why) : EnrollmentMove(Why);

    /// <summary>The failed step is decided again, in a new pass: what it made before stays as it is.</summary>
    public sealed record Retry(string? Why = null) : EnrollmentMove(Why);

    /// <summary>It ends before its last step, with all that it has out.</summary>
    /// <param name="Reason">The one reason.</param>
    /// <param name="Why">In words.</param>
    /// <param name="Rule">The rule that says so before the step is decided; null for none.</param>
    public sealed record Finish(FinishReason Reason, string Why, string? Rule = null) : EnrollmentMove(Why);
}
