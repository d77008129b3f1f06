namespace Crm.Activities;

/// <summary>How a timeline shows an activity, or why its details are rejected.</summary>
public sealed record ActivityDescription
{
    private ActivityDescription() { }

    /// <summary>Why the details are rejected; null if they are accepted.</summary>
    public string? Rejection { get; private init; }

    /// <summary>One line for the timeline, without markup.</summary>
    public string Summary { get; private init; } = "";

    /// <summary>Short labels beside the summary, such as a state.</summary>
    public IReadOnlyList<string> Badges { get; private init; } = [];

    /// <summary>Accepts the details.</summary>
    /// <param name="summary">One line for the timeline; the engine cuts it at 200 characters.</param>
    /// <param name="badges">Short labels beside the summary.</param>
    public static ActivityDescription Accept(string? summary = null, IReadOnlyList<string>? badges = null) =>
        new() { Summary = summary ?? "", Badges = badges ?? [] };

    /// <summary>Rejects the details; nothing is stored.</summary>
    /// <param name="why">What is wrong and what is allowed; shown to the user.</param>
    public static ActivityDescription Reject(string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return new() { Rejection = why };
    }
}
