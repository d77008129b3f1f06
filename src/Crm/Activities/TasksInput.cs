namespace Crm.Activities;

/// <summary>Several tasks, and words about them.</summary>
/// <param name="Tasks">1 to 200 tasks; one that is named twice counts once.</param>
public sealed record TasksInput(IReadOnlyList<ActivityId> Tasks)
{
    /// <summary>Words about them, such as why they are skipped, added to the body of each; at most 500 characters where they are cancelled.</summary>
    public string? Note { get; init; }
}
