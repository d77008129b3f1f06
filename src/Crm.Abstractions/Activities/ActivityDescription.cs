namespace Crm.Activities;

/// <summary>How an activity shows, or why its details are refused.</summary>
public sealed record ActivityDescription
{
    private ActivityDescription() { }

    /// <summary>Why the details are refused; null where they are accepted.</summary>
    public string? Rejection { get; private init; }

    /// <summary>One line for the timeline, without markup.</summary>
    public string Summary { get; private init; } = "";

    /// <summary>Short words beside it, such as a state.</summary>
    public IReadOnlyList<string> Badges { get; private init; } = [];

    /// <summary>The details are fine.</summary>
    /// <param name="summary">One line for the timeline; the engine cuts it at 200 characters.</param>
    /// <param name="badges">Short words beside it.</param>
    public static ActivityDescription Accept(string? summary = null, IReadOnlyList<string>? badges = null) =>
        new() { Summary = summary ?? "", Badges = badges ?? [] };

    /// <summary>The details are refused; nothing is stored.</summary>
    /// <param name="why">What is wrong and what is allowed; shown to the person.</param>
    public static ActivityDescription Reject(string why)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        return new() { Rejection = why };
    }
}
