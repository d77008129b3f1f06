using Microsoft.AspNetCore.Components;

namespace Crm.Components;

/// <summary>A component that shows the part of a timeline that the page's address asks for.</summary>
public abstract class TimelineComponent : ComponentBase
{
    /// <summary>Which part.</summary>
    protected TimelineQuery Query { get; private set; } = new();

    /// <summary>Id of the activity that the address unfolds, or null.</summary>
    protected string? Opened => Given(Open);

    [SupplyParameterFromQuery(Name = "type")]
    private string[]? Types { get; set; }

    [SupplyParameterFromQuery(Name = "search")]
    private string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "author")]
    private string? Author { get; set; }

    [SupplyParameterFromQuery(Name = "after")]
    private string? After { get; set; }

    [SupplyParameterFromQuery(Name = "open")]
    private string? Open { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Query = new TimelineQuery
        {
            Types = [.. (Types ?? []).Where(type => type.Length > 0)],
            Search = Given(Search),
            From = Given(From),
            To = Given(To),
            Author = Given(Author),
            After = Given(After),
        };
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
