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
    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        // What the page that failed was rendered with is used up: another page in its scope cannot be rendered.
        await using var scope = http.RequestServices.CreateAsyncScope();
        var before = http.RequestServices;
        http.RequestServices = scope.ServiceProvider;
        try
        {
            await Page(http, context.ProblemDetails).ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }

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
