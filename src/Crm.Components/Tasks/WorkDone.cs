namespace Crm.Components;

/// <summary>What was done to a task, a draft, or several of them.</summary>
/// <param name="Text">For people.</param>
public sealed record WorkDone(string Text)
{
    /// <summary>What was not done, and why; one sentence each.</summary>
    public IReadOnlyList<string> Refused { get; init; } = [];

    /// <summary>Takes it back, and says what came of that; null where it cannot be taken back.</summary>
    public Func<Task<WorkDone>>? Undo { get; init; }
}
