using Crm.Components;
using Crm.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;

namespace Crm.Web.Guards;

/// <summary>What a page says of an error, in the reader's language. What is wrong with an input, and why something is refused, is the engine's sentence.</summary>
internal sealed class ErrorWords(IStringLocalizer<Texts> texts)
{
    /// <summary>What kind of error it is.</summary>
    public string TitleOf(int status) =>
        status switch
        {
            StatusCodes.Status400BadRequest => texts["Not accepted"],
            StatusCodes.Status401Unauthorized => texts["Sign in first"],
            StatusCodes.Status403Forbidden => texts["Not allowed"],
            StatusCodes.Status404NotFound => texts["Not found"],
            StatusCodes.Status409Conflict => texts["Not possible"],
            StatusCodes.Status412PreconditionFailed => texts["Changed meanwhile"],
            StatusCodes.Status429TooManyRequests => texts["Too many requests"],
            StatusCodes.Status503ServiceUnavailable => texts["Not available just now"],
            >= StatusCodes.Status500InternalServerError => texts["Something went wrong"],
            _ => ReasonPhrases.GetReasonPhrase(status),
        };

    /// <summary>What was wrong, and what one can do.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="error">The engine's error, or null.</param>
    /// <param name="detail">What is known besides, or null.</param>
    public IReadOnlyList<string> LinesOf(int status, CrmError? error, string? detail) =>
        error switch
        {
            CrmError.NotFound { Reference: { } reference } => [texts["There is nothing here by “{0}”, or it is not yours to see.", reference]],
            CrmError.NotFound => [texts["There is nothing here by that address, name or reference."]],
            CrmError.Stale => [texts["Somebody else changed this meanwhile. Load it again to see the change."]],
            CrmError.Forbidden forbidden when Enum.TryParse<Right>(forbidden.Right, out _) =>
            [
                texts["Your role does not allow this. An administrator can change that."],
            ],
            _ when status == StatusCodes.Status503ServiceUnavailable => [texts["The database does not answer; try again in a moment."]],
            _ when !string.IsNullOrEmpty(detail) =>
            [
                .. detail.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(line => new Sentences(texts).Of(line)),
            ],
            _ => status switch
            {
                StatusCodes.Status404NotFound => [texts["There is no such page."]],
                StatusCodes.Status429TooManyRequests => [texts["Wait a minute, then try again."]],
                >= StatusCodes.Status500InternalServerError => [texts["It is written down for whoever runs this installation. Go back and try again."]],
                _ => [],
            },
        };
}
