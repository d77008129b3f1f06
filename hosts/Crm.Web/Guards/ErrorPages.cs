using Crm.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Web.Guards;

/// <summary>An error as a page for people; programs get problem+json.</summary>
internal sealed class ErrorPages : IProblemDetailsWriter
{
    /// <inheritdoc/>
    /// <remarks>A browser that opens an address takes HTML; a program asks below /api or says what it takes.</remarks>
    public bool CanWrite(ProblemDetailsContext context)
    {
        var request = context.HttpContext.Request;
        return !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ProblemDetailsContext context) => new(Page(context.HttpContext, context.ProblemDetails).ExecuteAsync(context.HttpContext));

    private static RazorComponentResult<ErrorPage> Page(HttpContext context, ProblemDetails problem)
    {
        var status = problem.Status ?? context.Response.StatusCode;
        return new RazorComponentResult<ErrorPage>(
            new
            {
                Status = status,
                Title = problem.Title ?? ReasonPhrases.GetReasonPhrase(status),
                Lines = (problem.Detail ?? "").Split("; ", StringSplitOptions.RemoveEmptyEntries),
            }
        )
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
    }
}
