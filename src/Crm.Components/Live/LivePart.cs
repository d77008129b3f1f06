namespace Crm.Components;

/// <summary>A part of a page that is kept up to date.</summary>
internal sealed record LivePart
{
    /// <summary>Runs something where the part is rendered: the component's <c>InvokeAsync</c>.</summary>
    public required Func<Func<Task>, Task> Dispatch { get; init; }

    /// <summary>Whether it shows something that changed. Called from any thread.</summary>
    public required Func<LiveNews, bool> Concerns { get; init; }

    /// <summary>Loads it again and renders it.</summary>
    public required Func<Task> Refresh { get; init; }

    /// <summary>Renders it as it is: news stopped arriving.</summary>
    public required Action Render { get; init; }

    /// <summary>How long changes are gathered before it is loaded again, once.</summary>
    public TimeSpan Patience { get; init; }
}
